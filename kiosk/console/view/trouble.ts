import type { PartHealth } from '../../host/contract.ts';

const order: Record<PartHealth['state'], number> = { down: 0, degraded: 1, starting: 2, ok: 3 };

/** Worst first; among equals the newest first. */
export const worstFirst = (parts: readonly PartHealth[]): PartHealth[] =>
  [...parts].sort((a, b) => order[a.state] - order[b.state] || b.sinceMs - a.sinceMs);
