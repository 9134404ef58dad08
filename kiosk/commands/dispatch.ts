import { type CommandIo, complain, type Run } from './contract.ts';

/** Commands by name; each is loaded only when it is asked for. */
export type Commands = Readonly<Record<string, () => Promise<{ readonly run: Run }>>>;

/** `npm run <family> -- <command> …`: routes to the command, or says which there are. */
export const dispatch =
  (family: string, help: string, commands: Commands): Run =>
  async (args, io) => {
    const [name, ...rest] = args;
    if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
      io.out(help);
      return name === undefined ? 2 : 0;
    }
    const load = Object.hasOwn(commands, name) ? commands[name] : undefined;
    if (load === undefined) {
      const known = Object.keys(commands).join(', ');
      complain(
        {
          code: 'unknown-command',
          cause: `There is no command '${name}'.`,
          remedy: `One of: ${known}. More with: npm run ${family} -- --help`,
        },
        io,
        rest.includes('--json'),
      );
      return 2;
    }
    const command = await load();
    return command.run(rest, io);
  };

/** Runs a command as this process: Ctrl-C asks it to end, a second one does not ask. */
export async function runAsProgram(run: Run): Promise<void> {
  const ending = new AbortController();
  // One Ctrl-C can arrive twice: from the terminal, and handed on by whoever started us.
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
