/** The example persons, built on the spot; the studio itself skips what is up to date. */
import { join } from 'node:path';
import { runCommand } from '../command.mjs';
import { exists } from '../files.mjs';

const buildDeadlineMs = 10 * 60_000;

/**
 * @param {import('../prepare.mjs').Ground} ground
 * @returns {Promise<import('../progress.mjs').StepOutcome>}
 */
export async function exampleAvatars(ground) {
  const studio = join(ground.root, 'kiosk', 'commands', 'avatar.ts');
  const out = join(ground.varDir, 'examples');
  const before = await exists(out);
  if (!before) ground.under('building the example persons');
  const result = await runCommand(ground.node, [studio, 'examples', '--out', out], {
    cwd: ground.root,
    deadlineMs: buildDeadlineMs,
    onLine: (line) => {
      if (!before && line.trim() !== '') ground.under(line.trim());
    },
  });
  if (result.code === 0)
    return { state: before ? 'there' : 'done', note: before ? 'up to date' : 'built' };
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
