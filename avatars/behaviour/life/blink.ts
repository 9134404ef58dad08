import { clamp } from './ease.ts';
import type { Chance } from './random.ts';

/** Down fast, up slowly and ever slower: 300 ms in all (Trutoiu 2011). */
const closeMs = 75;
const shutMs = 25;
const openMs = 200;
export const blinkMs = closeMs + shutMs + openMs;

/** Lids at a moment of a blink: 0 open, 1 shut. */
export function lidsAt(sinceMs: number): number {
  if (sinceMs <= 0 || sinceMs >= blinkMs) return 0;
  if (sinceMs < closeMs) {
    const x = sinceMs / closeMs;
    return x * x * (3 - 2 * x);
  }
  if (sinceMs < closeMs + shutMs) return 1;
  const x = (sinceMs - closeMs - shutMs) / openMs;
  return (1 - x) ** 2;
}

export interface Blinking {
  /** @returns how far the lids are down, 0..1 */
  at(nowMs: number, perMinute: number): number;
  /** A good moment to blink: a large turn of the eyes, the end of a phrase. */
  invite(nowMs: number): void;
}

/** Two blinks are at least this far apart, but for a rare double one. */
const leastGapMs = 900;

export function createBlinking(chance: Chance): Blinking {
  let startMs = Number.NEGATIVE_INFINITY;
  let dueMs: number | undefined;
  let rate = 0;
  const gap = (perMinute: number): number =>
    clamp(chance.logNormal(60_000 / perMinute, 0.6), leastGapMs, 14_000);
  return {
    at(nowMs, perMinute) {
      dueMs ??= nowMs + gap(perMinute) * chance.uniform();
      if (rate !== 0 && rate !== perMinute && dueMs > nowMs)
        dueMs = nowMs + ((dueMs - nowMs) * rate) / perMinute;
      rate = perMinute;
      if (nowMs >= dueMs) {
        startMs = nowMs;
        dueMs = nowMs + (chance.uniform() < 0.06 ? blinkMs + 60 : gap(perMinute));
      }
      return lidsAt(nowMs - startMs);
    },
    invite(nowMs) {
      if (nowMs - startMs > leastGapMs + blinkMs && chance.uniform() < 0.7) dueMs = nowMs;
    },
  };
}
