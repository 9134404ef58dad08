/** `npm test`: from a bare checkout to a plain last line. */
import { mkdir, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { endChildrenOnSignal, handOver } from './command.mjs';
import { textOf } from './files.mjs';
import { parseTest, testHelp } from './options.mjs';
import { root, varDir } from './places.mjs';
import { prepare, steps } from './prepare.mjs';
import { summary, tallyCheck, tallyVitest } from './tally.mjs';

/** @typedef {import('./tally.mjs').Tally} Tally */

const write = (/** @type {string} */ text) => process.stdout.write(text);
const modules = join(root, 'node_modules');

/** @param {string} node @param {string} name @param {string} program @param {readonly string[]} args */
async function check(node, name, program, args) {
  write(`\n── ${name}\n`);
  const began = performance.now();
  const code = await handOver(node, [join(modules, program), ...args], { cwd: root });
  return tallyCheck(name, code, performance.now() - began);
}

/**
 * @param {string} node @param {string} name @param {readonly string[]} args
 * @returns {Promise<Tally>}
 */
async function vitest(node, name, args) {
  write(`\n── ${name} tests\n`);
  const file = join(varDir, 'test', `${name}.json`);
  await mkdir(dirname(file), { recursive: true });
  await rm(file, { force: true });
  const began = performance.now();
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
  const code = await handOver(
    node,
    [join(modules, 'vitest', 'vitest.mjs'), 'run', ...reporters, ...args],
    { cwd: root },
  );
  const text = await textOf(file);
  const report = text === null ? null : JSON.parse(text);
  return tallyVitest(`${name} tests`, report, code, performance.now() - began);
}

const options = parseTest(process.argv.slice(2));
if (options.help) {
  write(testHelp);
} else {
  const letGo = endChildrenOnSignal();
  const needed = options.e2e
    ? Object.values(steps)
    : [steps.dependencies, steps.node24, steps.system];
  const { node } = await prepare(needed, { install: options.install, write });
  letGo();
  /** @type {Tally[]} */
  const tallies = [];
  if (node === null) {
    tallies.push(tallyCheck('preparation', 1, 0));
  } else {
    if (options.checks) {
      tallies.push(await check(node, 'lint', '@biomejs/biome/bin/biome', ['check', '.']));
      tallies.push(await check(node, 'types', 'typescript/bin/tsc', ['-b']));
    }
    if (options.unit) tallies.push(await vitest(node, 'unit', options.forVitest));
    if (options.e2e) {
      const config = ['--config', 'tests/e2e/vitest.config.ts'];
      tallies.push(await vitest(node, 'e2e', [...config, ...options.forVitest]));
    }
  }
  write(`\n${summary(tallies)}`);
  process.exitCode = tallies.every((tally) => tally.ok) ? 0 : 1;
}
