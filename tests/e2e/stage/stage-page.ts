/** The stage page as the product ships it, and a real Chromium to show it in. */
import { existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';
import { build } from 'vite';

const repository = join(import.meta.dirname, '../../..');

/** Builds the stage into a folder of its own; the product's build is left alone. */
export async function buildStage(): Promise<string> {
  const outDir = mkdtempSync(join(tmpdir(), 'rumian-stage-'));
  await build({
    configFile: false,
    root: join(repository, 'kiosk/stage'),
    base: '/stage/',
    logLevel: 'error',
    worker: { format: 'es' },
    build: { outDir, emptyOutDir: true, target: 'es2024', assetsInlineLimit: 0, minify: false },
  });
  return outDir;
}

/** Flags without which a machine without graphics card, speakers or display shows and sounds nothing. */
export const stageFlags: readonly string[] = [
  '--no-sandbox',
  '--use-angle=swiftshader',
  '--enable-unsafe-swiftshader',
  '--ignore-gpu-blocklist',
  '--autoplay-policy=no-user-gesture-required',
  '--use-fake-ui-for-media-stream',
  '--use-fake-device-for-media-stream',
];

/** The first browser of the family on the PATH; RUMIAN_CHROMIUM names another. */
function findChromium(): string {
  const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
  const found =
    process.env.RUMIAN_CHROMIUM ??
    names
      .flatMap((name) =>
        (process.env.PATH ?? '').split(delimiter).map((folder) => join(folder, name)),
      )
      .find((path) => existsSync(path));
  if (found === undefined)
    throw new Error('no Chromium or Chrome on the PATH: install chromium, or set RUMIAN_CHROMIUM');
  return found;
}

export function launchChromium(extra: readonly string[] = []): Promise<Browser> {
  return chromium.launch({
    executablePath: findChromium(),
    headless: true,
    args: [...stageFlags, ...extra],
  });
}
