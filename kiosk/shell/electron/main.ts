/**
 * Electron's main process: as thin as it can be. It opens the windows that the host names on stdin,
 * holds the lock-down, and ends when stdin ends: a killed host leaves no window behind.
 * Bundled into one plain file, because Electron's own Node is not the one the rest runs on.
 */
import { createInterface } from 'node:readline';
import { app, Menu, powerSaveBlocker, session } from 'electron';
import { type Medium, mayGrant } from '../lockdown.ts';
import { placesFor } from '../places.ts';
import { displaysInOrder, type KeptWindow, keepWindow } from './window.ts';
import { type FromElectron, messageFrom, type ToElectron, toElectron } from './wire.ts';

const kept = new Map<string, KeptWindow>();

function tell(message: FromElectron): void {
  process.stdout.write(`${JSON.stringify(message)}\n`);
}

function leave(): void {
  for (const window of kept.values()) window.letGo();
  app.exit(0);
}

function isMedium(kind: string): kind is Medium {
  return kind === 'audio' || kind === 'video';
}

/** A session that keeps nothing on disk and grants what the lock-down allows. */
function lockedSession(origin: string): Electron.Session {
  const locked = session.fromPartition('booth');
  locked.setPermissionRequestHandler((_contents, permission, answer, details) => {
    const media = 'mediaTypes' in details ? (details.mediaTypes ?? []) : [];
    const { requestingUrl: url, isMainFrame: mainFrame } = details;
    answer(mayGrant({ permission, media, url, mainFrame }, origin));
  });
  locked.setPermissionCheckHandler((_contents, permission, _origin, details) => {
    const kind = details.mediaType ?? 'unknown';
    const media = isMedium(kind) ? [kind] : [];
    const { requestingUrl: url = '', isMainFrame: mainFrame } = details;
    return mayGrant({ permission, media, url, mainFrame }, origin);
  });
  locked.setDevicePermissionHandler(() => false);
  locked.on('will-download', (event) => event.preventDefault());
  locked.setSpellCheckerEnabled(false);
  return locked;
}

async function open(plan: Extract<ToElectron, { type: 'open' }>): Promise<void> {
  app.setPath('userData', plan.dataDir);
  if (!app.requestSingleInstanceLock()) {
    tell({
      type: 'refused',
      cause: 'the windows of this booth are already open',
      remedy: 'end the other one, or set RUMIAN_VAR to run a second booth',
    });
    app.exit(0);
    return;
  }
  await app.whenReady();
  Menu.setApplicationMenu(null);
  powerSaveBlocker.start('prevent-display-sleep');
  const locked = lockedSession(plan.origin);
  const places = placesFor(plan.windows, displaysInOrder().length);
  for (const window of plan.windows) {
    const place = places.get(window.name) ?? { display: 0, part: 0, of: 1 };
    const { origin, devTools } = plan;
    kept.set(window.name, keepWindow(window, { origin, devTools, place, session: locked, tell }));
  }
  tell({ type: 'opened' });
}

async function obey(message: ToElectron): Promise<void> {
  switch (message.type) {
    case 'open':
      return open(message);
    case 'picture': {
      const png = (await kept.get(message.window)?.picture()) ?? null;
      return tell({ type: 'picture', id: message.id, png });
    }
    case 'reload':
      return kept.get(message.window)?.reload();
    case 'close':
      return leave();
  }
}

// Before ready: after a GPU death Chromium would deny WebGL to our origin for minutes.
app.disableDomainBlockingFor3DAPIs();
app.on('window-all-closed', () => {
  // Each window opens itself again; only the host ends us.
});
app.on('child-process-gone', (_event, { type, reason }) => {
  if (type !== 'GPU' || reason === 'clean-exit') return;
  for (const window of kept.values())
    window.failed('gpu-gone', `the GPU process ended (${reason})`);
});

const lines = createInterface({ input: process.stdin });
lines.on('line', (line) => {
  const message = messageFrom(line, toElectron);
  if (message === null) return;
  obey(message).catch((error: unknown) =>
    tell({ type: 'worn-out', cause: `${message.type} failed: ${String(error)}` }),
  );
});
lines.on('close', leave);
