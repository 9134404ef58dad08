/** What is kept of a safety event: never the words. */
import type { Judgement } from './crisis.ts';
import type { CrisisLevel } from './lexicon.ts';

export interface AuditEntry {
  readonly level: CrisisLevel;
  /** Epoch ms, host clock. */
  readonly atMs: number;
  readonly ruleId: string;
}

/** The entry for a judgement; null when there is nothing to keep. */
export function auditOf(judgement: Judgement, atMs: number): AuditEntry | null {
  return judgement.ruleId === null
    ? null
    : { level: judgement.level, atMs, ruleId: judgement.ruleId };
}
