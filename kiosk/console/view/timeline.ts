/** A turn as a bar: from the end of the visitor's words to the first sound. */
import type { StageTimes } from '../../host/contract.ts';

const waitStages = ['turnEnd', 'asrFinal', 'replyFirstToken', 'firstAudio'] as const;
export type WaitStage = (typeof waitStages)[number];

export interface BarPart {
  readonly stage: WaitStage;
  readonly fromMs: number;
  readonly toMs: number;
}

/**
 * What happened, in order. A stage that did not happen is left out; one that was done before the
 * stage ahead of it was (recognition runs inside the silence) takes no room.
 */
export function barOf(times: StageTimes): BarPart[] {
  const parts: BarPart[] = [];
  let reachedMs = 0;
  for (const stage of waitStages) {
    const atMs = times[stage];
    if (atMs === null) continue;
    const toMs = Math.max(reachedMs, atMs);
    parts.push({ stage, fromMs: reachedMs, toMs });
    reachedMs = toMs;
  }
  return parts;
}

/** One scale for a whole table: the longest wait, rounded up to a half second; at least one second. */
export function scaleMs(turns: readonly StageTimes[]): number {
  const longest = Math.max(0, ...turns.map((times) => barOf(times).at(-1)?.toMs ?? 0));
  return Math.max(1000, Math.ceil(longest / 500) * 500);
}
