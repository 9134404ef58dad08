/**
 * The shapes of a person's written files, strict: an unknown key is a mistake, not an extension.
 *
 * `persona/memories.jsonl` one memory a line · `persona/facts.json` · `persona/manner.json` ·
 * `persona/questions.json` · `voice/clips.json` (optional).
 */
import { z } from 'zod';

const lang = z.enum(['zh', 'en']);
const id = z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/, 'lower-case letters, digits and hyphens');
const line = z.string().trim().min(1).max(400);
const sensitivity = z.enum(['open', 'family', 'never']);

export const memory = z.strictObject({
  id,
  /** Where the words come from. */
  kind: z.enum(['told', 'letter', 'diary', 'recording']),
  /** Language of `text`, the person's own. */
  lang,
  text: z.string().trim().min(1).max(2000),
  /** The family's rendering into the other language. */
  textZh: z.string().trim().min(1).max(2000).optional(),
  textEn: z.string().trim().min(1).max(2000).optional(),
  /** First clause said before the text, when the text itself begins with a long one. */
  short: line.optional(),
  when: line.optional(),
  where: line.optional(),
  people: z.array(line).default([]),
  /** Questions in either language that this memory answers. */
  asks: z.array(line).default([]),
  /** Id in `voice/clips.json`: these words exist as a recording. */
  clip: id.optional(),
  /** `family` is told only where the family is; `never` is kept but never told. */
  sensitivity: sensitivity.default('open'),
});
export type Memory = z.infer<typeof memory>;

const inLanguages = z.strictObject({ zh: line.optional(), en: line.optional() });
const factCommon = {
  id,
  /** Whole sentences; `{name}`, `{year}`, `{place}`, `{what}` stand for the fact's own fields. */
  say: z.strictObject({ zh: z.array(line).min(1).optional(), en: z.array(line).min(1).optional() }),
  asks: z.array(line).min(1),
  /** The memory told when the visitor wants to hear more. */
  leadsTo: id.optional(),
  sensitivity: sensitivity.default('open'),
};

export const kins = [
  'husband',
  'wife',
  'son',
  'daughter',
  'grandson',
  'granddaughter',
  'father',
  'mother',
  'brother',
  'sister',
  'grandfather',
  'grandmother',
  'daughter-in-law',
  'son-in-law',
  'friend',
] as const;
export type Kin = (typeof kins)[number];

export const fact = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('name'), name: inLanguages, ...factCommon }),
  z.strictObject({
    kind: z.literal('birth'),
    year: z.number().int().min(1850).max(2100),
    place: inLanguages.optional(),
    ...factCommon,
  }),
  z.strictObject({ kind: z.literal('home'), place: inLanguages, ...factCommon }),
  z.strictObject({ kind: z.literal('work'), what: inLanguages, ...factCommon }),
  z.strictObject({
    kind: z.literal('family'),
    kin: z.enum(kins),
    name: inLanguages,
    /** What visitors may call this relative: a granddaughter says 爷爷 of the person's husband. */
    aliases: z.array(line).default([]),
    ...factCommon,
  }),
  z.strictObject({ kind: z.literal('likes'), what: inLanguages, ...factCommon }),
  z.strictObject({ kind: z.literal('dislikes'), what: inLanguages, ...factCommon }),
  z.strictObject({ kind: z.literal('other'), what: inLanguages.optional(), ...factCommon }),
]);
export type Fact = z.infer<typeof fact>;

export const smallTalkKinds = [
  'greeting',
  'nice-to-meet-you',
  'how-are-you',
  'thanks',
  'farewell',
  'who-are-you',
  'are-you-alive',
  'are-you-real',
  'where-are-you-now',
  'do-you-know-me',
  'do-you-miss-me',
  'i-miss-you',
  'i-love-you',
  'i-am-sad',
  'sorry',
  'come-back',
  'can-you-hear-me',
  'what-can-i-ask',
  'praise',
  'told-already',
  'that-is-all',
  'another',
  'did-not-hear',
  'unknown',
] as const;
export type SmallTalkKind = (typeof smallTalkKinds)[number];

const variants = z.strictObject({ zh: z.array(line).min(1), en: z.array(line).min(1) });
const severalVariants = z.strictObject({ zh: z.array(line).min(2), en: z.array(line).min(2) });

export const manner = z.strictObject({
  /** The person's main language. */
  lang,
  /** Said before a long first sentence, so that the voice starts at once. */
  openings: severalVariants,
  /** Endings and fillers the person is known for; material for later composing. */
  particles: z.strictObject({ zh: z.array(line), en: z.array(line) }),
  /** How a visitor without a name is addressed. */
  address: variants,
  /** Sentences told in one reply before the person waits to be asked on. */
  sentencesPerReply: z.number().int().min(1).max(6),
  smallTalk: z.strictObject(
    Object.fromEntries(smallTalkKinds.map((kind) => [kind, severalVariants])) as Record<
      SmallTalkKind,
      typeof severalVariants
    >,
  ),
  /** Lines of a visit. `{visitor}` is the name given at check-in, or a form of address. */
  visit: z.strictObject({
    greeting: variants,
    opening: variants,
    stillThere: variants,
    farewell: variants,
    stop: variants,
  }),
});
export type Manner = z.infer<typeof manner>;

export const questions = z.strictObject({
  /** Shown on the panel. */
  suggested: z.strictObject({ zh: z.array(line).min(3), en: z.array(line).min(3) }),
  /** What the recogniser listens for, besides the suggested ones. */
  heard: z.strictObject({ zh: z.array(line), en: z.array(line) }),
});
export type QuestionSets = z.infer<typeof questions>;

export const clip = z.strictObject({
  id,
  text: z.string().trim().min(1).max(1000),
  lang,
  answers: z.array(line).min(1),
  /** True: not a recording of the person but made by a speech synthesiser. */
  synthesised: z.boolean(),
  memory: id.optional(),
  file: line.optional(),
  durationMs: z.number().positive().optional(),
  sampleRateHz: z.number().int().positive().optional(),
});
export type Clip = z.infer<typeof clip>;

export interface Persona {
  readonly memories: readonly Memory[];
  readonly facts: readonly Fact[];
  readonly manner: Manner;
  readonly questions: QuestionSets;
  readonly clips: readonly Clip[];
}

export const factsFile = z.strictObject({ facts: z.array(fact).min(1) });
export const clipsFile = z.strictObject({ clips: z.array(clip) });
