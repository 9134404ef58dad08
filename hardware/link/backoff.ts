export interface Backoff {
  readonly minMs: number;
  readonly maxMs: number;
}

export const defaultBackoff: Backoff = { minMs: 250, maxMs: 5000 };

/**
 * Wait before try number `attempt` (0 = first retry): doubles from min to max, with up to a quarter
 * taken off or added so that two devices do not knock in step. `random` is 0..1.
 */
export function backoffMs(attempt: number, random: number, backoff: Backoff): number {
  const doubled = backoff.minMs * 2 ** Math.min(attempt, 16);
  const jittered = Math.min(doubled, backoff.maxMs) * (0.75 + 0.5 * random);
  return Math.min(backoff.maxMs, Math.max(backoff.minMs, jittered));
}
