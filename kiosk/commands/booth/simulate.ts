import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import {
  comeTalkAndGo,
  comeTalkAndGoMs,
  defaultPatch,
  readWalk,
  simulateRadar,
  simulateWidget,
  slotLabels,
  type WalkPoint,
} from '../../../hardware/index.ts';
import { type CommandFault, type CommandIo, complain, type Run } from '../contract.ts';

const help = `booth simulate: a device that is not there, on a pseudo-terminal any program can open

  npm run booth -- simulate radar --link <path> [--walk <file.json>] [--once] [--seed <n>] [--json]
  npm run booth -- simulate dmx   --link <path> [--json]

  --link <path>   where to put it (a symbolic link, made here and taken away at the end)
  --walk <file>   [{"atMs":0,"xMm":1400,"zMm":5200}, ...]: where somebody walks, in the radar's
                  frame, millimetres; without it somebody comes, talks and goes, again and again
  --once          walk once, then an empty room
  --seed <n>      the noise's seed (1)
  --json          one JSON line per event

radar: an HLK-LD2450, ten reports a second. dmx: an Enttec DMX USB Pro; prints what it receives.
Runs until Ctrl-C. Needs socat (sudo apt-get install socat).`;

export const run: Run = async (args, io) => {
  const asked = parse(args);
  if ('fault' in asked) return refuse(asked.fault, io, args.includes('--json'));
  const { values, positionals } = asked;
  if (values.help) {
    io.out(help);
    return 0;
  }
  const [device] = positionals;
  if (device !== 'radar' && device !== 'dmx') {
    return refuse(
      {
        code: 'unknown-device',
        cause: device === undefined ? 'Which device?' : `No simulator for '${device}'.`,
        remedy: 'One of: radar, dmx. More with: npm run booth -- simulate --help',
      },
      io,
      values.json,
    );
  }
  if (values.link === undefined) {
    return refuse(
      {
        code: 'no-link',
        cause: 'No place was named to put the device.',
        remedy: `For example: npm run booth -- simulate ${device} --link var/tty-${device}`,
      },
      io,
      values.json,
    );
  }
  return device === 'radar'
    ? await radar(values.link, values, io)
    : await dmx(values.link, values.json, io);
};

interface RadarValues {
  readonly walk?: string | undefined;
  readonly seed: string;
  readonly once: boolean;
  readonly json: boolean;
}

async function radar(link: string, values: RadarValues, io: CommandIo): Promise<number> {
  const seed = Number(values.seed);
  if (!Number.isInteger(seed)) {
    return refuse(
      { code: 'bad-seed', cause: `'${values.seed}' is no whole number.`, remedy: '--seed 1' },
      io,
      values.json,
    );
  }
  const read = values.walk === undefined ? { path: comeTalkAndGo } : await walkFrom(values.walk);
  if ('cause' in read) return refuse(read, io, values.json);
  const lengthMs =
    values.walk === undefined ? comeTalkAndGoMs : (read.path.at(-1)?.atMs ?? 0) + 3000;

  const started = await simulateRadar({ link, seed });
  if ('problem' in started) {
    complain(started.problem, io, values.json);
    return 1;
  }
  const { device } = started;
  const say = teller(io, values.json);
  say({ event: 'ready', device: 'radar', link }, `LD2450 radar on ${link}`);
  const walk = (round: number) => {
    device.walk([read.path]);
    say({ event: 'walk', round, points: read.path.length }, `walk ${round}`);
  };
  let round = 1;
  walk(round);
  const again = setInterval(() => {
    round += 1;
    if (values.once) device.walk([]);
    else walk(round);
  }, lengthMs);
  await Promise.race([aborted(io.signal), device.gone()]);
  clearInterval(again);
  return await end(device, io, values.json);
}

async function dmx(link: string, json: boolean, io: CommandIo): Promise<number> {
  const say = teller(io, json);
  const labels = slotLabels(defaultPatch);
  let shown = '';
  const started = await simulateWidget({
    link,
    onLook: (universe) => {
      const used = lastUsed(universe);
      const slots = [...universe.subarray(0, Math.max(used, labels.length))];
      const key = slots.join(' ');
      if (key === shown) return;
      shown = key;
      say({ event: 'universe', atMs: Date.now(), slots }, key);
    },
  });
  if ('problem' in started) {
    complain(started.problem, io, json);
    return 1;
  }
  say(
    { event: 'ready', device: 'dmx', link, slots: labels },
    `DMX USB Pro on ${link}\n${labels.map(({ label }) => label).join(' ')}`,
  );
  await Promise.race([aborted(io.signal), started.device.gone()]);
  return await end(started.device, io, json);
}

async function end(
  device: { readonly path: string; readonly stop: () => Promise<void> },
  io: CommandIo,
  json: boolean,
): Promise<number> {
  const asked = io.signal.aborted;
  await device.stop();
  if (asked) return 0;
  complain(
    {
      code: 'simulator-gone',
      cause: `The pseudo-terminal at ${device.path} went away: its socat was ended.`,
      remedy: 'Start it again.',
    },
    io,
    json,
  );
  return 1;
}

async function walkFrom(
  file: string,
): Promise<{ readonly path: readonly WalkPoint[] } | CommandFault> {
  try {
    return readWalk(JSON.parse(await readFile(file, 'utf8')));
  } catch (error) {
    return {
      code: 'walk-unreadable',
      cause: `${file} cannot be read as a walk: ${error instanceof Error ? error.message : error}`,
      remedy:
        'Write it as JSON: [{"atMs":0,"xMm":1400,"zMm":5200},{"atMs":4000,"xMm":0,"zMm":1200}]',
    };
  }
}

function parse(args: string[]) {
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: {
        link: { type: 'string' },
        walk: { type: 'string' },
        once: { type: 'boolean', default: false },
        seed: { type: 'string', default: '1' },
        json: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
  } catch (error) {
    return {
      fault: {
        code: 'bad-arguments',
        cause: error instanceof Error ? error.message : String(error),
        remedy: 'See: npm run booth -- simulate --help',
      },
    };
  }
}

function refuse(fault: CommandFault, io: CommandIo, json: boolean): number {
  complain(fault, io, json);
  return 2;
}

function teller(io: CommandIo, json: boolean) {
  return (event: Record<string, unknown>, words: string) =>
    io.out(json ? JSON.stringify(event) : words);
}

function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) =>
    signal.addEventListener('abort', () => resolve(), { once: true }),
  );
}

/** The number of slots up to the last lit one. */
function lastUsed(universe: Uint8Array): number {
  return universe.findLastIndex((slot) => slot > 0) + 1;
}
