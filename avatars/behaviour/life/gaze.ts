/** Where the eyes rest and how they get there. Angles in radians, left and down positive. */
import type { Demeanour } from '../track.ts';
import { clamp, degrees, smooth } from './ease.ts';
import type { Manner } from './manner.ts';
import type { Chance } from './random.ts';

export interface Direction {
  readonly yaw: number;
  readonly pitch: number;
}

export interface GazeInput {
  readonly nowMs: number;
  readonly demeanour: Demeanour;
  readonly manner: Manner;
  /** The visitor's eyes as seen from the person's; null when nobody is there. */
  readonly visitor: Direction | null;
}

export interface GazeStep {
  readonly direction: Direction;
  readonly onVisitor: boolean;
  /** Size of a saccade that began in this tick, radians; 0 when none did. */
  readonly saccade: number;
}

export interface Gaze {
  step(input: GazeInput): GazeStep;
}

/** 25 ms and 2.4 ms for every degree (Lee, Badler and Badler 2002). */
const saccadeMs = (angle: number): number => 25 + (2.4 * angle) / degrees;
/** Two saccades are no closer than this. */
const restMs = 150;
/** Listening and talking eyes turn no further away than this. */
const farthest = 27 * degrees;
/** With nobody there the person looks softly ahead and a little down. */
const ahead: Direction = { yaw: 0, pitch: 3 * degrees };

const distance = (a: Direction, b: Direction): number =>
  Math.hypot(a.yaw - b.yaw, a.pitch - b.pitch);

export function createGaze(chance: Chance): Gaze {
  let demeanour: Demeanour | undefined;
  let away = false;
  /** Offset from the visitor (or from straight ahead). */
  let offset: Direction = { yaw: 0, pitch: 0 };
  let changeMs = 0;
  let fixateMs = 0;
  let from: Direction = ahead;
  let shown: Direction = ahead;
  let target: Direction = ahead;
  let startMs = Number.NEGATIVE_INFINITY;

  const turnAway = (manner: Manner, nowMs: number): void => {
    away = true;
    const side = chance.uniform() < 0.5 ? -1 : 1;
    const size = clamp(0.55 + 0.45 * Math.abs(chance.normal()), 0.5, 1.7);
    offset = {
      yaw: clamp(side * manner.awayYaw * size * degrees, -farthest, farthest),
      pitch: (manner.awayPitch * size + chance.normal() * 2.5) * degrees,
    };
    changeMs = nowMs + clamp(chance.logNormal(manner.awayMs, 0.5), 250, 4500);
  };

  const turnBack = (manner: Manner, nowMs: number): void => {
    away = false;
    offset = { yaw: 0, pitch: 0 };
    changeMs = nowMs + clamp(chance.logNormal(manner.holdMs, manner.holdSpread), 700, 12_000);
    fixateMs = nowMs + chance.between(700, 1800);
  };

  /** From eye to eye and to the mouth: nobody's eyes rest on one point of a face. */
  const wanderOnFace = (nowMs: number): void => {
    const spot = chance.uniform();
    offset = {
      yaw: (spot < 0.4 ? 1.2 : spot < 0.8 ? -1.2 : 0) * degrees + chance.normal() * 0.25 * degrees,
      pitch: (spot < 0.8 ? 0 : 2.4) * degrees + chance.normal() * 0.25 * degrees,
    };
    fixateMs = nowMs + clamp(chance.logNormal(1300, 0.5), 300, 3500);
  };

  return {
    step({ nowMs, demeanour: next, manner, visitor }) {
      if (demeanour === undefined) {
        turnBack(manner, nowMs);
      } else if (next !== demeanour) {
        // A thought turns the eyes up and aside at once; whoever greets, listens or leaves looks.
        if (next === 'thinking') {
          turnAway(manner, nowMs);
          startMs = Math.min(startMs, nowMs - 1000);
        } else if (next !== 'idle' && next !== 'absent') turnBack(manner, nowMs);
      }
      demeanour = next;
      if (nowMs >= changeMs) {
        if (away) turnBack(manner, nowMs);
        else turnAway(manner, nowMs);
      } else if (!away && nowMs >= fixateMs) wanderOnFace(nowMs);

      const base = visitor ?? ahead;
      const wanted = { yaw: base.yaw + offset.yaw, pitch: base.pitch + offset.pitch };
      const size = distance(target, wanted);
      const lasts = saccadeMs(distance(from, target));
      let saccade = 0;
      if (size > 1 * degrees && nowMs - startMs >= lasts + restMs) {
        from = shown;
        target = wanted;
        startMs = nowMs;
        saccade = size;
      } else if (size <= 1 * degrees && size > 0) {
        // A visitor who sways is followed smoothly.
        const shift = { yaw: wanted.yaw - target.yaw, pitch: wanted.pitch - target.pitch };
        target = wanted;
        from = { yaw: from.yaw + shift.yaw, pitch: from.pitch + shift.pitch };
      }
      const part = smooth((nowMs - startMs) / saccadeMs(distance(from, target)));
      shown = {
        yaw: from.yaw + (target.yaw - from.yaw) * part,
        pitch: from.pitch + (target.pitch - from.pitch) * part,
      };
      return { direction: shown, onVisitor: !away && visitor !== null, saccade };
    },
  };
}
