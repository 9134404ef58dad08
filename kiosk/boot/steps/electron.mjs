/** Electron's binary comes from its own server: tried once, and never waited for twice. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { runCommand } from '../command.mjs';
import { textOf } from '../files.mjs';

const downloadDeadlineMs = 5 * 60_000;
const tryAgainAfterMs = 24 * 60 * 60_000;

/**
 * @typedef {{version: string, failedAtMs: number}} Failure
 * @typedef {'there' | 'fetch' | 'not-wanted' | 'failed-before'} ElectronPlan
 */

/**
 * @param {object} seen
 * @param {boolean} seen.there the binary of this very version is there
 * @param {boolean} seen.display there is a screen to open a window on
 * @param {string | null} seen.shell the shell that was asked for by name
 * @param {string} seen.version
 * @param {Failure | null} seen.failure the last attempt that failed
 * @param {number} seen.nowMs
 * @returns {ElectronPlan}
 */
export function planElectron({ there, display, shell, version, failure, nowMs }) {
  if (there) return 'there';
  if (shell === 'electron') return 'fetch';
  if (shell !== null || !display) return 'not-wanted';
  if (failure?.version === version && nowMs - failure.failedAtMs < tryAgainAfterMs) {
    return 'failed-before';
  }
  return 'fetch';
}

/** @param {string | null} text @returns {Failure | null} */
function failureFrom(text) {
  try {
    return text === null ? null : JSON.parse(text);
  } catch {
    return null;
  }
}

/** @param {string} folder @param {string} version */
async function isThere(folder, version) {
  const found = (await textOf(join(folder, 'dist', 'version')))?.trim().replace(/^v/, '');
  return found === version && (await textOf(join(folder, 'path.txt'))) !== null;
}

/**
 * @param {import('../prepare.mjs').Ground} ground
 * @returns {Promise<import('../progress.mjs').StepOutcome>}
 */
export async function electronBinary(ground) {
  const folder = join(ground.root, 'node_modules', 'electron');
  const { version } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
  const note = join(ground.varDir, 'boot', 'electron.json');
  const plan = planElectron({
    there: await isThere(folder, version),
    display:
      Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY) || process.platform !== 'linux',
    shell: ground.shell,
    version,
    failure: failureFrom(await textOf(note)),
    nowMs: Date.now(),
  });
  switch (plan) {
    case 'there':
      return { state: 'there', note: 'already there' };
    case 'not-wanted':
      return {
        state: 'there',
        note: ground.shell === null ? 'not needed: no display' : 'not asked for',
      };
    case 'failed-before':
      return {
        state: 'there',
        note: 'not there (its download failed less than a day ago); Chromium is used',
      };
    case 'fetch':
      break;
  }
  if (!ground.install) return absent([]);
  ground.under('fetching its binary, about 100 MB');
  const result = await runCommand(ground.node, [join(folder, 'install.js')], {
    cwd: ground.root,
    deadlineMs: downloadDeadlineMs,
  });
  if (result.code === 0 && (await isThere(folder, version))) {
    return { state: 'done', note: 'fetched' };
  }
  await mkdir(dirname(note), { recursive: true });
  await writeFile(note, JSON.stringify({ version, failedAtMs: Date.now() }));
  return absent(result.tail.filter((line) => !/^\s+at /.test(line)).slice(-3));
}

/** @param {readonly string[]} tail @returns {import('../progress.mjs').StepOutcome} */
function absent(tail) {
  return {
    state: 'missing',
    note: 'not there; Chromium is used',
    missing: [
      {
        what: "Electron's binary (it comes from github.com)",
        effect: 'the windows open in Chromium, with a weaker lock-down',
        remedy: 'with a connection: npm start -- --shell electron',
        tail,
      },
    ],
  };
}
