/** The first example person's body, out of the package as the booth would open it. */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { openPackage } from '../../../avatars/package/index.ts';

export interface BenchBody {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/**
 * @param folder with `.rumian` packages
 * @returns null when there is none; throws with the package's own reason when it cannot be opened
 */
export async function exampleBody(folder: string): Promise<BenchBody | null> {
  const names = await readdir(folder).catch(() => []);
  const [name] = names.filter((one) => one.endsWith('.rumian')).sort();
  if (name === undefined) return null;
  const opened = await openPackage(join(folder, name));
  if (!opened.ok) throw new Error(`${name}: ${opened.problem.cause}`);
  const path = opened.package.paths.find((one) => /^body\/.*\.glb$/.test(one));
  if (path === undefined) throw new Error(`${name} has no body`);
  return { name, bytes: opened.package.read(path) };
}
