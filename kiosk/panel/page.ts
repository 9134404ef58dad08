/** Which page the visitor sees: a function of the booth's state and of what was touched in this visit. */
import type { AgeBand, BoothSnapshot, Subtitle, VisitStateName } from '../host/contract.ts';

/** Touched here and told to nobody yet; holds for one visit. */
export interface VisitMemory {
  readonly visitId: string | null;
  readonly noticeRead: boolean;
  readonly age: AgeBand | null;
  /** The visitor's last words, and the sentences of the answer to them, in order. */
  readonly heard: Subtitle | null;
  readonly answered: readonly Subtitle[];
  /** The newest subtitle followed: the host leaves one standing until the next. */
  readonly seen: Subtitle | null;
  readonly state: VisitStateName | null;
  /** The answer is over: what is said next begins a new one. */
  readonly answerOver: boolean;
}

export const freshMemory = (visitId: string | null): VisitMemory => ({
  visitId,
  noticeRead: false,
  age: null,
  heard: null,
  answered: [],
  seen: null,
  state: null,
  answerOver: false,
});

/** What the panel keeps in mind after this snapshot; a new visitor starts from nothing. */
export function follow(memory: VisitMemory, snapshot: BoothSnapshot): VisitMemory {
  const { state, visitId } = snapshot.visit;
  const kept = memory.visitId === visitId ? memory : freshMemory(visitId);
  return withWords(withState(kept, state), snapshot.subtitle);
}

/** After a question of the visitor, in whatever way it was asked, the page waits for its answer. */
export const asked = (subtitle: Subtitle): Partial<VisitMemory> => ({
  heard: subtitle,
  answered: [],
});

function withState(memory: VisitMemory, state: VisitStateName): VisitMemory {
  if (memory.state === state) return memory;
  const spokeUntilNow = memory.state === 'speaking';
  // Who answers twice in the same words has answered twice.
  const beginsToAnswer = state === 'speaking' && memory.answered.length === 0;
  return {
    ...memory,
    state,
    seen: beginsToAnswer ? null : memory.seen,
    answerOver: memory.answerOver || spokeUntilNow,
  };
}

function withWords(memory: VisitMemory, subtitle: Subtitle | null): VisitMemory {
  if (subtitle === null || isSame(subtitle, memory.seen)) return memory;
  const { answered, answerOver } = memory;
  const seen = subtitle;
  if (subtitle.who === 'visitor') {
    // Half a word or a cough must not take the person's words away; a whole question does.
    return { ...memory, seen, ...(subtitle.partial ? { heard: subtitle } : asked(subtitle)) };
  }
  const last = answered.at(-1);
  const continues = last !== undefined && !answerOver && last.who === subtitle.who;
  const before = !continues ? [] : last.partial ? answered.slice(0, -1) : answered;
  return { ...memory, seen, answered: [...before, subtitle], answerOver: false };
}

const isSame = (a: Subtitle, b: Subtitle | null): boolean =>
  b !== null && a.who === b.who && a.text === b.text && a.partial === b.partial;

export type PageName =
  | 'opening'
  | 'disconnected'
  | 'crisis'
  | 'stopped'
  | 'nobody'
  | 'invitation'
  | 'notice'
  | 'age'
  | 'name'
  | 'young'
  | 'talk'
  | 'farewell';

/** A link that comes back within this time was no more than a hiccup: nobody need see a page for it. */
export const hiccupMs = 2_500;

export interface Link {
  readonly link: 'connecting' | 'live' | 'lost';
  readonly sinceMs: number;
}

export function pageOf(
  snapshot: BoothSnapshot | null,
  memory: VisitMemory,
  { link, sinceMs }: Link,
  nowMs: number,
): PageName {
  if (link !== 'live' && nowMs - sinceMs >= hiccupMs) return 'disconnected';
  if (snapshot === null) return 'opening';
  const { visit, avatar } = snapshot;
  if (visit.safety === 'crisis') return 'crisis';
  if (visit.safety === 'stopped') return 'stopped';
  switch (visit.state) {
    case 'asleep':
    case 'attract':
      return avatar === null ? 'nobody' : 'invitation';
    case 'greet':
    case 'check-in':
      if (!memory.noticeRead) return 'notice';
      if (memory.age === null) return 'age';
      return memory.age === 'under-18' ? 'young' : 'name';
    case 'listening':
    case 'thinking':
    case 'speaking':
      return 'talk';
    case 'farewell':
    case 'cooldown':
      return memory.age === 'under-18' ? 'young' : 'farewell';
  }
}

/** A goodbye has something to end only once the notice has been given. */
export const offersGoodbye = (page: PageName): boolean => page === 'talk';

export type Hearing = 'listening' | 'busy' | 'not-this-language' | 'no-microphone';

/** What the visitor may expect of their own voice at this moment. */
export function hearingOf(snapshot: BoothSnapshot): Hearing {
  if (snapshot.microphone === 'missing' || snapshot.microphone === 'refused') {
    return 'no-microphone';
  }
  if (!snapshot.hears.includes(snapshot.visit.lang)) return 'not-this-language';
  return snapshot.visit.state === 'listening' && snapshot.microphone === 'open'
    ? 'listening'
    : 'busy';
}

/** `perPage` questions, turning round at the end; fewer when there are fewer. */
export function questionsOn(all: readonly string[], perPage: number, page: number): string[] {
  if (all.length <= perPage) return [...all];
  const start = (page * perPage) % all.length;
  return Array.from({ length: perPage }, (_, i) => all[(start + i) % all.length] ?? '');
}

/** Long speech is set smaller, never below what poor eyes can read. A Han character takes two columns. */
export function wordsSize(text: string): 'large' | 'medium' | 'small' {
  let columns = 0;
  for (const sign of text) columns += sign > '\u2e7f' ? 2 : 1;
  if (columns <= 90) return 'large';
  return columns <= 200 ? 'medium' : 'small';
}
