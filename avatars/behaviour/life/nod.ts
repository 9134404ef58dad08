import type { Demeanour } from '../track.ts';
import { clamp } from './ease.ts';
import type { Chance } from './random.ts';

interface Movement {
  readonly startMs: number;
  readonly lengthMs: number;
  readonly depth: number;
  readonly beats: number;
}

/** Down and back, once or twice, each time less. */
function pitchOf({ startMs, lengthMs, depth, beats }: Movement, nowMs: number): number {
  const part = (nowMs - startMs) / lengthMs;
  if (part <= 0 || part >= 1) return 0;
  return (
    depth * (1 - part) * Math.sin(Math.PI * beats * part) ** 2 * (part < 0.02 ? part / 0.02 : 1)
  );
}

export interface Nodding {
  /** @returns how far the head is bent by nodding, radians */
  step(nowMs: number, demeanour: Demeanour): number;
}

/** A greeting is one slow bow of the head; a listener nods rarely, since too much is worse than none. */
export function createNodding(chance: Chance): Nodding {
  let movement: Movement | undefined;
  let dueMs = Number.POSITIVE_INFINITY;
  let before: Demeanour | undefined;
  return {
    step(nowMs, demeanour) {
      if (demeanour !== before) {
        if (demeanour === 'greeting' && before !== undefined)
          movement = { startMs: nowMs + 350, lengthMs: 1500, depth: 0.2, beats: 1 };
        if (demeanour === 'leaving' && before !== undefined)
          movement = { startMs: nowMs + 200, lengthMs: 1700, depth: 0.17, beats: 1 };
        dueMs =
          demeanour === 'listening' ? nowMs + chance.between(3500, 8000) : Number.POSITIVE_INFINITY;
        before = demeanour;
      }
      if (nowMs >= dueMs) {
        const beats = chance.uniform() < 0.6 ? 1 : 2;
        movement = {
          startMs: nowMs,
          lengthMs: beats * chance.between(380, 520),
          depth: chance.between(0.05, 0.09),
          beats,
        };
        dueMs = nowMs + clamp(chance.logNormal(9500, 0.4), 5000, 20_000);
      }
      return movement === undefined ? 0 : pitchOf(movement, nowMs);
    },
  };
}
