/** One life of Chromium: started with a fresh profile, driven over a pipe, ended without a trace. */
import { type ChildProcess, spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable, Writable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import type { Gone, ShellLog, ShellProblem, WindowPlan } from '../contract.ts';
import { mediaOf } from '../lockdown.ts';
import { fills, placesFor } from '../places.ts';
import { causeOfEnd, endProcess } from '../process.ts';
import type { Launch, Launched, Life } from '../supervise.ts';
import { lookForDisplays } from './displays.ts';
import { chromiumFlags } from './flags.ts';
import { openPipe, type Pipe } from './pipe.ts';
import { freshProfile, removeProfile } from './profile.ts';
import { keepWindows, type Windows } from './windows.ts';

export interface ChromiumPlan {
  readonly binary: string;
  readonly windows: readonly WindowPlan[];
  /** Origin that all windows share. */
  readonly origin: string;
  /** Folder for profiles. */
  readonly profiles: string;
  readonly display: boolean;
  readonly gpu: boolean;
  readonly fakeMicrophoneWav?: string;
  readonly remoteDebugging: boolean;
  readonly log: ShellLog;
}

/** Two loaded cores take up to ten seconds to open the first window. */
const answerDeadlineMs = 30_000;
const portDeadlineMs = 10_000;
const capabilities = { audio: 'audioCapture', video: 'videoCapture' } as const;

export function chromiumLaunch(plan: ChromiumPlan): Launch {
  return {
    kind: 'chromium',
    headless: !plan.display,
    start: (report, signal) => start(plan, report, signal),
  };
}

async function start(
  plan: ChromiumPlan,
  report: (gone: Gone) => void,
  signal: AbortSignal,
): Promise<Launched> {
  if (signal.aborted) return refused('cancelled', 'the shell was closed while it opened');
  const profileDir = await freshProfile(plan.profiles);
  const asRoot = process.getuid?.() === 0;
  if (asRoot) plan.log('Chromium runs without its sandbox because this is root');
  const displays = plan.display ? await lookForDisplays() : null;
  const places = placesFor(plan.windows, Math.max(1, displays?.length ?? 1));
  const view =
    displays === null ? 'headless' : [...places.values()].every(fills) ? 'kiosk' : 'shared';
  const flags = chromiumFlags({
    ...plan,
    view,
    profileDir,
    asRoot,
    host: new URL(plan.origin).hostname,
  });
  const child = spawn(plan.binary, flags, {
    // A group of its own: Ctrl-C in the terminal must not end it before the orderly close.
    detached: true,
    stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'],
  });
  const ended = causeOfEnd(child, 'Chromium');
  const pipe = pipeOf(child);
  let windows: Windows | null = null;
  let asked: string | null = null;
  let ending: Promise<void> | null = null;
  const end = (): Promise<void> => {
    windows?.letGo();
    ending ??= endProcess(child, ended, () => {
      void pipe?.send('Browser.close');
    }).then(() => removeProfile(profileDir));
    return ending;
  };
  const onAbort = () => void end();
  signal.addEventListener('abort', onAbort, { once: true });
  void ended.then(() => signal.removeEventListener('abort', onAbort));

  const fail = async (cause: string): Promise<Launched> => {
    await end();
    return signal.aborted
      ? refused('cancelled', 'the shell was closed while it opened')
      : refused('not-started', cause);
  };
  if (pipe === null) return fail(await ended);

  const kept = keepWindows(pipe, {
    desktop: displays === null ? null : { displays, places },
    report,
    log: plan.log,
    nowMs: Date.now,
    restart: (cause) => {
      asked = cause;
      void end();
    },
  });
  windows = kept;
  const media = mediaOf(
    plan.windows.map((window) => window.url),
    plan.origin,
  );
  await pipe.send('Browser.grantPermissions', {
    origin: plan.origin,
    permissions: media.map((kind) => capabilities[kind]),
  });
  await pipe.send('Target.setDiscoverTargets', { discover: true });
  for (const window of plan.windows) {
    const opened = await kept.open(window);
    if (!opened.ok) return fail(`the ${window.name} window did not open: ${opened.cause}`);
  }
  const devToolsUrl = plan.remoteDebugging ? await devToolsOf(profileDir, signal) : null;
  const life: Life = {
    devToolsUrl,
    ended: ended.then((cause) => asked ?? cause),
    picture: kept.picture,
    reload: kept.reload,
    end,
  };
  return { ok: true, life };
}

/** Null when the program could not even be started. */
function pipeOf(child: ChildProcess): Pipe | null {
  const [, , , input, output] = child.stdio;
  if (child.pid === undefined) return null;
  return input instanceof Writable && output instanceof Readable
    ? openPipe(input, output, answerDeadlineMs)
    : null;
}

/** Chromium writes port and path once it listens. */
async function devToolsOf(profileDir: string, signal: AbortSignal): Promise<string | null> {
  const untilMs = Date.now() + portDeadlineMs;
  while (Date.now() < untilMs && !signal.aborted) {
    try {
      const [port, path] = (await readFile(join(profileDir, 'DevToolsActivePort'), 'utf8')).split(
        '\n',
      );
      if (port && path) return `ws://127.0.0.1:${port}${path}`;
    } catch {
      // Not written yet.
    }
    await delay(50);
  }
  return null;
}

function refused(code: ShellProblem['code'], cause: string): Launched {
  return {
    ok: false,
    problem: {
      code,
      cause,
      effect: 'no window opens; the pages are served all the same',
      remedy: 'open the printed addresses in a browser, or start again with --shell none',
    },
  };
}
