/** One kiosk window in Electron: locked down, watched, and mended on its own. */
import { BrowserWindow, type Session, screen } from 'electron';
import { type Failure, type FailureKind, repairFor } from '../ladder.ts';
import { mayNavigate } from '../lockdown.ts';
import { areaOf, fills, type Place } from '../places.ts';
import type { ElectronWindowPlan, FromElectron } from './wire.ts';

/** The primary display first, as plans count them. */
export function displaysInOrder(): Electron.Display[] {
  const primary = screen.getPrimaryDisplay();
  return [primary, ...screen.getAllDisplays().filter((display) => display.id !== primary.id)];
}

const gpuMemoryMs = 10 * 60_000;

export interface KeptWindow {
  readonly plan: ElectronWindowPlan;
  picture(): Promise<string | null>;
  reload(): void;
  /** Something happened that is not this window's own event, such as the GPU's death. */
  failed(kind: FailureKind, cause: string): void;
  letGo(): void;
}

/**
 * @param session its permissions are already locked down
 * @param tell where news goes
 */
export function keepWindow(
  plan: ElectronWindowPlan,
  {
    origin,
    place,
    session,
    devTools,
    tell,
  }: {
    origin: string;
    /** On Electron's displays, the primary one first. */
    place: Place;
    session: Session;
    devTools: boolean;
    tell: (message: FromElectron) => void;
  },
): KeptWindow {
  let failures: readonly Failure[] = [];
  let keeping = true;
  let hung: NodeJS.Timeout | undefined;
  let window = open();

  function open(): BrowserWindow {
    const { bounds } = displaysInOrder()[place.display] ?? screen.getPrimaryDisplay();
    const { left, top, width, height } = areaOf(place, {
      ...bounds,
      left: bounds.x,
      top: bounds.y,
    });
    const made = new BrowserWindow({
      x: left,
      y: top,
      width,
      height,
      kiosk: fills(place),
      frame: false,
      show: false,
      backgroundColor: '#000000',
      autoHideMenuBar: true,
      webPreferences: {
        session,
        sandbox: true,
        contextIsolation: true,
        nodeIntegration: false,
        nodeIntegrationInSubFrames: false,
        nodeIntegrationInWorker: false,
        webSecurity: true,
        webviewTag: false,
        navigateOnDragDrop: false,
        spellcheck: false,
        backgroundThrottling: false,
        autoplayPolicy: 'no-user-gesture-required',
        disableDialogs: true,
        devTools,
      },
    });
    made.removeMenu();
    made.once('ready-to-show', () => made.show());
    made.once('closed', () => failed('window-gone', 'its window was closed'));
    lockDown(made);
    watch(made);
    load(made);
    return made;
  }

  function load(into: BrowserWindow): void {
    // A page that does not load is told by did-fail-load as well, with its code.
    into.loadURL(plan.url).catch(() => {});
  }

  function refuse(what: string): void {
    tell({ type: 'refused-by-lockdown', window: plan.name, what });
  }

  function lockDown({ webContents }: BrowserWindow): void {
    webContents.on('will-frame-navigate', (event) => {
      if (mayNavigate(event.url, origin)) return;
      event.preventDefault();
      refuse('navigation');
    });
    webContents.on('will-redirect', (event) => {
      if (mayNavigate(event.url, origin)) return;
      event.preventDefault();
      refuse('redirect');
    });
    webContents.setWindowOpenHandler(() => {
      refuse('new window');
      return { action: 'deny' };
    });
    webContents.on('will-attach-webview', (event) => event.preventDefault());
    webContents.setVisualZoomLevelLimits(1, 1).catch(() => {});
  }

  function watch(made: BrowserWindow): void {
    const { webContents } = made;
    webContents.on('render-process-gone', (_event, { reason }) => {
      if (reason !== 'clean-exit') failed('page-gone', `its page ended (${reason})`);
    });
    webContents.on('did-fail-load', (_event, code, description, _url, isMainFrame) => {
      // -3: superseded by another load.
      if (isMainFrame && code !== -3) failed('page-gone', `its page did not load (${description})`);
    });
    webContents.on('unresponsive', () => failed('page-hung', 'its page does not answer'));
    webContents.on('responsive', () => clearTimeout(hung));
  }

  function failed(kind: FailureKind, cause: string): void {
    if (!keeping) return;
    const atMs = Date.now();
    failures = [...failures, { kind, atMs }].filter((one) => atMs - one.atMs <= gpuMemoryMs);
    tell({ type: 'gone', window: plan.name, cause });
    const repair = repairFor(failures, atMs);
    switch (repair.do) {
      case 'wait':
        clearTimeout(hung);
        // The GPU comes back by itself; a page that hangs gets a second look.
        if (kind === 'page-hung') hung = setTimeout(() => failed(kind, cause), repair.ms);
        return;
      case 'reload':
        load(window);
        return;
      case 'reopen': {
        const old = window;
        old.removeAllListeners('closed');
        window = open();
        if (!old.isDestroyed()) old.destroy();
        return;
      }
      case 'restart':
        tell({ type: 'worn-out', cause: `${plan.name} went away again and again` });
        return;
    }
  }

  return {
    plan,
    failed,
    async picture() {
      if (window.isDestroyed()) return null;
      const image = await window.webContents.capturePage();
      return image.isEmpty() ? null : image.toPNG().toString('base64');
    },
    reload: () => load(window),
    letGo() {
      keeping = false;
      clearTimeout(hung);
    },
  };
}
