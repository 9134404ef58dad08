/** What to do when a page, the GPU or the whole browser is gone. Pure: history in, one step out. */

export type FailureKind =
  /** The page's process ended. */
  | 'page-gone'
  /** The window was closed, by hand or by the system. */
  | 'window-gone'
  /** The page does not answer. */
  | 'page-hung'
  /** The GPU's process ended; Chromium starts another by itself. */
  | 'gpu-gone';

export interface Failure {
  readonly kind: FailureKind;
  readonly atMs: number;
}

export type Repair =
  /** It may come back by itself: look again after this time. */
  | { readonly do: 'wait'; readonly ms: number }
  | { readonly do: 'reload' }
  | { readonly do: 'reopen' }
  /** End the browser and start it anew. */
  | { readonly do: 'restart' };

/** Failures further back than this have been lived down. */
export const memoryMs = 60_000;
/** A WebGL context that comes back at all does so within this time. */
const restoreMs = 3_000;
/** After repeated GPU deaths Chromium denies WebGL for minutes; only a new process lifts that. */
const gpuDeaths = 3;
const gpuMemoryMs = 10 * 60_000;

/**
 * The next step for one window.
 * @param failures its failures, oldest first, the newest included; at least one
 */
export function repairFor(failures: readonly Failure[], nowMs: number): Repair {
  const newest = failures.at(-1);
  if (newest === undefined) return { do: 'wait', ms: restoreMs };
  const gpu = failures.filter(
    (failure) => failure.kind === 'gpu-gone' && nowMs - failure.atMs <= gpuMemoryMs,
  );
  if (newest.kind === 'gpu-gone') {
    return gpu.length >= gpuDeaths ? { do: 'restart' } : { do: 'wait', ms: restoreMs };
  }
  const recent = failures.filter(
    (failure) => failure.kind !== 'gpu-gone' && nowMs - failure.atMs <= memoryMs,
  );
  if (recent.length >= 4) return { do: 'restart' };
  switch (newest.kind) {
    case 'window-gone':
      return { do: 'reopen' };
    case 'page-gone':
      return recent.length === 1 ? { do: 'reload' } : { do: 'reopen' };
    case 'page-hung':
      if (recent.length === 1) return { do: 'wait', ms: restoreMs };
      return recent.length === 2 ? { do: 'reload' } : { do: 'reopen' };
  }
}

export type Restart = { readonly do: 'back'; readonly inMs: number } | { readonly do: 'gave-up' };

const firstBackOffMs = 500;
const longestBackOffMs = 15_000;
const endsMemoryMs = 10 * 60_000;
/** More ends than this in ten minutes: it is not an accident, and a person has to look. */
const endsBeforeGivingUp = 6;

/**
 * When to start the whole browser again.
 * @param endsAtMs when it ended by itself so far, the newest included
 */
export function restartAfter(endsAtMs: readonly number[], nowMs: number): Restart {
  const recent = endsAtMs.filter((atMs) => nowMs - atMs <= endsMemoryMs).length;
  if (recent > endsBeforeGivingUp) return { do: 'gave-up' };
  return {
    do: 'back',
    inMs: Math.min(longestBackOffMs, firstBackOffMs * 2 ** Math.max(0, recent - 1)),
  };
}
