import type { Clock } from './link.ts';

/** The machine's clock: epoch milliseconds that never go back, whatever is done to the wall clock. */
export const systemClock: Clock = {
  nowMs: () => Math.round(performance.timeOrigin + performance.now()),
  every: (periodMs, act) => {
    const timer = setInterval(act, periodMs);
    return () => clearInterval(timer);
  },
};
