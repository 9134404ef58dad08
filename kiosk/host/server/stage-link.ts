/** The host's end of the stage's one WebSocket. */
import type { WebSocket } from 'ws';
import type { FromStage, ToStage } from '../contract.ts';
import type { Unsubscribe } from '../control.ts';
import { bestProbe, type ClockProbe, probeOf, withProbe } from './stage-clock.ts';
import {
  type MalformedKind,
  type MicrophoneFrame,
  readMicrophone,
  readText,
  voiceFrames,
} from './stage-frames.ts';

export interface StageLink {
  readonly connected: boolean;
  /** true when a stage has connected (send it the whole scene), false when the last one is gone. */
  onStage(listener: (connected: boolean) => void): Unsubscribe;
  onMessage(listener: (message: FromStage) => void): Unsubscribe;
  onMicrophone(listener: (frame: MicrophoneFrame) => void): Unsubscribe;
  /** False: nobody there, or it does not read; the message is dropped. */
  send(message: ToStage): boolean;
  /** Samples of a segment from `offset` on; any length, it is cut into frames of 80 ms. */
  sendVoice(replyId: number, index: number, offset: number, pcm: Int16Array): boolean;
  /** Stage clock → host epoch ms; null before the first answered ping. */
  toHostMs(stageMs: number): number | null;
  /** Best round trip of the last minute, ms. */
  readonly roundTripMs: number | null;
}

export interface StageSocket {
  readonly link: StageLink;
  /** A newer stage takes over from the one before. */
  accept(socket: WebSocket): void;
  close(reason: string): void;
}

/** About 90 s of 22 kHz sound: a page that is so far behind has stopped reading. */
const mostBufferedBytes = 4 * 1024 * 1024;
const pingEveryMs = 2000;
/** At the start the clock is wanted soon. */
const firstPingsMs = [0, 60, 120, 240, 480];
/** A page under software WebGL may stand still for seconds while shaders compile. */
const silentForMs = 20_000;
const closeCodes = { takenOver: 4001, notReading: 4002, silent: 4003, leaving: 1001 } as const;

export function createStageSocket(options: {
  /** Host epoch ms with a fraction, never running backwards. */
  readonly now: () => number;
  readonly onMalformed: (kind: MalformedKind) => void;
}): StageSocket {
  const { now, onMalformed } = options;
  const onStage = new Set<(connected: boolean) => void>();
  const onMessage = new Set<(message: FromStage) => void>();
  const onMicrophone = new Set<(frame: MicrophoneFrame) => void>();
  let current: Connection | null = null;

  const link: StageLink = {
    get connected() {
      return current !== null;
    },
    get roundTripMs() {
      return bestProbe(current?.probes ?? [])?.roundTripMs ?? null;
    },
    onStage: (listener) => add(onStage, listener),
    onMessage: (listener) => add(onMessage, listener),
    onMicrophone: (listener) => add(onMicrophone, listener),
    send: (message) => current !== null && put(current, JSON.stringify(message)),
    sendVoice: (replyId, index, offset, pcm) => {
      const to = current;
      if (to === null) return false;
      return voiceFrames(replyId, index, offset, pcm).every((frame) => put(to, frame));
    },
    toHostMs: (stageMs) => {
      const probe = bestProbe(current?.probes ?? []);
      return probe === null ? null : stageMs + probe.offsetMs;
    },
  };

  function put(connection: Connection, data: string | Uint8Array): boolean {
    const { socket } = connection;
    if (socket.readyState !== socket.OPEN) return false;
    if (socket.bufferedAmount > mostBufferedBytes) {
      leave(connection, closeCodes.notReading, 'stage does not read');
      return false;
    }
    socket.send(data);
    return true;
  }

  function accept(socket: WebSocket): void {
    const before = current;
    const connection: Connection = {
      socket,
      probes: [],
      pings: new Map(),
      nextPing: 1,
      heardMs: now(),
      timers: [],
    };
    current = connection;
    if (before !== null) leave(before, closeCodes.takenOver, 'another stage took over');

    socket.on('message', (data: Buffer, isBinary: boolean) => {
      if (current !== connection) return;
      connection.heardMs = now();
      if (isBinary) hearBinary(data);
      else hearText(connection, data);
    });
    // The reason comes with 'close', which follows.
    socket.on('error', () => undefined);
    socket.on('close', () => gone(connection));

    for (const afterMs of firstPingsMs) {
      connection.timers.push(setTimeout(() => ping(connection), afterMs));
    }
    connection.timers.push(setInterval(() => ping(connection), pingEveryMs));
    for (const timer of connection.timers) timer.unref();
    for (const listener of [...onStage]) listener(true);
  }

  function hearBinary(data: Buffer): void {
    const frame = readMicrophone(data);
    if (frame === null) {
      onMalformed('bad-microphone-frame');
      return;
    }
    for (const listener of [...onMicrophone]) listener(frame);
  }

  function hearText(connection: Connection, data: Buffer): void {
    if (data.length > 64 * 1024) {
      onMalformed('too-long');
      return;
    }
    const read = readText(data.toString('utf8'));
    if (!read.ok) {
      onMalformed(read.kind);
      return;
    }
    if (read.message.type === 'pong') {
      const { id, stageMs } = read.message;
      const sentMs = connection.pings.get(id);
      if (sentMs === undefined) return;
      connection.pings.delete(id);
      connection.probes = withProbe(connection.probes, probeOf(sentMs, stageMs, now()));
      return;
    }
    for (const listener of [...onMessage]) listener(read.message);
  }

  function ping(connection: Connection): void {
    if (now() - connection.heardMs > silentForMs) {
      leave(connection, closeCodes.silent, 'stage is silent');
      return;
    }
    const id = connection.nextPing++;
    if (connection.pings.size > 20) connection.pings.clear();
    connection.pings.set(id, now());
    put(connection, JSON.stringify({ type: 'ping', id } satisfies ToStage));
  }

  function leave(connection: Connection, code: number, reason: string): void {
    const { socket } = connection;
    socket.close(code, reason);
    // A page that does not read does not answer a close either.
    setTimeout(() => socket.terminate(), 500).unref();
    gone(connection);
  }

  function gone(connection: Connection): void {
    for (const timer of connection.timers) clearTimeout(timer);
    connection.timers = [];
    if (current !== connection) return;
    current = null;
    for (const listener of [...onStage]) listener(false);
  }

  return {
    link,
    accept,
    close: (reason) => {
      if (current !== null) leave(current, closeCodes.leaving, reason);
    },
  };
}

interface Connection {
  readonly socket: WebSocket;
  probes: readonly ClockProbe[];
  readonly pings: Map<number, number>;
  nextPing: number;
  heardMs: number;
  timers: NodeJS.Timeout[];
}

function add<T>(set: Set<T>, listener: T): Unsubscribe {
  set.add(listener);
  return () => {
    set.delete(listener);
  };
}
