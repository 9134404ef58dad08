/** The three browser apps and Electron's main file, bundled; only when something they are made of changed. */
import { createHash } from 'node:crypto';
import { readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { runCommand } from '../command.mjs';
import { textOf } from '../files.mjs';

/** Each is one run of vite with RUMIAN_APP set; vite.config.ts knows the rest. */
export const bundles = /** @type {const} */ (['stage', 'panel', 'console', 'electron']);

/** Everything a bundle may be made of. */
const sources = [
  'kiosk/stage',
  'kiosk/panel',
  'kiosk/console',
  'kiosk/shell',
  'kiosk/window',
  'kiosk/host/contract.ts',
  'scenes',
  'avatars',
  'calibration',
  'hardware',
  'package-lock.json',
  'vite.config.ts',
];
const stampName = '.made-of';
const bundleDeadlineMs = 5 * 60_000;

/** @param {string} path @returns {Promise<string[]>} */
async function filesUnder(path) {
  try {
    const entries = await readdir(path, { withFileTypes: true, recursive: true });
    return entries
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name));
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : '';
    if (code === 'ENOTDIR') return [path];
    if (code === 'ENOENT') return [];
    throw error;
  }
}

/**
 * One hash over names and contents, the same on every machine.
 * @param {string} root @param {readonly string[]} paths relative to it
 */
export async function hashOf(root, paths) {
  const hash = createHash('sha256');
  for (const path of paths) {
    for (const file of (await filesUnder(join(root, path))).sort()) {
      hash.update(`${relative(root, file)}\0`);
      hash.update(
        createHash('sha256')
          .update(await readFile(file))
          .digest(),
      );
    }
  }
  return hash.digest('hex');
}

/**
 * @param {import('../prepare.mjs').Ground} ground
 * @returns {Promise<import('../progress.mjs').StepOutcome>}
 */
export async function webBundles(ground) {
  const made = join(ground.varDir, 'web');
  const madeOf = await hashOf(ground.root, sources);
  if ((await textOf(join(made, stampName)))?.trim() === madeOf) {
    return { state: 'there', note: 'already there' };
  }
  ground.under('bundling stage, panel and console');
  // Built beside and swapped in whole: a running booth never serves half a page.
  const next = join(ground.varDir, `web.next-${process.pid}`);
  try {
    /** @type {import('../progress.mjs').Missing[]} */
    const missing = [];
    for (const app of bundles) {
      const result = await runCommand(
        ground.node,
        [
          join(ground.root, 'node_modules', 'vite', 'bin', 'vite.js'),
          'build',
          '--logLevel',
          'warn',
        ],
        {
          cwd: ground.root,
          env: { ...process.env, RUMIAN_APP: app, RUMIAN_WEB_OUT: next, NODE_ENV: 'production' },
          deadlineMs: bundleDeadlineMs,
        },
      );
      if (result.code !== 0) missing.push(unbuilt(app, result.tail));
    }
    if (missing.length === bundles.length) return { state: 'missing', note: 'not built', missing };
    // Without a stamp the next start tries again.
    if (missing.length === 0) await writeFile(join(next, stampName), `${madeOf}\n`);
    const old = join(ground.varDir, `web.old-${process.pid}`);
    await rename(made, old).catch((/** @type {NodeJS.ErrnoException} */ error) => {
      if (error.code !== 'ENOENT') throw error;
    });
    await rename(next, made);
    await rm(old, { recursive: true, force: true });
    return missing.length === 0
      ? { state: 'done', note: 'built' }
      : { state: 'missing', note: `${missing.length} of ${bundles.length} not built`, missing };
  } finally {
    await rm(next, { recursive: true, force: true });
  }
}

/**
 * @param {(typeof bundles)[number]} app @param {readonly string[]} tail
 * @returns {import('../progress.mjs').Missing}
 */
function unbuilt(app, tail) {
  return {
    what: app === 'electron' ? "the bundle of Electron's main file" : `the ${app}'s page`,
    effect: app === 'electron' ? 'the windows open in Chromium' : `the ${app} window stays empty`,
    remedy: `RUMIAN_APP=${app} node kiosk/boot/run.mjs node_modules/vite/bin/vite.js build`,
    tail: tail.slice(-12),
  };
}
