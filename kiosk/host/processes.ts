import { type ChildProcess, fork, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { type DevicesCommand, type DevicesEvent, devicesProcessUrl } from '../../hardware/index.ts';
import type { HearingCommand, HearingEvent } from '../conversation/contract.ts';
import { hearingProgram } from '../conversation/listen/index.ts';
import { espeakProgram, type Voice } from '../conversation/speak/index.ts';
import { type ChildWords, childHealth, type Supervised, supervise } from './children/index.ts';
import type { Health } from './health.ts';
import type { Log } from './log.ts';
import type { BoothMetrics } from './metrics.ts';
import { hostNow } from './server/index.ts';

/** Takes part in the life of one process: told when it is there, what it says, when it is gone. */
interface Peer<Event> {
  onUp(): void;
  onDown(): void;
  onEvent(event: Event): void;
}

export interface ProcessesParts {
  readonly hearing: Peer<HearingEvent>;
  readonly devices: Peer<DevicesEvent>;
  readonly voice: Pick<Voice, 'attach'>;
  readonly health: Health;
  readonly metrics: Pick<BoothMetrics, 'childRestarted'>;
  readonly log: Log;
}

export interface Processes {
  readonly speech: { send(command: HearingCommand): void };
  readonly devices: { send(command: DevicesCommand): void };
  /** For tests and the console: which process is which. */
  pids(): Readonly<Record<string, number | null>>;
  stop(reason: string): Promise<void>;
}

/** A crash costs one sentence: the first restart is quick, a loop slows down to one try in 15 s. */
const backOff = { minMs: 250, maxMs: 15_000 } as const;
const healthyAfterMs = 20_000;
/** The lights need up to 700 ms for their safe look, and serial drivers as long to let go. */
const deadlineMs = 4_000;

const words: Record<'speech' | 'devices' | 'espeak', ChildWords> = {
  speech: {
    who: 'The speech process',
    effect: 'Visitors are not heard; they can touch and type.',
    remedy: 'Run npm start again; if it stays, send var/log/booth.jsonl to your technician.',
  },
  devices: {
    who: 'The devices process',
    effect: 'Lights hold their safe look and nobody is noticed; the panel can still be touched.',
    remedy: 'Look at the ports on the console page Devices, then start the booth again.',
  },
  espeak: {
    who: 'The voice',
    effect: 'Answers are shown on the panel, but not spoken.',
    remedy: 'Run npm ci again in the project folder, then start the booth again.',
  },
};

/** Starts the booth's three processes under supervision. */
export function startProcesses(parts: ProcessesParts): Processes {
  const watch = <C extends ChildProcess>(
    name: keyof typeof words,
    start: () => C,
    askToStop?: (child: C, reason: string) => void,
  ): Supervised<C> => {
    const child = supervise({
      name,
      start,
      backOff,
      healthyAfterMs,
      deadlineMs,
      now: hostNow,
      random: Math.random,
      log: parts.log,
      ...(askToStop ? { askToStop } : {}),
      onState: (state) => {
        const { state: part, trouble } = childHealth(state, words[name]);
        if (part === 'ok' || part === 'starting') parts.health.set(name, part);
        else if (trouble) parts.health.set(name, part, trouble);
      },
    });
    child.onDown(() => parts.metrics.childRestarted(name));
    return child;
  };
  /** Two processes of ours, one version, one machine: their messages are what their types say. */
  const forked = <Event>(program: string, peer: Peer<Event>): ChildProcess => {
    const child = fork(program, {
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    child.on('message', (event) => peer.onEvent(event as Event));
    return child;
  };
  const linked = <Event>(child: Supervised<ChildProcess>, peer: Peer<Event>): void => {
    child.onUp(() => peer.onUp());
    child.onDown(() => peer.onDown());
  };
  const tell = (
    child: Supervised<ChildProcess>,
    message: HearingCommand | DevicesCommand,
  ): void => {
    if (child.child?.connected) child.child.send(message);
  };
  const sayStop = (child: ChildProcess, reason: string): void =>
    void child.send({ type: 'stop', reason });

  const speech = watch('speech', () => forked(hearingProgram, parts.hearing), sayStop);
  const devices = watch(
    'devices',
    () => forked(fileURLToPath(devicesProcessUrl), parts.devices),
    sayStop,
  );
  const espeak = watch('espeak', () =>
    spawn(process.execPath, [espeakProgram], { stdio: ['pipe', 'pipe', 'inherit'] }),
  );
  linked(speech, parts.hearing);
  linked(devices, parts.devices);
  espeak.onUp((child) =>
    parts.voice.attach({
      stdin: child.stdin,
      stdout: child.stdout,
      onExit: (listener) =>
        child.once('exit', (code, signal) => listener(signal ?? `exit code ${code}`)),
      kill: () => child.kill(),
    }),
  );

  return {
    speech: { send: (command) => tell(speech, command) },
    devices: { send: (command) => tell(devices, command) },
    pids: () => ({
      speech: speech.child?.pid ?? null,
      devices: devices.child?.pid ?? null,
      espeak: espeak.child?.pid ?? null,
    }),
    async stop(reason) {
      await Promise.all([speech, devices, espeak].map((child) => child.stop(reason)));
    },
  };
}
