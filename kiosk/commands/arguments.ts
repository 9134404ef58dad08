import { parseArgs } from 'node:util';
import { type CommandIo, complain } from './contract.ts';

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
      `This command takes ${positionals} words of its own, not ${asked.positionals.length}.`,
    );
  return asked;
};

export const text = (asked: Asked, name: string): string | undefined => {
  const value = asked.values[name];
  return typeof value === 'string' ? value : undefined;
};
