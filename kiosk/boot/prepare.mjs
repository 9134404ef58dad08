/** The steps before anything of ours runs, one after another; each looks before it does. */

import { root, varDir } from './places.mjs';
import { progressTo } from './progress.mjs';
import { dependencies } from './steps/dependencies.mjs';
import { electronBinary } from './steps/electron.mjs';
import { exampleAvatars } from './steps/examples.mjs';
import { majorOf, node24 } from './steps/node24.mjs';
import { systemPackages } from './steps/system.mjs';
import { webBundles } from './steps/web.mjs';

/**
 * @typedef {object} Ground what every step stands on
 * @property {string} root
 * @property {string} varDir
 * @property {boolean} install false: look, but fetch nothing
 * @property {string | null} shell the shell asked for by name
 * @property {string} node the Node that our own programs run on; set by the `node 24` step
 * @property {(what: string) => void} under says what takes its time
 *
 * @typedef {object} Step
 * @property {string} name
 * @property {boolean} essential nothing can go on without it
 * @property {(ground: Ground) => Promise<import('./progress.mjs').StepOutcome>} run
 */

/** @satisfies {Record<string, Step>} */
export const steps = {
  dependencies: { name: 'dependencies', essential: true, run: dependencies },
  node24: { name: 'node 24', essential: true, run: node24 },
  system: { name: 'system packages', essential: false, run: systemPackages },
  electron: { name: 'electron', essential: false, run: electronBinary },
  web: { name: 'browser pages', essential: false, run: webBundles },
  examples: { name: 'example persons', essential: false, run: exampleAvatars },
};

export const oldestNode = 20;

/**
 * Runs steps in order and tells how they went. Stops only at an essential one.
 * @param {readonly Step[]} wanted
 * @param {object} options
 * @param {boolean} options.install
 * @param {string | null} [options.shell]
 * @param {boolean} [options.quiet] nothing is said of what is already there
 * @param {(text: string) => void} options.write
 * @returns {Promise<{node: string | null, reports: import('./progress.mjs').StepReport[]}>} node: null when an essential step failed
 */
export async function prepare(wanted, { install, shell = null, quiet = false, write }) {
  const progress = progressTo(write, { quiet });
  if (majorOf(process.version) < oldestNode) {
    write(
      `! Node ${process.version} is too old to begin with. Install Node ${oldestNode} or newer from https://nodejs.org\n`,
    );
    return { node: null, reports: [] };
  }
  /** @type {import('./progress.mjs').StepReport[]} */
  const reports = [];
  /** @type {Ground} */
  const ground = { root, varDir, install, shell, node: process.execPath, under: () => {} };
  for (const step of wanted) {
    const began = performance.now();
    ground.under = (what) => progress.under(step.name, what);
    const outcome = await outcomeOf(step, ground);
    const report = { name: step.name, outcome, ms: performance.now() - began };
    reports.push(report);
    progress.step(report);
    if (step.essential && outcome.state === 'missing') return { node: null, reports };
  }
  return { node: ground.node, reports };
}

/**
 * A step that breaks is a step that could not be done: the rest goes on.
 * @param {Step} step @param {Ground} ground
 * @returns {Promise<import('./progress.mjs').StepOutcome>}
 */
async function outcomeOf(step, ground) {
  try {
    return await step.run(ground);
  } catch (error) {
    const cause = error instanceof Error ? error.message : String(error);
    const what = `${step.name} (${cause})`;
    const effect = step.essential ? 'nothing can run' : `what needs ${step.name} does not work`;
    const remedy = remedyFor(error);
    return { state: 'missing', note: 'failed', missing: [{ what, effect, remedy }] };
  }
}

/** @param {unknown} error */
function remedyFor(error) {
  const code = error instanceof Error && 'code' in error ? error.code : '';
  if (code === 'ENOSPC')
    return 'free some disk space, or set RUMIAN_VAR to a folder on another disk';
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') {
    return 'let this user write there, or set RUMIAN_VAR to a folder that it owns';
  }
  return 'mend the cause above and repeat';
}
