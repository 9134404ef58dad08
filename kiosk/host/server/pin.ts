/** Guessing a PIN gets slower with every failure; the booth itself never locks staff out for good. */
export interface PinTries {
  readonly failures: number;
  readonly lastFailureMs: number;
}

export const noTries: PinTries = { failures: 0, lastFailureMs: 0 };
const freeTries = 3;
const longestWaitMs = 5 * 60_000;

/** 3 tries at once, then 2 s, 4 s, 8 s … up to 5 min between two. */
export function waitBeforeTryMs(tries: PinTries, nowMs: number): number {
  if (tries.failures < freeTries) return 0;
  const gapMs = Math.min(longestWaitMs, 1000 * 2 ** Math.min(20, tries.failures - freeTries + 1));
  return Math.max(0, tries.lastFailureMs + gapMs - nowMs);
}

export function afterFailure(tries: PinTries, nowMs: number): PinTries {
  return { failures: tries.failures + 1, lastFailureMs: nowMs };
}
