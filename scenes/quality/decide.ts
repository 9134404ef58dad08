/**
 * Which tier to draw with, from measured frame times. Pure: one call a second with the second's figures.
 * Down is quick, up is slow and gets slower after each regret, so that a booth does not pump.
 */
import { type TierName, tierNames, tiers } from './tiers.ts';

/** One second of drawing. */
export interface FrameSample {
  readonly nowMs: number;
  /** Time between pictures, 95 of 100 below this, ms. */
  readonly intervalP95Ms: number;
  /** Time one picture really takes, drawing included, 95 of 100 below this, ms. */
  readonly costP95Ms: number;
  /** While somebody speaks nothing may be recompiled: only the worst is acted on. */
  readonly speaking: boolean;
}

export interface Quality {
  readonly tier: TierName;
  readonly sinceMs: number;
  /** Seconds in a row that were too slow / had room for the next tier up. */
  readonly slow: number;
  readonly roomy: number;
  /** Roomy seconds asked for before the next step up; doubles with each regret. */
  readonly patience: number;
  readonly software: boolean;
}

const slowSeconds = 3;
const firstPatience = 10;
const longestPatience = 640;
/** A step up that is taken back within this time was a mistake. */
const regretMs = 30_000;
/** Slower than this nobody looks alive: act even in the middle of a sentence. */
const unbearableMs = 250;

export function startQuality(software: boolean, nowMs: number): Quality {
  return {
    tier: software ? 'software' : 'high',
    sinceMs: nowMs,
    slow: 0,
    roomy: 0,
    patience: firstPatience,
    software,
  };
}

export function decideQuality(quality: Quality, sample: FrameSample): Quality {
  const at = tierNames.indexOf(quality.tier);
  const below = tierNames[at + 1];
  // A software renderer stays where it is: no measurement makes a processor a graphics card.
  const above = quality.software ? undefined : tierNames[at - 1];
  const budgetMs = 1000 / tiers[quality.tier].maxFps;
  const tooSlow = sample.intervalP95Ms > budgetMs * 1.5;
  const hasRoom =
    !tooSlow && above !== undefined && sample.costP95Ms < (1000 / tiers[above].maxFps) * 0.4;
  const slow = tooSlow ? quality.slow + 1 : 0;
  const roomy = hasRoom ? quality.roomy + 1 : 0;
  const mayChange = !sample.speaking || sample.intervalP95Ms > unbearableMs;

  if (below !== undefined && below !== 'software' && slow >= slowSeconds && mayChange) {
    const regretted = sample.nowMs - quality.sinceMs < regretMs && quality.sinceMs > 0;
    return {
      ...quality,
      tier: below,
      sinceMs: sample.nowMs,
      slow: 0,
      roomy: 0,
      patience: regretted ? Math.min(longestPatience, quality.patience * 2) : quality.patience,
    };
  }
  if (above !== undefined && roomy >= quality.patience && mayChange) {
    return { ...quality, tier: above, sinceMs: sample.nowMs, slow: 0, roomy: 0 };
  }
  return { ...quality, slow, roomy };
}
