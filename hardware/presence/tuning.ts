/** Where people count, and how patient the booth is with a radar that loses them. */
export interface PresenceTuning {
  /** Distances from the booth, millimetres. */
  readonly tooCloseMm: number;
  readonly talkMm: number;
  readonly attractMm: number;
  /** A border is crossed only this far beyond it. */
  readonly hysteresisMm: number;
  /** Beyond this bearing nobody new is believed: the radar invents people at its edges. */
  readonly newcomerBearingDeg: number;
  /** Seen this often before a target counts as a person. */
  readonly sightingsToBelieve: number;
  /** Closing in by this much is an approach. */
  readonly closingMm: number;
  /** So is staying this long. */
  readonly lingerMs: number;
  readonly settleMs: number;
  /** A radar loses people who stand still: how long each is believed to be there unseen. */
  readonly holdMs: {
    readonly tentative: number;
    readonly attract: number;
    readonly talk: number;
    readonly leaving: number;
  };
  /** Outward speed at which somebody in the attract zone is on the way out. */
  readonly leavingMmPerS: number;
  /** Farthest a person can have moved from where they were expected to be. */
  readonly reachMm: number;
  /** The reach grows with the time unseen, by this, up to `maxReachMm`. */
  readonly reachMmPerS: number;
  readonly maxReachMm: number;
  /** No report for longer than this: the radar was away, and people may have walked on meanwhile. */
  readonly blindAfterMs: number;
  readonly walkingMmPerS: number;
  readonly maxBlindReachMm: number;
}

export const defaultPresenceTuning: PresenceTuning = {
  tooCloseMm: 450,
  talkMm: 1800,
  attractMm: 3600,
  hysteresisMm: 150,
  newcomerBearingDeg: 52,
  sightingsToBelieve: 3,
  closingMm: 300,
  lingerMs: 1000,
  settleMs: 800,
  holdMs: { tentative: 400, attract: 3000, talk: 20_000, leaving: 1000 },
  leavingMmPerS: 350,
  reachMm: 500,
  reachMmPerS: 600,
  maxReachMm: 1100,
  blindAfterMs: 250,
  walkingMmPerS: 2200,
  maxBlindReachMm: 3000,
};
