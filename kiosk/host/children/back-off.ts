/** When a child that ended is started again. Pure: the end of one run in, the wait before the next out. */
export interface BackOff {
  readonly minMs: number;
  readonly maxMs: number;
}

/** Runs in a row that ended before they counted as healthy. */
export function failuresAfter(failures: number, ranMs: number, healthyAfterMs: number): number {
  return ranMs >= healthyAfterMs ? 1 : failures + 1;
}

/**
 * Doubles from `minMs` to `maxMs`; `random` (0..1) spreads it by up to a fifth, so that children that
 * fell together do not come back together.
 */
export function waitMs(failures: number, { minMs, maxMs }: BackOff, random: number): number {
  const doubled = Math.min(maxMs, minMs * 2 ** Math.min(30, Math.max(0, failures - 1)));
  return Math.round(doubled * (0.8 + 0.2 * random));
}

/** A child that fails this often in a row is in a loop, and the booth says so. */
export const loopAfter = 3;
