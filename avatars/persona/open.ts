import type { Lang, PastTurn, Question, Reply, Segment } from './contract.ts';
import { bare } from './fold.ts';
import type { Fact, Memory, Persona, SmallTalkKind } from './schema.ts';
import { type Document, type Hit, openSearch } from './search.ts';
import { coreOf, looseTalkOf, talkOf } from './small-talk.ts';
import { composeFact, pick, playClip, speakLine, tell, whollyTold } from './telling.ts';
import { buildLexicon, unitsOf } from './tokens.ts';

/** Below this the person does not claim to remember. Set on the examples' question sets. */
export const answerThreshold = 0.5;
/** A source higher on the ladder is taken when it is at most this much less sure than the best. */
const ladderMargin = { clip: 0.08, memory: 0.04, fact: 0 } as const;
/** A story told after another has at least this much in common with it. */
const nearEnough = 0.2;

export interface AnswerOptions {
  /** The family is here: memories marked `family` may be told. */
  readonly family?: boolean;
}

export interface PersonaIndex {
  /** Memories, facts and clips that may answer, surest first. */
  search(text: string, lang: Lang, limit: number, options?: AnswerOptions): Hit[];
  /** The reply ladder: clip, own words, composed, small talk, "I don't remember". `seed` picks wordings. */
  answer(question: Question, seed: number, options?: AnswerOptions): Reply;
  /** Said when the visitor is met, before the check-in. */
  greeting(lang: Lang, seed?: number): Segment[];
  /** Said after the check-in. */
  openingLine(lang: Lang, visitorName?: string, seed?: number): Segment[];
  farewell(lang: Lang, seed?: number): Segment[];
  /** The visitor has been silent for a while. */
  stillThere(lang: Lang, seed?: number): Segment[];
  /** The visitor stopped the visit. */
  stopLine(lang: Lang, seed?: number): Segment[];
  /** What the recogniser should expect to hear. */
  questions(lang: Lang): readonly string[];
  suggested(lang: Lang): readonly string[];
  close(): void;
}

export interface IndexOptions {
  /** A file for the index; in memory when absent. */
  readonly path?: string;
  /** Which clips have their sound here; the others are left to be spoken from the memory. All, when absent. */
  readonly playable?: (clipId: string) => boolean;
}

type Chosen =
  | { readonly kind: 'memory'; readonly memory: Memory }
  | { readonly kind: 'fact'; readonly fact: Fact }
  | { readonly kind: 'clip'; readonly clip: Persona['clips'][number] };

/** Opens a person's memory for questions. Memories marked `never` do not enter it at all. */
export function openPersonaIndex(persona: Persona, options: IndexOptions = {}): PersonaIndex {
  const { manner } = persona;
  const memories = new Map(
    persona.memories
      .filter((entry) => entry.sensitivity !== 'never')
      .map((entry) => [entry.id, entry]),
  );
  const facts = new Map(
    persona.facts
      .filter((entry) => entry.sensitivity !== 'never')
      .map((entry) => [entry.id, entry]),
  );
  const clips = new Map(
    persona.clips
      .filter((entry) => entry.memory === undefined || memories.has(entry.memory))
      .filter((entry) => options.playable?.(entry.id) ?? true)
      .map((entry) => [entry.id, entry]),
  );
  const people = peopleOf([...facts.values()], [...memories.values()]);
  const lexicon = buildLexicon(people);
  const search = openSearch(
    documentsOf([...memories.values()], [...facts.values()], [...clips.values()], memories),
    lexicon,
    options.path,
  );
  // The first question a visitor asks must not pay for the compiler's warming up.
  for (const text of [...persona.questions.suggested.zh, ...persona.questions.suggested.en]) {
    search.find({ text, lang: manner.lang, family: false, context: [] }, 1);
  }
  const names = [...facts.values()].flatMap((entry) =>
    entry.kind === 'name'
      ? [entry.name.zh ?? '', entry.name.en ?? '', firstWord(entry.name.en)]
      : [],
  );

  const resolve = (hit: Hit): Chosen | null => {
    const memory = memories.get(hit.id);
    if (memory !== undefined) return { kind: 'memory', memory };
    const fact = facts.get(hit.id);
    if (fact !== undefined) return { kind: 'fact', fact };
    const clip = clips.get(hit.id);
    return clip === undefined ? null : { kind: 'clip', clip };
  };

  const smallTalk = (kind: SmallTalkKind, lang: Lang, seed: number, confidence: number): Reply => ({
    basis: kind === 'unknown' || kind === 'did-not-hear' ? 'unknown' : 'small-talk',
    segments: speakLine(pick(manner.smallTalk[kind][lang], seed) ?? '', lang, 'composed'),
    confidence,
    memoryIds: [],
  });

  const tellMemory = (
    memory: Memory,
    question: Question,
    confidence: number,
    seed: number,
    again: boolean,
  ): Reply => {
    const heard = again ? [] : repliesWith(question.history, memory.id);
    const clip = memory.clip === undefined ? undefined : clips.get(memory.clip);
    if (clip !== undefined && clip.lang === question.lang && heard.length === 0) {
      return { basis: 'clip', segments: playClip(clip), confidence, memoryIds: [memory.id] };
    }
    const { segments } = tell(memory, question.lang, manner, heard, seed);
    return { basis: 'quote', segments, confidence, memoryIds: [memory.id] };
  };

  const reply = (
    chosen: Chosen,
    question: Question,
    confidence: number,
    seed: number,
    again: boolean,
  ): Reply | null => {
    if (chosen.kind === 'memory')
      return tellMemory(chosen.memory, question, confidence, seed, again);
    if (chosen.kind === 'clip') {
      const memoryIds = chosen.clip.memory === undefined ? [chosen.clip.id] : [chosen.clip.memory];
      return { basis: 'clip', segments: playClip(chosen.clip), confidence, memoryIds };
    }
    const segments = composeFact(chosen.fact, question.lang, seed);
    return segments === null
      ? null
      : { basis: 'composed', segments, confidence, memoryIds: [chosen.fact.id] };
  };

  /** The last thing told, told on: the rest of it, what it leads to, or another one near to it. */
  const goOn = (question: Question, seed: number, family: boolean): Reply => {
    const last = question.history.findLast((turn) => turn.memoryIds.length > 0);
    const id = last?.memoryIds[0];
    if (id === undefined) return smallTalk('what-can-i-ask', question.lang, seed, 0.9);
    const told = memories.get(id);
    if (told !== undefined && !whollyTold(told, question.lang, repliesWith(question.history, id))) {
      return tellMemory(told, question, 0.9, seed, false);
    }
    const fact = facts.get(id);
    const next =
      (fact?.leadsTo === undefined ? undefined : memories.get(fact.leadsTo)) ??
      nearest(told, question, family);
    if (
      next === undefined ||
      (next.sensitivity === 'family' && !family) ||
      isTold(question.history, next.id)
    ) {
      return smallTalk('that-is-all', question.lang, seed, 0.9);
    }
    const on = tellMemory(next, question, 0.7, seed, false);
    if (fact !== undefined || on.basis === 'clip') return on;
    const another = speakLine(
      pick(manner.smallTalk.another[question.lang], seed) ?? '',
      question.lang,
      'composed',
    );
    return { ...on, segments: [...another, ...on.segments] };
  };

  const nearest = (
    told: Memory | undefined,
    question: Question,
    family: boolean,
  ): Memory | undefined => {
    if (told === undefined) return undefined;
    const near = search.find(
      { text: [...told.asks, ...told.people].join(' '), lang: question.lang, family, context: [] },
      12,
    );
    return near
      .filter((hit) => hit.score >= nearEnough)
      .map((hit) => memories.get(hit.id))
      .find(
        (entry) =>
          entry !== undefined && entry.id !== told.id && !isTold(question.history, entry.id),
      );
  };

  return {
    search: (text, lang, limit, { family = false } = {}) =>
      search.find({ text: coreOf(text, lang, names), lang, family, context: [] }, limit),

    answer(question, seed, { family = false } = {}) {
      const { lang, history } = question;
      const core = coreOf(question.text, lang, names);
      if (core === '') return smallTalk('did-not-hear', lang, seed, 0);
      const askedAgain = history.some((turn) => bare(turn.question) === bare(question.text));

      const context = contextOf(core, history, memories, people);
      const find = (text: string) => search.find({ text, lang, family, context }, 12);
      // "How did you meet grandpa": the last word may be meant or only be called.
      const [meant, called] = [find(question.text), find(core)];
      const hits = (meant[0]?.score ?? 0) >= (called[0]?.score ?? 0) ? meant : called;
      const literal = hits.some((hit) => hit.literal);
      const talk = literal ? null : talkOf(core, lang);
      if (talk === 'go-on') return goOn(question, seed, family);
      if (talk !== null) return smallTalk(talk, lang, seed, 0.95);

      const best = hits[0]?.score ?? 0;
      const able = hits
        .filter((hit) => hit.score >= answerThreshold)
        .map((hit) => ({ hit, chosen: resolve(hit) }))
        .filter((entry) => entry.chosen !== null);
      const fresh = able.filter(
        ({ hit, chosen }) => askedAgain || !saidBefore(chosen, hit.id, history, lang),
      );
      const bestFresh = fresh[0]?.hit.score ?? 0;
      const ranked = fresh
        .map((entry) => ({
          ...entry,
          rank: entry.hit.score + ladderMargin[rungOf(entry.chosen, lang)],
        }))
        .filter(({ hit }) => (literal ? hit.literal : hit.score >= bestFresh - ladderMargin.clip))
        .sort((a, b) => b.rank - a.rank);
      for (const { chosen, hit } of ranked) {
        const made = chosen === null ? null : reply(chosen, question, hit.score, seed, askedAgain);
        if (made !== null && made.segments.length > 0) return made;
      }
      if (able.length > 0) return smallTalk('told-already', lang, seed, best);
      const loose = looseTalkOf(core);
      if (loose !== null) return smallTalk(loose, lang, seed, 0.6);
      return smallTalk('unknown', lang, seed, best);
    },

    greeting: (lang, seed = 0) => visitLine('greeting', lang, seed),
    openingLine: (lang, visitorName, seed = 0) => visitLine('opening', lang, seed, visitorName),
    farewell: (lang, seed = 0) => visitLine('farewell', lang, seed),
    stillThere: (lang, seed = 0) => visitLine('stillThere', lang, seed),
    stopLine: (lang, seed = 0) => visitLine('stop', lang, seed),
    questions: (lang) => [
      ...new Set([...persona.questions.suggested[lang], ...persona.questions.heard[lang]]),
    ],
    suggested: (lang) => persona.questions.suggested[lang],
    close: () => search.close(),
  };

  function visitLine(
    which: keyof typeof manner.visit,
    lang: Lang,
    seed: number,
    visitorName?: string,
  ): Segment[] {
    const name = visitorName?.trim();
    const visitor =
      name === undefined || name === '' ? (pick(manner.address[lang], seed) ?? '') : name;
    const text = (pick(manner.visit[which][lang], seed) ?? '').replaceAll('{visitor}', visitor);
    return speakLine(text, lang, 'composed');
  }

  function rungOf(chosen: Chosen | null, lang: Lang): keyof typeof ladderMargin {
    if (chosen?.kind === 'clip') return chosen.clip.lang === lang ? 'clip' : 'fact';
    if (chosen?.kind !== 'memory') return 'fact';
    const clip = chosen.memory.clip === undefined ? undefined : clips.get(chosen.memory.clip);
    return clip?.lang === lang ? 'clip' : 'memory';
  }

  function saidBefore(
    chosen: Chosen | null,
    id: string,
    history: readonly PastTurn[],
    lang: Lang,
  ): boolean {
    if (chosen?.kind === 'memory') {
      return whollyTold(chosen.memory, lang, repliesWith(history, id));
    }
    if (chosen?.kind === 'clip') {
      return (
        isTold(history, id) ||
        (chosen.clip.memory !== undefined && isTold(history, chosen.clip.memory))
      );
    }
    return false;
  }
}

const isTold = (history: readonly PastTurn[], id: string) =>
  history.some((turn) => turn.memoryIds.includes(id));

const repliesWith = (history: readonly PastTurn[], id: string) =>
  history.filter((turn) => turn.memoryIds.includes(id)).map((turn) => turn.reply);

const firstWord = (name: string | undefined) => name?.split(' ')[0] ?? '';

/**
 * Names and by-names of everybody the person speaks of, each with a token. The only relative of a kin
 * shares the token of the kinship word, so that 建国 and 老伴 are one.
 */
function peopleOf(facts: readonly Fact[], memories: readonly Memory[]): Map<string, string> {
  const own = new Map<string, string>();
  const family = facts.filter((entry) => entry.kind === 'family');
  for (const entry of family) {
    const alone = family.filter(({ kin }) => kin === entry.kin).length === 1;
    const token = alone && entry.kin !== 'friend' ? `k:${entry.kin}` : `p:${own.size}`;
    for (const word of [entry.name.zh, entry.name.en, ...entry.aliases]) {
      if (word !== undefined) own.set(word, token);
    }
  }
  const common = buildLexicon(own);
  const others = new Set(memories.flatMap((entry) => entry.people));
  const names = [...others].filter(
    (name) => !unitsOf(name, common).some(({ token }) => token.includes(':')),
  );
  for (const name of names) {
    const token = `p:${own.size}`;
    own.set(name, token);
    for (const part of name.split(' ')) {
      const shared = names.filter((other) => other.split(' ').includes(part)).length > 1;
      if (part !== name && !shared && !titles.has(part)) own.set(part, token);
    }
  }
  return own;
}

const titles: ReadonlySet<string> = new Set([
  'Mister',
  'Mr',
  'Mrs',
  'Miss',
  'Ms',
  'Doctor',
  'Dr',
  'Uncle',
  'Aunt',
]);

function documentsOf(
  memories: readonly Memory[],
  facts: readonly Fact[],
  clips: Persona['clips'],
  known: ReadonlyMap<string, Memory>,
): Document[] {
  const clipAsks = (id: string | undefined) =>
    id === undefined ? [] : (clips.find((entry) => entry.id === id)?.answers ?? []);
  return [
    ...memories.map(
      (entry): Document => ({
        id: entry.id,
        kind: 'memory',
        family: entry.sensitivity === 'family',
        asks: [...entry.asks, ...clipAsks(entry.clip)],
        text: [entry.text, entry.textZh, entry.textEn]
          .filter((text) => text !== undefined)
          .join('\n'),
        about: [entry.when, entry.where, ...entry.people]
          .filter((word) => word !== undefined)
          .join(' '),
      }),
    ),
    ...facts.map(
      (entry): Document => ({
        id: entry.id,
        kind: 'fact',
        family: entry.sensitivity === 'family',
        asks: entry.asks,
        text: [...(entry.say.zh ?? []), ...(entry.say.en ?? [])].join('\n'),
        about: entry.kind === 'family' ? [entry.name.zh, entry.name.en].join(' ') : '',
      }),
    ),
    // A clip that renders a memory is reached through the memory.
    ...clips
      .filter((clip) => !memories.some((entry) => entry.clip === clip.id))
      .map(
        (entry): Document => ({
          id: entry.id,
          kind: 'clip',
          family: entry.memory !== undefined && known.get(entry.memory)?.sensitivity === 'family',
          asks: entry.answers,
          text: entry.text,
          about: '',
        }),
      ),
  ];
}

const pronouns = /[他她](?!们)|\b(?:he|she|him|her|his|hers)\b/u;

/** "And what was he like?": whoever the last told memory was about. */
function contextOf(
  core: string,
  history: readonly PastTurn[],
  memories: ReadonlyMap<string, Memory>,
  people: ReadonlyMap<string, string>,
): string[] {
  if (!pronouns.test(core)) return [];
  const id = history.findLast((turn) => turn.memoryIds.length > 0)?.memoryIds[0];
  const named = id === undefined ? undefined : memories.get(id)?.people[0];
  const token = named === undefined ? undefined : people.get(named);
  return token === undefined ? [] : [token];
}
