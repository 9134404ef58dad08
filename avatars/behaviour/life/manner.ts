/** What each demeanour asks of the body; the numbers are means, chance does the rest. */
import type { Demeanour } from '../track.ts';

export interface Manner {
  /** Faded in or out. */
  readonly present: boolean;
  readonly blinksPerMinute: number;
  /** Holding the visitor's eyes, and looking away from them: ms, and the spread of the logarithm. */
  readonly holdMs: number;
  readonly holdSpread: number;
  readonly awayMs: number;
  /** How far the eyes go when they look away, degrees. */
  readonly awayYaw: number;
  /** Down positive. */
  readonly awayPitch: number;
  readonly breathMs: number;
  /** Share of a breath spent breathing in. */
  readonly inhale: number;
  readonly breathDepth: number;
  readonly smile: number;
  /** Radians the head leans to the side, and bends forward. */
  readonly tilt: number;
  readonly bend: number;
}

const calm: Manner = {
  present: true,
  blinksPerMinute: 17,
  holdMs: 5000,
  holdSpread: 0.45,
  awayMs: 1200,
  awayYaw: 14,
  awayPitch: 5,
  breathMs: 3900,
  inhale: 0.4,
  breathDepth: 1,
  smile: 0.06,
  tilt: 0,
  bend: 0,
};

/** Rates after Bentivoglio 1997, gaze holds after Lee, Badler and Badler 2002. */
export const manners: Readonly<Record<Demeanour, Manner>> = {
  absent: { ...calm, present: false, smile: 0 },
  arriving: { ...calm, holdMs: 6000, smile: 0.1, blinksPerMinute: 14 },
  idle: { ...calm, holdMs: 3600, awayMs: 2600, awayYaw: 18 },
  greeting: { ...calm, holdMs: 7000, awayMs: 500, smile: 0.28, blinksPerMinute: 20 },
  listening: {
    ...calm,
    blinksPerMinute: 15,
    holdMs: 7900,
    holdSpread: 0.2,
    awayMs: 430,
    awayYaw: 9,
    awayPitch: 3,
    smile: 0.1,
    tilt: 0.03,
    bend: 0.025,
  },
  thinking: {
    ...calm,
    blinksPerMinute: 12,
    holdMs: 900,
    awayMs: 2600,
    awayYaw: 17,
    awayPitch: -11,
    smile: 0.02,
    tilt: -0.02,
  },
  speaking: {
    ...calm,
    blinksPerMinute: 26,
    holdMs: 3100,
    holdSpread: 0.7,
    awayMs: 930,
    awayYaw: 15,
    awayPitch: 4,
    breathMs: 3600,
    inhale: 0.14,
    breathDepth: 1.25,
    smile: 0.05,
  },
  leaving: { ...calm, present: false, holdMs: 6000, smile: 0.2, bend: 0.02 },
};
