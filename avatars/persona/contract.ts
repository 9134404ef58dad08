/** What a person said, wrote or lived, and what is answered from it. */

export type Lang = 'zh' | 'en';

/** Where the words of a reply come from; shown to the visitor on request and kept with every turn. */
export const provenances = [
  'recorded',
  'quoted',
  'composed',
  'model-local',
  'model-remote',
  'counsellor',
  'fixed',
] as const;
export type Provenance = (typeof provenances)[number];

export interface ClipSegment {
  readonly kind: 'clip';
  readonly clipId: string;
  readonly text: string;
  readonly lang: Lang;
  readonly provenance: 'recorded';
  readonly memoryIds: readonly string[];
}

export interface SpokenSegment {
  readonly kind: 'speech';
  readonly text: string;
  readonly lang: Lang;
  readonly provenance: Exclude<Provenance, 'recorded'>;
  readonly memoryIds: readonly string[];
}

export type Segment = ClipSegment | SpokenSegment;

export type ReplyBasis =
  | 'clip'
  | 'quote'
  | 'composed'
  | 'small-talk'
  | 'unknown'
  | 'safety'
  | 'model';

export interface Reply {
  readonly basis: ReplyBasis;
  readonly segments: readonly Segment[];
  /** 0..1: how sure the search is that these memories answer this question. */
  readonly confidence: number;
  readonly memoryIds: readonly string[];
}

export interface PastTurn {
  readonly question: string;
  readonly reply: string;
  readonly memoryIds: readonly string[];
}

export interface Question {
  readonly text: string;
  readonly lang: Lang;
  readonly history: readonly PastTurn[];
  /** How the person calls this visitor, when the check-in told it. */
  readonly visitorName?: string;
}
