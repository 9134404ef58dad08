/** `npm run booth -- devices|simulate|visit|say`: the booth by hand and by script. */
import { type CommandFault, type CommandIo, complain, type Run } from './booth/io.ts';

const help = `booth: what a booth can be asked from the command line

  npm run booth -- devices              the ports of this machine and what answers on them
  npm run booth -- simulate radar|dmx   a simulated device on a pseudo-terminal
  npm run booth -- visit                play one visit
  npm run booth -- say "..."            say something to a running booth

Each has --help and --json.`;

const commands = ['devices', 'simulate', 'visit', 'say'] as const;

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
        remedy: `One of: ${commands.join(', ')}. More with: npm run booth -- --help`,
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

async function load(name: (typeof commands)[number]): Promise<{ run: Run } | CommandFault> {
  const address = new URL(`./booth/${name}.ts`, import.meta.url);
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
}

function hasRun(found: unknown): found is { run: Run } {
  return (
    typeof found === 'object' && found !== null && 'run' in found && typeof found.run === 'function'
  );
}

async function main(): Promise<void> {
  const ending = new AbortController();
  // The first asks to end, a second one does not ask. One Ctrl-C can arrive twice: from the terminal
  // and handed on by whoever started us.
  let askedAtMs = 0;
  for (const name of ['SIGINT', 'SIGTERM'] as const) {
    process.on(name, () => {
      if (ending.signal.aborted && performance.now() - askedAtMs > 500) process.exit(130);
      askedAtMs ||= performance.now();
      ending.abort(name);
    });
  }
  const io: CommandIo = {
    out: (line) => process.stdout.write(`${line}\n`),
    err: (line) => process.stderr.write(`${line}\n`),
    signal: ending.signal,
  };
  // A reader that went away (`| head`) is an end like any other.
  process.stdout.on('error', () => ending.abort('SIGPIPE'));
  process.exitCode = await run(process.argv.slice(2), io);
}

if (import.meta.main) await main();
