/** The lights' dead man: who may say how the room is lit, and for how long after their last word. */
export interface GuardTiming {
  /** Four missed beats of a host that beats every 250 ms. */
  readonly safeAfterMs: number;
  /** A room that nobody leads for this long is simply a room. */
  readonly houseAfterMs: number;
}

export const defaultGuardTiming: GuardTiming = { safeAfterMs: 1000, houseAfterMs: 60_000 };

export type GuardLook = 'following' | 'safe' | 'house';

export interface Guard {
  readonly look: GuardLook;
  readonly lastBeatMs: number;
}

/** At the start, and at every heartbeat. */
export function heard(nowMs: number): Guard {
  return { look: 'following', lastBeatMs: nowMs };
}

export function watch(guard: Guard, nowMs: number, timing: GuardTiming): Guard {
  const silentMs = nowMs - guard.lastBeatMs;
  if (silentMs < timing.safeAfterMs) return guard;
  const look = silentMs < timing.safeAfterMs + timing.houseAfterMs ? 'safe' : 'house';
  return look === guard.look ? guard : { ...guard, look };
}
