/** `npm start`: from a bare checkout to a running booth. */
import { join } from 'node:path';
import { endChildrenOnSignal, handOver } from './command.mjs';
import { parseStart, startHelp } from './options.mjs';
import { root } from './places.mjs';
import { prepare, steps } from './prepare.mjs';

const write = (/** @type {string} */ text) => process.stdout.write(text);
const parsed = parseStart(process.argv.slice(2));

if (!parsed.ok) {
  process.stderr.write(`${parsed.cause}: ${parsed.remedy}\n`);
  process.exitCode = 2;
} else if (parsed.options.help) {
  write(startHelp);
} else {
  const { install, shell, forHost } = parsed.options;
  const letGo = endChildrenOnSignal();
  write('Rumian 如面\n');
  const { node } = await prepare(Object.values(steps), { install, shell, write });
  letGo();
  process.exitCode =
    node === null
      ? 1
      : await handOver(node, [join(root, 'kiosk', 'host', 'main.ts'), ...forHost], { cwd: root });
}
