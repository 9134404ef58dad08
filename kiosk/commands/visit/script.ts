/** One simulated visit: who comes, what they ask and how, and where they walk. */

export interface ScriptedQuestion {
  readonly how: 'voice' | 'typed';
  readonly lang: 'zh' | 'en';
  readonly text: string;
}

export interface VisitScript {
  /** Avatar to put into the booth first; null keeps the one that is there. */
  readonly avatarId: string | null;
  readonly lang: 'zh' | 'en';
  readonly ageBand: '18-59' | '60-plus';
  readonly callMe: string;
  readonly questions: readonly ScriptedQuestion[];
}

/** From the door to the glass, millimetres before the booth, milliseconds from the start of the walk. */
export const walkUp = [
  { atMs: 0, xMm: 900, zMm: 4_800 },
  { atMs: 2_500, xMm: 500, zMm: 2_600 },
  { atMs: 4_500, xMm: 0, zMm: 1_500 },
  { atMs: 600_000, xMm: 0, zMm: 1_500 },
] as const;

/** Back to the door. */
export const walkAway = [
  { atMs: 0, xMm: 0, zMm: 1_500 },
  { atMs: 2_000, xMm: -500, zMm: 3_000 },
  { atMs: 5_000, xMm: -900, zMm: 7_000 },
] as const;

/** What `npm start -- --demo` plays: an English-speaking visitor asks aloud, then types one question in Chinese. */
export const demoScript: VisitScript = {
  avatarId: 'tom-hale',
  lang: 'en',
  ageBand: '60-plus',
  callMe: 'Ann',
  questions: [
    { how: 'voice', lang: 'en', text: 'where are you from' },
    { how: 'voice', lang: 'en', text: 'what was your wedding like' },
    { how: 'typed', lang: 'zh', text: '你在哪里出生的？' },
  ],
};

/** The same without a microphone, for a booth that is already running. */
export const typedScript = (script: VisitScript): VisitScript => ({
  ...script,
  questions: script.questions.map((question) => ({ ...question, how: 'typed' })),
});
