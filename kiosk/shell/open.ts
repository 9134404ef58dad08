/** Opening the booth's windows with whatever this machine has. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { chooseShell } from './choose.ts';
import { chromiumLaunch } from './chromium/index.ts';
import type { Opened, Shell, ShellProblem, ShellRequest } from './contract.ts';
import { electronLaunch, electronMainIn } from './electron/index.ts';
import { findChromium, findElectron, hasDisplay, hasGpu } from './find.ts';
import { commonOrigin } from './lockdown.ts';
import { type Clock, supervise } from './supervise.ts';

const modules = join(import.meta.dirname, '..', '..', 'node_modules');

const clock: Clock = {
  nowMs: Date.now,
  wait: async (ms, signal) => {
    await delay(ms, undefined, { signal }).catch(() => {});
  },
};

/** No windows: the addresses are printed, and somebody opens them. */
const noShell: Shell = {
  kind: 'none',
  headless: false,
  devToolsUrl: null,
  onGone: () => () => {},
  picture: async () => null,
  reload: async () => false,
  close: async () => {},
};

/**
 * Opens these windows and keeps them open until `close` or the signal.
 * The windows' addresses must share one origin; nothing else can be reached from them.
 */
export async function openShell(request: ShellRequest): Promise<Opened> {
  const { env, platform } = process;
  const display = hasDisplay(env, platform);
  const electronBinary = await findElectron(modules);
  const chromium = await findChromium(env);
  const choice = chooseShell({ electronBinary, chromium, display, wanted: request.wanted });
  if (!choice.ok) return choice;
  if (choice.kind === 'none' || request.windows.length === 0) return { ok: true, shell: noShell };
  const origin = commonOrigin(request.windows.map((window) => window.url));
  if (origin === null) {
    return refused(
      'not-started',
      'the windows do not share one origin',
      'open them one origin at a time',
    );
  }
  request.log(`windows open in ${choice.kind}: ${choice.why}`);

  const { windows, varDir, log, signal, fakeMicrophoneWav, remoteDebugging = false } = request;
  const shared = {
    windows,
    origin,
    remoteDebugging,
    log,
    gpu: await hasGpu(platform),
    ...(fakeMicrophoneWav === undefined ? {} : { fakeMicrophoneWav }),
  };
  const own = { log, clock, signal };
  if (choice.kind === 'electron' && electronBinary !== null) {
    const main = electronMainIn(varDir);
    const dataDir = join(varDir, 'shell', 'electron');
    if (existsSync(main)) {
      return supervise(electronLaunch({ ...shared, binary: electronBinary, main, dataDir }), own);
    }
    if (request.wanted === 'electron' || chromium === null) {
      return refused('electron-not-bundled', `${main} is not there`, 'npm start bundles it');
    }
    log("Electron's main file is not bundled: Chromium is used");
  }
  if (chromium === null) return refused('browser-missing', 'Chromium is not there', 'npm start');
  const profiles = join(varDir, 'shell', 'profiles');
  return supervise(chromiumLaunch({ ...shared, binary: chromium, profiles, display }), own);
}

function refused(code: ShellProblem['code'], cause: string, remedy: string): Opened {
  const effect = 'no window opens; the pages are served all the same';
  return { ok: false, problem: { code, cause, effect, remedy } };
}
