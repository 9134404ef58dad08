/** Which shell opens the windows, and why. Pure. */
import type { ShellKind, ShellProblem } from './contract.ts';

export interface ShellsThere {
  /** Path of Electron's binary, null when it was never fetched. */
  readonly electronBinary: string | null;
  /** Path of Chromium or Chrome, null when none is installed. */
  readonly chromium: string | null;
  /** There is a screen. */
  readonly display: boolean;
  readonly wanted: ShellKind | null;
}

export type ShellChoice =
  | { readonly ok: true; readonly kind: ShellKind; readonly why: string }
  | { readonly ok: false; readonly problem: ShellProblem };

/** What was asked for by name is used or refused, never silently replaced. */
export function chooseShell(there: ShellsThere): ShellChoice {
  switch (there.wanted) {
    case 'none':
      return { ok: true, kind: 'none', why: 'asked for: no windows, addresses only' };
    case 'electron':
      return electron(there);
    case 'chromium':
      return there.chromium === null ? noBrowser() : chromium('asked for');
    case null:
      break;
  }
  if (there.electronBinary !== null && there.display) {
    return { ok: true, kind: 'electron', why: 'its binary is there' };
  }
  if (there.chromium === null) return noBrowser();
  return chromium(
    there.display
      ? "Electron's binary is not there"
      : 'there is no display: the windows run headless',
  );
}

function chromium(why: string): ShellChoice {
  return { ok: true, kind: 'chromium', why };
}

function electron({ electronBinary, display }: ShellsThere): ShellChoice {
  if (electronBinary === null) {
    return refused({
      code: 'electron-missing',
      cause: "Electron's binary is not there",
      effect: 'no window opens; the pages are served all the same',
      remedy: 'node node_modules/electron/install.js, or leave --shell away to use Chromium',
    });
  }
  if (!display) {
    return refused({
      code: 'display-missing',
      cause: 'Electron needs a display, and neither DISPLAY nor WAYLAND_DISPLAY is set',
      effect: 'no window opens; the pages are served all the same',
      remedy: 'start it in a desktop session, or leave --shell away to use Chromium headless',
    });
  }
  return { ok: true, kind: 'electron', why: 'asked for' };
}

function noBrowser(): ShellChoice {
  return refused({
    code: 'browser-missing',
    cause: 'neither Electron nor Chromium nor Chrome is there',
    effect: 'no window opens; the pages are served all the same',
    remedy:
      'sudo apt-get install -y --no-install-recommends chromium, or open the printed addresses',
  });
}

function refused(problem: ShellProblem): ShellChoice {
  return { ok: false, problem };
}
