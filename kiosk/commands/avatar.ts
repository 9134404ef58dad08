/** `npm run avatar -- build|pack|verify|inspect|examples|ask`: making and looking into avatar packages. */
import { type CommandFault, type CommandIo, complain, type Run } from './contract.ts';

const help = `avatar: make, check and question avatar packages

  npm run avatar -- build <recipe.json> --out <body.glb>    a body from sliders
  npm run avatar -- pack <folder> --out <file.rumian>       a folder into a package
  npm run avatar -- verify <file.rumian>                    is it whole, signed, consented?
  npm run avatar -- inspect <file.rumian>                   what is in it
  npm run avatar -- examples --out <folder>                 the two example persons
  npm run avatar -- ask <file.rumian> "<question>"          what would the person answer?

Each has --help and --json.`;

const commands = ['build', 'pack', 'verify', 'inspect', 'examples', 'ask'] as const;

export const run: Run = async (args, io) => {
  const [name, ...rest] = args;
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    io.out(help);
    return name === undefined ? 2 : 0;
  }
  const json = rest.includes('--json');
  const command = commands.find((each) => each === name);
  if (command === undefined) {
    complain(
      {
        code: 'unknown-command',
        cause: `There is no command '${name}'.`,
        remedy: `One of: ${commands.join(', ')}. More with: npm run avatar -- --help`,
      },
      io,
      json,
    );
    return 2;
  }
  const loaded = await load(command);
  if ('run' in loaded) return loaded.run(rest, io);
  complain(loaded, io, json);
  return 1;
};

const load = async (name: (typeof commands)[number]): Promise<{ run: Run } | CommandFault> => {
  const address = new URL(`./avatar/${name}.ts`, import.meta.url);
  try {
    const found: unknown = await import(address.href);
    if (hasRun(found)) return found;
  } catch (error) {
    // Only the command itself may be missing; anything it imports in vain is a fault to be seen.
    const absent =
      error instanceof Error &&
      'code' in error &&
      error.code === 'ERR_MODULE_NOT_FOUND' &&
      'url' in error &&
      error.url === address.href;
    if (!absent) throw error;
  }
  return {
    code: 'not-available',
    cause: `'${name}' is not available in this build.`,
    remedy: 'Take a build that has it; the other commands work.',
  };
};

const hasRun = (found: unknown): found is { run: Run } =>
  typeof found === 'object' && found !== null && 'run' in found && typeof found.run === 'function';

const main = async (): Promise<void> => {
  const ending = new AbortController();
  // The first asks to end, the second does not ask.
  for (const name of ['SIGINT', 'SIGTERM'] as const)
    process.on(name, () => {
      if (ending.signal.aborted) process.exit(130);
      ending.abort(name);
    });
  const io: CommandIo = {
    out: (line) => process.stdout.write(`${line}\n`),
    err: (line) => process.stderr.write(`${line}\n`),
    signal: ending.signal,
  };
  // A reader that went away (`| head`) is an end like any other.
  process.stdout.on('error', () => ending.abort('SIGPIPE'));
  process.exitCode = await run(process.argv.slice(2), io);
};

if (import.meta.main) await main();
