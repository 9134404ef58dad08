/** What can happen to a visit, and what a visit asks of the booth. */

export type Lang = 'zh' | 'en';
export type AgeBand = 'under-18' | '18-59' | '60-plus';

export type VisitEvent =
  /** Presence sensors. */
  | { readonly type: 'approached' }
  | { readonly type: 'settled' }
  | { readonly type: 'left' }
  /** The visitor's hand on the panel. */
  | { readonly type: 'wake' }
  | {
      readonly type: 'check-in';
      readonly ageBand: AgeBand;
      readonly lang: Lang;
      readonly callMe?: string;
    }
  | { readonly type: 'language'; readonly lang: Lang }
  | { readonly type: 'goodbye' }
  | { readonly type: 'stop'; readonly by: 'visitor' | 'staff' }
  /** The conversation. */
  /** The visitor's voice is heard; what they say is not known yet. */
  | { readonly type: 'hearing' }
  | { readonly type: 'asked' }
  | { readonly type: 'sounding' }
  | { readonly type: 'reply-done' }
  | { readonly type: 'interrupted' }
  /** Safeguard, per visitor utterance: 1 heavy grief, 2 passive ideation, 3 intent or plan. */
  | { readonly type: 'concern'; readonly level: 1 | 2 | 3 }
  /** Staff. */
  | { readonly type: 'resume' }
  | { readonly type: 'counsellor'; readonly on: boolean };

/** What happens when a state is entered or left; the host performs it, tests record it. */
export const visitEffects = [
  'openVisit',
  'closeVisit',
  'sayNotice',
  'sayOpening',
  'sayStillThere',
  'sayFarewell',
  'sayForMinors',
  'silence',
] as const;
export type VisitEffect = (typeof visitEffects)[number];

/** All in milliseconds; each is a function of nothing but the booth's settings. */
export interface VisitTimings {
  /** How long somebody may linger at a distance before the booth sleeps again. */
  readonly attractMs: number;
  /** Longest wait for the spoken notice to end. */
  readonly greetMs: number;
  /** Longest wait at the check-in page without a touch. */
  readonly checkInMs: number;
  /** Silence in `listening` before the person asks whether the visitor is still there; and again before goodbye. */
  readonly silenceMs: number;
  /** Longest time a reply may take to make its first sound. */
  readonly thinkingMs: number;
  /** Longest reply. */
  readonly speakingMs: number;
  /** Longest farewell. */
  readonly farewellMs: number;
  /** Quiet between two visits. */
  readonly cooldownMs: number;
  /** How long the sensors must see nobody before the visitor counts as gone. */
  readonly leftGraceMs: number;
}

export const defaultTimings: VisitTimings = {
  attractMs: 60_000,
  greetMs: 45_000,
  checkInMs: 120_000,
  silenceMs: 40_000,
  thinkingMs: 15_000,
  speakingMs: 90_000,
  farewellMs: 15_000,
  cooldownMs: 6_000,
  leftGraceMs: 6_000,
};
