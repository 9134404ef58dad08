import { readArguments, text } from '../arguments.ts';
import { complain, type Run } from '../contract.ts';
import { connectRunningBooth, demoScript, playVisit, typedScript } from '../visit/index.ts';

const help = `booth visit: plays one visit on the booth that runs on this machine

  npm run booth -- visit [--avatar <id>] [--pin <pin>] [--json]

  --avatar <id>   put this person into the booth first (default: whoever is there)
  --pin <pin>     the console's PIN (default: RUMIAN_CONSOLE_PIN, else 0000)
  --json          one JSON document at the end

A simulated visitor walks up, checks in, types three questions, says goodbye and leaves. Needs the
virtual booth: a real radar sees no simulated visitor. Exit code 0 only if all of it happened.`;

export const run: Run = async (args, io) => {
  const asked = readArguments(args, io, { help, options: ['avatar', 'pin'], positionals: 0 });
  if (typeof asked === 'number') return asked;
  const json = asked.values.json === true;
  const connected = await connectRunningBooth({
    varDir: process.env.RUMIAN_VAR ?? 'var',
    pin: text(asked, 'pin') ?? process.env.RUMIAN_CONSOLE_PIN ?? '0000',
  });
  if (!connected.ok) {
    complain(connected.problem, io, json);
    return 1;
  }
  const { remote } = connected;
  try {
    const played = await playVisit({
      booth: remote.booth,
      script: typedScript({ ...demoScript, avatarId: text(asked, 'avatar') ?? null }),
      signal: io.signal,
      nowMs: () => performance.now(),
      onMoment: async () => {},
      onCheck: ({ what, ok, detail, atMs }) => {
        if (json) return;
        const at = `${(atMs / 1_000).toFixed(1).padStart(6)} s`;
        io.out(`${ok ? '✓' : '✗'} ${at}  ${what}${detail ? `  (${detail})` : ''}`);
      },
    });
    if (json) io.out(JSON.stringify(played));
    return played.ok ? 0 : 1;
  } finally {
    remote.close();
  }
};
