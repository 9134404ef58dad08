/**
 * Whether a grammar's match can be believed. A closed grammar finds one of its questions in anything,
 * so its path is held against a free loop of phones over the same sound: where other words were
 * spoken, the loop fits far better. Both scores are log values in PocketSphinx's base.
 */
export interface Evidence {
  readonly grammarScore: number;
  readonly loopScore: number;
  readonly frames: number;
}

/** Grammar minus loop, per 10 ms frame. */
export function advantage({ grammarScore, loopScore, frames }: Evidence): number {
  return frames <= 0 ? Number.NEGATIVE_INFINITY : (grammarScore - loopScore) / frames;
}

/**
 * From here a match is believed. Measured with 8 synthetic voices: spoken questions lie at
 * 4..15 (median 11), other sentences pressed into the grammar at -30..1.
 */
export const believedFrom = 3;

/** 0..1; a half at the border, nearly sure 4 above it. */
export function confidence(gain: number): number {
  return 1 / (1 + Math.exp(-(gain - believedFrom) * 0.75));
}
