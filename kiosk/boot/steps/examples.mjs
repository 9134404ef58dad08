/** The example persons, built on the spot; the studio itself skips what is up to date. */
import { join } from 'node:path';
import { runCommand } from '../command.mjs';

const buildDeadlineMs = 10 * 60_000;

/**
 * What the studio says it did: its last line is one JSON object.
 * @param {readonly string[]} lines
 * @returns {number} how many persons were built anew
 */
export function builtAnew(lines) {
  const told = lines.findLast((line) => line.startsWith('{'));
  if (told === undefined) return 0;
  /** @type {{examples?: readonly {state?: string}[]}} */
  const { examples = [] } = JSON.parse(told);
  return examples.filter((example) => example.state !== 'unchanged').length;
}

/**
 * @param {import('../prepare.mjs').Ground} ground
 * @returns {Promise<import('../progress.mjs').StepOutcome>}
 */
export async function exampleAvatars(ground) {
  const studio = join(ground.root, 'kiosk', 'commands', 'avatar.ts');
  const out = join(ground.varDir, 'examples');
  const result = await runCommand(ground.node, [studio, 'examples', '--out', out, '--json'], {
    cwd: ground.root,
    deadlineMs: buildDeadlineMs,
    onLine: (line) => {
      if (line.trim() !== '' && !line.startsWith('{')) ground.under(line.trim());
    },
  });
  if (result.code === 0) {
    return builtAnew(result.tail) === 0
      ? { state: 'there', note: 'already there' }
      : { state: 'done', note: 'built' };
  }
  return {
    state: 'missing',
    note: 'not built',
    missing: [
      {
        what: 'the example persons',
        effect: 'the booth starts without anybody in it; a package can be loaded in the console',
        remedy: 'npm run avatar -- examples --out var/examples',
        tail: result.tail.slice(-8),
      },
    ],
  };
}
