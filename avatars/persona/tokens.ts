/** From text to what is searched: topic units of a question, and every token of a document. */
import { fold } from './fold.ts';
import { askWords, concepts, englishStops, hanStops, irregular, kinWords } from './words.ts';

export interface Unit {
  readonly token: string;
  /** What sort of answer is asked for, rather than what about. */
  readonly asking: boolean;
  /** 0..1: how much of a word it is. Bigrams of a longer run overlap, so each counts for less. */
  readonly share: number;
}

/** Words of this persona alone: names and what visitors call them, with the token they stand for. */
export type OwnWords = ReadonlyMap<string, string>;

export interface Lexicon {
  /** Chinese words by first character, longest first. */
  readonly han: ReadonlyMap<string, ReadonlyArray<readonly [word: string, token: string | null]>>;
  /** English words and phrases, stemmed, joined by a space. */
  readonly english: ReadonlyMap<string, string>;
  readonly longestPhrase: number;
}

const isHan = (text: string) => /^\p{Script=Han}/u.test(text);

/** Cuts common English endings; only has to treat both sides alike. */
export function stem(word: string): string {
  const plain = word.replace(/'s$/, '').replace(/'/g, '');
  let out = irregular.get(plain) ?? plain;
  if (out.length > 4 && out.endsWith('ies')) return `${out.slice(0, -3)}y`;
  if (out.length > 5 && out.endsWith('ing')) out = undouble(out.slice(0, -3));
  else if (out.length > 4 && out.endsWith('ied')) out = `${out.slice(0, -3)}y`;
  else if (out.length > 4 && out.endsWith('ed')) out = undouble(out.slice(0, -2));
  else if (out.length > 4 && /(?:s|x|z|ch|sh)es$/.test(out)) out = out.slice(0, -2);
  else if (out.length > 3 && /[^su]s$/.test(out)) out = out.slice(0, -1);
  if (out.length > 3 && out.endsWith('e')) out = out.slice(0, -1);
  return out;
}

function undouble(word: string): string {
  return /([bdgmnprt])\1$/.test(word) ? word.slice(0, -1) : word;
}

const stems = (phrase: string) =>
  phrase
    .split(/[\s-]+/)
    .map(stem)
    .join(' ');

export function buildLexicon(own: OwnWords): Lexicon {
  const han = new Map<string, Array<readonly [string, string | null]>>();
  const english = new Map<string, string>();
  const add = (written: string, token: string | null) => {
    const word = fold(written);
    const first = [...word][0];
    if (first === undefined) return;
    if (!isHan(word)) {
      if (token !== null) english.set(stems(word), token);
      return;
    }
    const entries = han.get(first) ?? [];
    const known = entries.findIndex(([entry]) => entry === word);
    if (known >= 0) entries.splice(known, 1);
    entries.push([word, token]);
    han.set(first, entries);
  };
  // Later tables win: a name beats a kinship word, a topic beats a stop word.
  for (const word of hanStops) add(word, null);
  for (const [token, words] of askWords) for (const word of words) add(word, token);
  for (const [token, words] of concepts) for (const word of words) add(word, token);
  for (const [kin, words] of Object.entries(kinWords))
    for (const word of words) add(word, `k:${kin}`);
  for (const [word, token] of own) add(word, token);
  for (const entries of han.values()) entries.sort((a, b) => b[0].length - a[0].length);
  const longestPhrase = Math.max(1, ...[...english.keys()].map((key) => key.split(' ').length));
  return { han, english, longestPhrase };
}

const runs = /\p{Script=Han}+|[\p{L}\p{N}]+(?:['-][\p{L}\p{N}]+)*/gu;

/** The topic units of a question, without repeats, in order. */
export function unitsOf(text: string, lexicon: Lexicon): Unit[] {
  const found = new Map<string, Unit>();
  const add = (token: string, share = 1) => {
    if (!found.has(token)) found.set(token, { token, asking: token.startsWith('q:'), share });
  };
  let english: string[] = [];
  const flush = () => {
    addEnglish(english, lexicon, add);
    english = [];
  };
  for (const [run] of fold(text).matchAll(runs)) {
    if (isHan(run)) {
      flush();
      addHan(run, lexicon, add);
    } else {
      english.push(...run.split('-'));
    }
  }
  flush();
  return [...found.values()];
}

function addHan(run: string, lexicon: Lexicon, add: (token: string, share?: number) => void): void {
  let rest = '';
  const cut = () => {
    // A lone character says little: 度 is in 度过 and in 三十九度.
    if (rest.length === 1) add(rest, 0.5);
    const share = rest.length / (2 * (rest.length - 1));
    for (let at = 0; at + 1 < rest.length; at += 1) add(rest.slice(at, at + 2), share);
    rest = '';
  };
  for (let at = 0; at < run.length; ) {
    const match = lexicon.han.get(run.charAt(at))?.find(([word]) => run.startsWith(word, at));
    if (match === undefined) {
      rest += run.charAt(at);
      at += 1;
    } else {
      cut();
      if (match[1] !== null) add(match[1]);
      at += match[0].length;
    }
  }
  cut();
}

function addEnglish(
  words: readonly string[],
  lexicon: Lexicon,
  add: (token: string, share?: number) => void,
): void {
  const stemmed = words.map(stem);
  for (let at = 0; at < words.length; ) {
    let taken = 0;
    for (let length = Math.min(lexicon.longestPhrase, words.length - at); length > 0; length -= 1) {
      const token = lexicon.english.get(stemmed.slice(at, at + length).join(' '));
      if (token !== undefined) {
        add(token);
        taken = length;
        break;
      }
    }
    if (taken === 0) {
      const word = words[at] ?? '';
      const itsStem = stemmed[at] ?? '';
      if (!englishStops.has(word) && itsStem !== '' && !/^(?:what|which|how)$/.test(word)) {
        add(itsStem);
      }
      taken = 1;
    }
    at += taken;
  }
}

/** Every token a document can be found by: its units, all its Han bigrams and single characters. */
export function tokensOf(text: string, lexicon: Lexicon): Set<string> {
  const tokens = new Set(unitsOf(text, lexicon).map(({ token }) => token));
  for (const [run] of fold(text).matchAll(runs)) {
    if (!isHan(run)) continue;
    for (let at = 0; at < run.length; at += 1) {
      tokens.add(run.charAt(at));
      if (at + 1 < run.length) tokens.add(run.slice(at, at + 2));
      // A word inside a longer one still counts: 桂花 within 桂花糕.
      for (const [word, token] of lexicon.han.get(run.charAt(at)) ?? []) {
        if (token !== null && word.length > 1 && run.startsWith(word, at)) tokens.add(token);
      }
    }
  }
  return tokens;
}

/** A token as FTS5's unicode61 keeps it whole: letters and digits only. */
export function ftsToken(token: string): string {
  return token.includes(':')
    ? `zz${token.replaceAll(/[^a-z0-9]/g, '')}`
    : token.replaceAll(/[^\p{L}\p{N}]/gu, '');
}
