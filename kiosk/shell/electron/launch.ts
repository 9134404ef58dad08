/** One life of Electron, as the host sees it: a child that speaks JSON lines. */
import { spawn } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Gone, ShellLog, ShellProblem, WindowName, WindowPlan } from '../contract.ts';
import { causeOfEnd, endProcess } from '../process.ts';
import type { Launch, Launched, Life } from '../supervise.ts';
import { fromElectron, messageFrom, type ToElectron } from './wire.ts';

export interface ElectronPlan {
  readonly binary: string;
  /** The bundled main file. */
  readonly main: string;
  readonly windows: readonly WindowPlan[];
  readonly origin: string;
  /** Folder for Electron's own data. */
  readonly dataDir: string;
  readonly gpu: boolean;
  readonly fakeMicrophoneWav?: string;
  readonly remoteDebugging: boolean;
  readonly log: ShellLog;
}

const openDeadlineMs = 30_000;
const pictureDeadlineMs = 10_000;

/** Electron takes Chromium's switches on its command line. */
function electronFlags(plan: ElectronPlan): readonly string[] {
  return [
    plan.main,
    `--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE ${new URL(plan.origin).hostname}`,
    '--disable-background-timer-throttling',
    '--disable-renderer-backgrounding',
    '--disable-backgrounding-occluded-windows',
    '--disable-pinch',
    '--overscroll-history-navigation=0',
    ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    ...(plan.gpu ? [] : ['--use-angle=swiftshader', '--enable-unsafe-swiftshader']),
    ...(plan.remoteDebugging ? ['--remote-debugging-port=0'] : []),
    ...(plan.fakeMicrophoneWav === undefined
      ? []
      : [
          '--use-fake-device-for-media-stream',
          `--use-file-for-fake-audio-capture=${plan.fakeMicrophoneWav}%noloop`,
        ]),
  ];
}

export function electronLaunch(plan: ElectronPlan): Launch {
  return {
    kind: 'electron',
    headless: false,
    start: (report, signal) => start(plan, report, signal),
  };
}

async function start(
  plan: ElectronPlan,
  report: (gone: Gone) => void,
  signal: AbortSignal,
): Promise<Launched> {
  if (signal.aborted) return refused('cancelled', 'the shell was closed while it opened');
  await mkdir(plan.dataDir, { recursive: true });
  const child = spawn(plan.binary, electronFlags(plan), {
    detached: true,
    stdio: ['pipe', 'pipe', 'pipe'],
    env: { ...process.env, ELECTRON_RUN_AS_NODE: undefined, ELECTRON_NO_ATTACH_CONSOLE: '1' },
  });
  const ended = causeOfEnd(child, 'Electron');
  child.stdin.on('error', () => {
    // Its end is told by its exit.
  });
  const send = (message: ToElectron) => child.stdin.write(`${JSON.stringify(message)}\n`);
  let asked: string | null = null;
  let ending: Promise<void> | null = null;
  const end = (): Promise<void> => {
    ending ??= endProcess(child, ended, () => {
      send({ type: 'close' });
      child.stdin.end();
    });
    return ending;
  };
  const onAbort = () => void end();
  signal.addEventListener('abort', onAbort, { once: true });
  void ended.then(() => signal.removeEventListener('abort', onAbort));

  const pictures = new Map<number, (png: Uint8Array | null) => void>();
  let lastPicture = 0;
  let devToolsUrl: string | null = null;
  const opening = Promise.withResolvers<{ cause: string; remedy: string } | null>();
  createInterface({ input: child.stdout }).on('line', (line) => {
    const message = messageFrom(line, fromElectron);
    switch (message?.type) {
      case undefined:
        return;
      case 'opened':
        return opening.resolve(null);
      case 'refused':
        return opening.resolve(message);
      case 'gone':
        return report({ ...message, next: { do: 'back', inMs: 0 } });
      case 'refused-by-lockdown':
        return plan.log(`${message.window}: ${message.what} refused`);
      case 'picture':
        return pictures.get(message.id)?.(
          message.png === null ? null : Buffer.from(message.png, 'base64'),
        );
      case 'worn-out':
        asked = message.cause;
        void end();
        return;
    }
  });
  createInterface({ input: child.stderr }).on('line', (line) => {
    devToolsUrl ??= /^DevTools listening on (ws:\S+)/.exec(line)?.[1] ?? null;
  });

  send({
    type: 'open',
    origin: plan.origin,
    windows: plan.windows.map(({ name, url, display }) => ({ name, url, display })),
    dataDir: plan.dataDir,
    devTools: plan.remoteDebugging,
  });
  const late = setTimeout(
    () =>
      opening.resolve({ cause: 'Electron did not open its windows in time', remedy: tryChromium }),
    openDeadlineMs,
  );
  const problem = await Promise.race([
    opening.promise,
    ended.then((cause) => ({ cause, remedy: tryChromium })),
  ]);
  clearTimeout(late);
  if (problem !== null) {
    await end();
    return signal.aborted
      ? refused('cancelled', 'the shell was closed while it opened')
      : refused('not-started', problem.cause, problem.remedy);
  }

  const picture = (window: WindowName) =>
    new Promise<Uint8Array | null>((done) => {
      lastPicture += 1;
      const id = lastPicture;
      const settle = (png: Uint8Array | null) => {
        clearTimeout(tooLate);
        pictures.delete(id);
        done(png);
      };
      const tooLate = setTimeout(() => settle(null), pictureDeadlineMs);
      pictures.set(id, settle);
      send({ type: 'picture', id, window });
    });
  const life: Life = {
    get devToolsUrl() {
      return devToolsUrl;
    },
    ended: ended.then((cause) => asked ?? cause),
    picture,
    reload: async (window) => send({ type: 'reload', window }),
    end,
  };
  return { ok: true, life };
}

const tryChromium = 'npm start -- --shell chromium';

function refused(code: ShellProblem['code'], cause: string, remedy = tryChromium): Launched {
  const effect = 'no window opens; the pages are served all the same';
  return { ok: false, problem: { code, cause, effect, remedy } };
}

/** Where the bundle lies that `npm start` makes of `main.ts`. */
export function electronMainIn(varDir: string): string {
  return join(varDir, 'web', 'electron', 'main.mjs');
}
