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
  /** While somebody speaks nothing is recompiled, unless the picture has all but stopped. */
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

const isForSoftware = (tier: TierName) => tier === 'software' || tier === 'minimal';

export function decideQuality(quality: Quality, sample: FrameSample): Quality {
  const at = tierNames.indexOf(quality.tier);
  // No measurement makes a processor a graphics card, nor the other way round.
  const own = (tier: TierName | undefined) =>
    tier !== undefined && isForSoftware(tier) === quality.software ? tier : undefined;
  const below = own(tierNames[at + 1]);
  const above = own(tierNames[at - 1]);
  const budgetMs = 1000 / tiers[quality.tier].maxFps;
  const tooSlow = sample.intervalP95Ms > budgetMs * 1.5;
  const hasRoom =
    !tooSlow && above !== undefined && sample.costP95Ms < (1000 / tiers[above].maxFps) * 0.4;
  const slow = tooSlow ? quality.slow + 1 : 0;
  const roomy = hasRoom ? quality.roomy + 1 : 0;
  const sameMaterials = (tier: TierName) => tiers[tier].materials === tiers[quality.tier].materials;
  const mayChangeTo = (tier: TierName) =>
    !sample.speaking || sameMaterials(tier) || sample.intervalP95Ms > unbearableMs;

  if (below !== undefined && slow >= slowSeconds && mayChangeTo(below)) {
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
  if (above !== undefined && roomy >= quality.patience && mayChangeTo(above)) {
    return { ...quality, tier: above, sinceMs: sample.nowMs, slow: 0, roomy: 0 };
  }
  return { ...quality, slow, roomy };
}
