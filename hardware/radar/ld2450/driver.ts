/** Asks the module who it is, sets it to several targets, then listens. */
import { type Driver, defaultTiming } from '../../link/index.ts';
import { command, decodeVersion, encodeCommand, type RadarTarget, readFrames } from './codec.ts';

/** Asked in this order; the module is silent between the first and the last. */
const script = [
  { command: command.enableConfig, bytes: encodeCommand(command.enableConfig, [1, 0]) },
  { command: command.version, bytes: encodeCommand(command.version) },
  { command: command.multiTarget, bytes: encodeCommand(command.multiTarget) },
  { command: command.endConfig, bytes: encodeCommand(command.endConfig) },
] as const;

/** The module wants 50 ms between commands; one without an answer is passed over after this. */
const betweenMs = 50;
const answerDeadlineMs = 250;
/** Well-formed reports that prove a module which answers no commands. */
const reportsThatProve = 5;
/** A person's echo never stays equal to the millimetre; an empty room's zeros may. */
const stuckAfterMs = 4000;

export interface Ld2450Options {
  readonly onTargets: (targets: readonly RadarTarget[], nowMs: number) => void;
}

export function ld2450Driver(options: Ld2450Options): Driver {
  let pending: Uint8Array = new Uint8Array(0);
  let stepAt = 0;
  let sentAtMs: number | null = null;
  let answeredAtMs = 0;
  let version: string | null = null;
  let reports = 0;
  let lastRaw: Uint8Array | null = null;
  let unchangedSinceMs = 0;

  const isStuck = (raw: Uint8Array, empty: boolean, nowMs: number): boolean => {
    const same = lastRaw !== null && !empty && raw.every((byte, at) => lastRaw?.[at] === byte);
    if (!same) unchangedSinceMs = nowMs;
    lastRaw = raw;
    return same && nowMs - unchangedSinceMs >= stuckAfterMs;
  };

  return {
    port: { baudRate: 256000, stopBits: 1 },
    timing: { ...defaultTiming, probeDeadlineMs: 2000, staleAfterMs: 1000 },
    words: {
      device: 'LD2450 radar',
      effect: 'The booth does not see who comes and goes; a visit starts by touch only.',
    },
    writeEveryMs: betweenMs,

    begin: (nowMs) => {
      pending = new Uint8Array(0);
      stepAt = 0;
      sentAtMs = null;
      answeredAtMs = nowMs;
      version = null;
      reports = 0;
      lastRaw = null;
    },

    read: (bytes, nowMs) => {
      const both = new Uint8Array(pending.length + bytes.length);
      both.set(pending);
      both.set(bytes, pending.length);
      const { frames, rest } = readFrames(both);
      pending = rest;
      let believable = 0;
      let stuck = false;
      for (const frame of frames) {
        if (frame.type === 'answer') {
          const { answer } = frame;
          if (answer.command === command.version && answer.ok)
            version = decodeVersion(answer.value);
          if (answer.command === script[stepAt]?.command && sentAtMs !== null) {
            stepAt += 1;
            sentAtMs = null;
            answeredAtMs = nowMs;
          }
          believable += 1;
          continue;
        }
        reports += 1;
        stuck = isStuck(frame.raw, frame.targets.length === 0, nowMs);
        if (stuck) continue;
        believable += 1;
        options.onTargets(frame.targets, nowMs);
      }
      const asked = stepAt >= script.length;
      const known = version !== null && asked;
      const proved = known || (asked && reports >= reportsThatProve);
      return {
        frames: believable,
        identity: proved ? `HLK-LD2450 ${version ?? '(version not told)'}` : null,
        stuck,
      };
    },

    write: (_state, nowMs) => {
      const step = script[stepAt];
      if (step === undefined) return null;
      if (sentAtMs !== null && nowMs - sentAtMs < answerDeadlineMs) return null;
      if (sentAtMs !== null) {
        stepAt += 1;
        sentAtMs = null;
        return null;
      }
      if (nowMs - answeredAtMs < betweenMs) return null;
      sentAtMs = nowMs;
      return step.bytes;
    },
  };
}
