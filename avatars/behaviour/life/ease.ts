export const degrees = Math.PI / 180;

export function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value));
}

/** 0 to 1 with a gentle start and end. */
export function smooth(t: number): number {
  const x = clamp(t, 0, 1);
  return x * x * (3 - 2 * x);
}

/** One step of an exponential approach; the same path whatever the frame rate. */
export function approach(from: number, to: number, dtMs: number, fallMs: number): number {
  return to + (from - to) * Math.exp(-dtMs / fallMs);
}

/** A slow wandering within -1..1: three waves that never line up. */
export function wander(nowMs: number, periodMs: number, phase: number): number {
  const t = (nowMs / periodMs) * 2 * Math.PI;
  return (
    (Math.sin(t + phase) +
      0.6 * Math.sin(t * 1.618 + phase * 2.3) +
      0.4 * Math.sin(t * 2.71 + phase * 3.7)) /
    2
  );
}
