/**
 * Runs one of the project's programs on the project's Node, after making sure that both are there:
 * `node kiosk/boot/run.mjs kiosk/commands/avatar.ts …`. Speaks only on stderr: stdout is the program's.
 */
import { resolve } from 'node:path';
import { endChildrenOnSignal, handOver } from './command.mjs';
import { root } from './places.mjs';
import { prepare, steps } from './prepare.mjs';

const [program, ...args] = process.argv.slice(2);

if (program === undefined) {
  process.stderr.write('usage: node kiosk/boot/run.mjs <program.ts> [arguments]\n');
  process.exitCode = 2;
} else {
  const letGo = endChildrenOnSignal();
  const { node } = await prepare([steps.dependencies, steps.node24], {
    install: true,
    quiet: true,
    write: (text) => process.stderr.write(text),
  });
  letGo();
  process.exitCode =
    node === null ? 1 : await handOver(node, [resolve(root, program), ...args], { cwd: root });
}
