import { approach } from './ease.ts';
import type { Manner } from './manner.ts';
import type { Chance } from './random.ts';

export interface Breathing {
  /** @returns how full the chest is, 0 at rest, about 1 after a quiet breath in */
  step(dtMs: number, manner: Manner): number;
  /** Takes breath now, before words. */
  inhale(): void;
}

export function createBreathing(chance: Chance): Breathing {
  let inward = chance.uniform() < 0.4;
  let leftMs = chance.between(300, 2000);
  let level = chance.uniform();
  let shown = level;
  let depth = 1;
  return {
    step(dtMs, manner) {
      leftMs -= dtMs;
      if (leftMs <= 0) {
        inward = !inward;
        const length = manner.breathMs * chance.between(0.85, 1.2);
        leftMs = length * (inward ? manner.inhale : 1 - manner.inhale);
        if (inward) depth = manner.breathDepth * chance.between(0.8, 1.15);
      }
      const goal = inward ? depth : 0;
      level += (goal - level) * Math.min(1, dtMs / Math.max(dtMs, leftMs + dtMs));
      shown = approach(shown, level, dtMs, 120);
      return shown;
    },
    inhale() {
      if (inward) return;
      inward = true;
      depth = 1.3;
      leftMs = 420;
    },
  };
}
