/** What there is to open windows with. */
import { access, constants, readdir, readFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';

async function runnable(file: string): Promise<boolean> {
  try {
    await access(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

const chromiumNames = ['chromium', 'google-chrome', 'google-chrome-stable', 'chromium-browser'];
const chromiumPlaces = [
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

/** Ubuntu's chromium is a script that asks for a snap; it never opens a window. */
async function asksForSnap(file: string): Promise<boolean> {
  if (await runnable('/snap/bin/chromium')) return false;
  const start = (await readFile(file)).subarray(0, 8_192).toString('latin1');
  return start.startsWith('#!') && start.includes('snap install');
}

/**
 * Path of Chromium or Chrome, null when none is there.
 * @param env RUMIAN_CHROMIUM names one; then PATH is searched
 */
export async function findChromium(env: NodeJS.ProcessEnv): Promise<string | null> {
  const named = env.RUMIAN_CHROMIUM;
  if (named !== undefined && named !== '') return (await runnable(named)) ? named : null;
  const folders = (env.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
  for (const name of chromiumNames) {
    for (const folder of folders) {
      const file = join(folder, name);
      if ((await runnable(file)) && !(await asksForSnap(file))) return file;
    }
  }
  for (const file of chromiumPlaces) if (await runnable(file)) return file;
  return null;
}

/**
 * Path of Electron's binary, null when npm brought only the package around it.
 * @param modules the node_modules folder
 */
export async function findElectron(modules: string): Promise<string | null> {
  const folder = join(modules, 'electron');
  try {
    const name = (await readFile(join(folder, 'path.txt'), 'utf8')).trim();
    const file = join(folder, 'dist', name);
    return (await runnable(file)) ? file : null;
  } catch {
    return null;
  }
}

/** True when a window would be seen. */
export function hasDisplay(env: NodeJS.ProcessEnv, platform: NodeJS.Platform): boolean {
  return platform !== 'linux' || Boolean(env.DISPLAY) || Boolean(env.WAYLAND_DISPLAY);
}

/** True when Linux offers a GPU to draw with; elsewhere the system's own driver is trusted. */
export async function hasGpu(platform: NodeJS.Platform): Promise<boolean> {
  if (platform !== 'linux') return true;
  try {
    return (await readdir('/dev/dri')).some((name) => name.startsWith('renderD'));
  } catch {
    return false;
  }
}
