import type { Reply, Segment } from '../../../avatars/persona/index.ts';

/** 0 none, 1 heavy grief, 2 passive ideation, 3 intent, plan or act. */
export type Concern = 0 | 1 | 2 | 3;

export interface Judgement {
  readonly level: Concern;
  /** Which rule spoke. Kept in the audit instead of the words. */
  readonly ruleId: string | null;
  readonly reply: readonly Segment[] | null;
}

export type ReplyPlan =
  | { readonly kind: 'leave'; readonly how: 'stop' | 'goodbye' }
  | {
      readonly kind: 'say';
      readonly speaker: Speaker;
      readonly concern: Concern;
      readonly ruleId: string | null;
      readonly reply: Reply;
    }
  | { readonly kind: 'nothing'; readonly concern: Concern; readonly ruleId: string | null };

/** The likeness, or the booth's own neutral voice. */
export type Speaker = 'person' | 'attendant';

/** Words one after the other in one voice. */
export interface Passage {
  readonly speaker: Speaker;
  readonly segments: readonly Segment[];
}

/** How a performance of a reply ended, and what of it was really heard. Times: stage clock, ms. */
export interface Performance {
  readonly outcome: 'played' | 'cancelled' | 'silent';
  readonly heard: string;
  readonly firstAudibleMs: number | null;
  readonly firstFaceMs: number | null;
  readonly finishedMs: number | null;
}
