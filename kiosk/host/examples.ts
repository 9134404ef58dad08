import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Refusal } from './contract.ts';
import type { ShelfControl } from './control.ts';

/** Where it is remembered which example packages were already put on the shelf. */
export interface Memory {
  get(name: string): string | null;
  set(name: string, value: string): void;
}

/**
 * Puts the example persons on the shelf, each build of a package once: one that staff have withdrawn
 * does not come back by itself.
 */
export async function shelveExamples(
  folder: string,
  shelf: ShelfControl,
  memory: Memory,
  onRefused: (file: string, problem: Refusal) => void,
): Promise<void> {
  if (!existsSync(folder)) return;
  const files = readdirSync(folder).filter((name) => name.endsWith('.rumian'));
  for (const file of files.toSorted()) {
    const bytes = readFileSync(join(folder, file));
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const key = `example.${file}`;
    if (memory.get(key) === sha256) continue;
    const outcome = await shelf.import(bytes);
    if (outcome.ok) memory.set(key, sha256);
    else onRefused(file, outcome.problem);
  }
}

/** Who stands in the booth after a start: whoever stood there last, else the configured, else the first. */
export function firstResident(
  shelf: ShelfControl,
  remembered: string | null,
  configured: string | null,
): string | null {
  const ids = shelf.list().map(({ id }) => id);
  return [remembered, configured].find((id) => id !== null && ids.includes(id)) ?? ids[0] ?? null;
}
