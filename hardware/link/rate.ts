/** Counts per second over a sliding window; pure, times are arguments. */
export interface RateMeter {
  readonly windowMs: number;
  readonly atMs: readonly number[];
}

export function newRate(windowMs = 3000): RateMeter {
  return { windowMs, atMs: [] };
}

export function countRate(meter: RateMeter, nowMs: number): RateMeter {
  return { ...meter, atMs: [...meter.atMs.filter((at) => nowMs - at < meter.windowMs), nowMs] };
}

/** Per second; 0 until two counts are in the window. */
export function rateHz(meter: RateMeter, nowMs: number): number {
  const recent = meter.atMs.filter((at) => nowMs - at < meter.windowMs);
  const first = recent[0];
  if (first === undefined || recent.length < 2) return 0;
  const spanMs = Math.max(nowMs - first, 1);
  return Math.round(((recent.length - 1) / spanMs) * 10_000) / 10;
}
