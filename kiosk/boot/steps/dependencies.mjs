/** npm's packages, exactly as package-lock.json names them. */
import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { runCommand } from '../command.mjs';
import { textOf } from '../files.mjs';

const markerName = '.rumian-lock';
const npmDeadlineMs = 15 * 60_000;

/**
 * @typedef {Record<string, {version?: string, optional?: boolean, link?: boolean}>} LockPackages
 * @typedef {{do: 'nothing'} | {do: 'adopt'} | {do: 'install', why: string}} DependencyPlan
 */

/**
 * What has to happen so that node_modules matches the lock file.
 * @param {object} seen
 * @param {string} seen.lockHash hash of package-lock.json
 * @param {LockPackages} seen.wanted its packages
 * @param {string | null} seen.marker hash noted after the last good installation, null without one
 * @param {LockPackages | null} seen.installed what npm itself noted in node_modules, null without it
 * @returns {DependencyPlan}
 */
export function planDependencies({ lockHash, wanted, marker, installed }) {
  if (marker === lockHash) return { do: 'nothing' };
  if (installed === null) return { do: 'install', why: 'nothing is installed yet' };
  for (const [path, entry] of Object.entries(wanted)) {
    if (path === '' || entry.link) continue;
    const found = installed[path];
    if (found === undefined && entry.optional) continue;
    if (found === undefined) return { do: 'install', why: `${nameOf(path)} is missing` };
    if (found.version !== entry.version) {
      return { do: 'install', why: `${nameOf(path)} is ${found.version}, not ${entry.version}` };
    }
  }
  // Installed by hand with `npm install`: nothing to fetch, only to remember.
  return { do: 'adopt' };
}

/**
 * The packages that a lock file names; null for one that is not there or was cut off half-way.
 * @param {string | null} text @returns {LockPackages | null}
 */
export function packagesIn(text) {
  try {
    return text === null ? null : (JSON.parse(text).packages ?? null);
  } catch {
    return null;
  }
}

/** @param {string} path */
function nameOf(path) {
  return path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
}

/**
 * npm puts node_modules/.bin first on PATH; an npm that replaces that folder must not run from it.
 * @param {string} path @param {string} separator
 */
export function pathWithoutBins(path, separator) {
  return path
    .split(separator)
    .filter((entry) => !/node_modules[\\/]\.bin[\\/]?$/.test(entry))
    .join(separator);
}

/**
 * The lines in which npm says what went wrong; its usage text and log path say nothing.
 * @param {readonly string[]} tail @returns {string[]}
 */
export function npmErrors(tail) {
  const errors = tail
    .filter((line) => /^npm (error|ERR!)/.test(line))
    .map((line) => line.replace(/^npm (error|ERR!) ?/, ''))
    .filter((line) => line.trim() !== '' && !line.startsWith('A complete log'));
  return errors.length > 0 ? errors.slice(0, 8) : tail.slice(-8);
}

/**
 * The one line that mends a failed installation, by npm's own error code.
 * @param {readonly string[]} tail
 */
export function npmRemedy(tail) {
  const code = /^npm (?:error|ERR!) code (\w+)/m.exec(tail.join('\n'))?.[1] ?? '';
  switch (code) {
    case 'EUSAGE':
      return 'package.json and package-lock.json disagree: npm install --package-lock-only, then npm start';
    case 'ENOSPC':
      return 'free some disk space, then: npm start';
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return 'let this user write to node_modules and to the npm cache, then: npm start';
    default:
      return 'check the connection to the npm registry (npm ping), then: npm start';
  }
}

/** How to call npm: the one that called us when there is one, so that both have the same settings. */
export function npmCommand() {
  const own = process.env.npm_execpath;
  const env = {
    ...process.env,
    PATH: pathWithoutBins(process.env.PATH ?? '', delimiter),
    // Its postinstall fetches GPU libraries from elsewhere; the CPU one comes with the package.
    ONNXRUNTIME_NODE_INSTALL: 'skip',
    // Electron's binary is a step of its own.
    ELECTRON_SKIP_BINARY_DOWNLOAD: '1',
  };
  // A Node that lives in node_modules is about to be replaced: it must not run npm.
  const lasting = !/[\\/]node_modules[\\/]/.test(process.execPath);
  return lasting && own?.endsWith('.js')
    ? { program: process.execPath, before: [own], env }
    : { program: 'npm', before: [], env };
}

/**
 * @param {import('../prepare.mjs').Ground} ground
 * @returns {Promise<import('../progress.mjs').StepOutcome>}
 */
export async function dependencies(ground) {
  const lock = await textOf(join(ground.root, 'package-lock.json'));
  const wanted = packagesIn(lock);
  if (lock === null || wanted === null) {
    return missing('a readable package-lock.json', 'git checkout -- package-lock.json');
  }
  const lockHash = createHash('sha256').update(lock).digest('hex');
  const modules = join(ground.root, 'node_modules');
  const noted = await textOf(join(modules, '.package-lock.json'));
  const plan = planDependencies({
    lockHash,
    wanted,
    marker: (await textOf(join(modules, markerName)))?.trim() ?? null,
    installed: packagesIn(noted),
  });
  if (plan.do === 'nothing') return { state: 'there', note: 'already there' };
  if (plan.do === 'install') {
    if (!ground.install) return missing(`npm packages (${plan.why})`, 'npm start');
    ground.under(`${plan.why}: npm ci, about a minute`);
    const npm = npmCommand();
    const args = [...npm.before, 'ci', '--no-audit', '--no-fund', '--loglevel=error'];
    const result = await runCommand(npm.program, args, {
      cwd: ground.root,
      env: npm.env,
      deadlineMs: npmDeadlineMs,
    });
    if (result.code !== 0) {
      const why = result.timedOut ? 'npm ci took longer than 15 minutes' : 'npm ci failed';
      return missing(`npm packages (${why})`, npmRemedy(result.tail), npmErrors(result.tail));
    }
  }
  await writeFile(join(modules, markerName), `${lockHash}\n`);
  return plan.do === 'adopt'
    ? { state: 'there', note: 'already there' }
    : { state: 'done', note: 'installed' };
}

/**
 * @param {string} what @param {string} remedy @param {readonly string[]} [tail]
 * @returns {import('../progress.mjs').StepOutcome}
 */
function missing(what, remedy, tail = []) {
  const effect = 'nothing can run';
  return { state: 'missing', note: 'not installed', missing: [{ what, effect, remedy, tail }] };
}
