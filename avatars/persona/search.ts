/** Finds what answers a question: FTS5 proposes by words, then each proposal is weighed by meaning. */
import { DatabaseSync } from 'node:sqlite';
import type { Lang } from './contract.ts';
import { bare } from './fold.ts';
import { ftsToken, type Lexicon, tokensOf, type Unit, unitsOf } from './tokens.ts';

export interface Document {
  readonly id: string;
  readonly kind: 'memory' | 'fact' | 'clip';
  /** Told only where the family is. */
  readonly family: boolean;
  readonly asks: readonly string[];
  /** All its words in either language. */
  readonly text: string;
  /** When, where and with whom. */
  readonly about: string;
}

export interface Hit {
  readonly id: string;
  readonly kind: Document['kind'];
  /** 0..1, see `weigh`. */
  readonly score: number;
  /** The question is one of its asks, word for word. */
  readonly literal: boolean;
}

export interface Search {
  find(question: SearchQuestion, limit: number): Hit[];
  close(): void;
}

export interface SearchQuestion {
  readonly text: string;
  readonly lang: Lang;
  readonly family: boolean;
  /** Relatives meant by "he", "she": tokens added to the question. */
  readonly context: readonly string[];
}

interface Ask {
  readonly bare: string;
  readonly units: readonly Unit[];
}

interface Indexed {
  readonly document: Document;
  readonly asks: readonly Ask[];
  readonly askTokens: ReadonlySet<string>;
  readonly tokens: ReadonlySet<string>;
}

const schema = `
  create virtual table memory using fts5(asks, words, about, tokenize = 'unicode61 remove_diacritics 2', detail = full);
`;
const proposals = 48;

/** `path` keeps the index in a file (written anew each time); without it, in memory. */
export function openSearch(
  documents: readonly Document[],
  lexicon: Lexicon,
  path: string = ':memory:',
): Search {
  const database = new DatabaseSync(path);
  database.exec('drop table if exists memory');
  database.exec(schema);
  const indexed = documents.map((document) => indexDocument(document, lexicon));
  const insert = database.prepare(
    'insert into memory(rowid, asks, words, about) values (?, ?, ?, ?)',
  );
  database.exec('begin');
  for (const [row, { document, askTokens, tokens }] of indexed.entries()) {
    insert.run(
      row + 1,
      written(askTokens),
      written(tokens),
      written(tokensOf(document.about, lexicon)),
    );
  }
  database.exec('commit');
  const select = database.prepare(
    'select rowid as row from memory where memory match ? order by bm25(memory, 3.0, 1.0, 1.5) limit ?',
  );
  const rarity = rarityOf(indexed);
  const literalRows = new Map<string, number[]>();
  for (const [row, { asks }] of indexed.entries()) {
    for (const ask of asks) literalRows.set(ask.bare, [...(literalRows.get(ask.bare) ?? []), row]);
  }

  return {
    find(question, limit) {
      const units = unitsOf(question.text, lexicon);
      for (const token of question.context) {
        if (!units.some((unit) => unit.token === token))
          units.push({ token, asking: false, share: 1 });
      }
      const wanted = bare(question.text);
      const rows = new Set<number>();
      for (const row of literalRows.get(wanted) ?? []) rows.add(row);
      const match = units
        .map(({ token }) => ftsToken(token))
        .filter((token) => token !== '')
        .map((token) => `"${token}"`)
        .join(' OR ');
      if (match !== '') {
        for (const found of select.all(match, proposals)) rows.add(Number(found.row) - 1);
      }
      const hits: Hit[] = [];
      for (const row of rows) {
        const entry = indexed[row];
        if (entry === undefined || (entry.document.family && !question.family)) continue;
        const literal = literalRows.get(wanted)?.includes(row) ?? false;
        const score = literal ? 1 : weigh(units, entry, rarity);
        if (score > 0) {
          hits.push({ id: entry.document.id, kind: entry.document.kind, score, literal });
        }
      }
      return hits.sort((a, b) => b.score - a.score || a.id.localeCompare(b.id)).slice(0, limit);
    },
    close() {
      database.close();
    },
  };
}

const written = (tokens: Iterable<string>) => [...tokens].map(ftsToken).join(' ');

function indexDocument(document: Document, lexicon: Lexicon): Indexed {
  const asks = document.asks.map((ask) => ({ bare: bare(ask), units: unitsOf(ask, lexicon) }));
  const askTokens = tokensOf(document.asks.join('\n'), lexicon);
  const tokens = tokensOf(`${document.text}\n${document.about}`, lexicon);
  return { document, asks, askTokens, tokens };
}

type Rarity = (token: string) => number;

/** ln(1 + (N − n + ½) / (n + ½)): 0 for a word in every document, about ln 2N for one never seen. */
function rarityOf(indexed: readonly Indexed[]): Rarity {
  const counts = new Map<string, number>();
  for (const { tokens, askTokens } of indexed) {
    for (const token of new Set([...tokens, ...askTokens])) {
      counts.set(token, (counts.get(token) ?? 0) + 1);
    }
  }
  const all = indexed.length;
  const rare = (count: number) => Math.log(1 + (all - count + 0.5) / (count + 0.5));
  const weights = new Map([...counts].map(([token, count]) => [token, rare(count)]));
  // A word this person never used counts against every memory, yet less than it would by rarity:
  // it may be mere wording.
  const unheard = rare(0) * neverSeen;
  return (token) => (token.startsWith('q:') ? askingWeight : (weights.get(token) ?? unheard));
}

const askingWeight = 0.9;
const neverSeen = 0.75;
/** For each person the question names and the document does not. */
const stranger = 0.6;
const isPerson = (token: string) => token.startsWith('k:') || token.startsWith('p:');
/** Matched rarity at which words found only in the telling count fully. */
const enough = 5;

/**
 * How sure it is, 0..1, that a document answers the question.
 *
 * `alike` is the cosine between the question and the nearest written ask, words weighed by rarity;
 * `covered` is the share of the question's own topic found anywhere in the document, taken down when
 * what was found is little. The greater of `alike`, their mean, and 0.8 × `covered` is the score: a
 * question nobody foresaw can reach 0.8 when the telling holds all its words. A person asked about who
 * is not in the document takes it down by `stranger`.
 */
function weigh(units: readonly Unit[], entry: Indexed, rarity: Rarity): number {
  const topic = units.filter((unit) => !unit.asking);
  if (topic.length === 0 && !entry.asks.some((ask) => ask.units.every((unit) => unit.asking))) {
    return 0;
  }
  let alike = 0;
  for (const ask of entry.asks) alike = Math.max(alike, cosine(units, ask.units, rarity));
  let wanted = 0;
  let found = 0;
  let strangers = 0;
  for (const { token, share } of topic) {
    const weight = rarity(token) * share;
    wanted += weight;
    if (entry.tokens.has(token)) found += weight;
    else if (entry.askTokens.has(token)) found += weight * 0.9;
    else if (isPerson(token)) strangers += 1;
  }
  const part = wanted === 0 ? 0 : found / wanted;
  const covered = part * Math.min(1, found / enough);
  const score = Math.max(alike, (alike + covered) / 2, 0.8 * covered);
  // Of two that are as sure, the one that is sure in both ways.
  return Math.min(0.99, score * stranger ** strangers) + (alike + covered) / 1000;
}

function cosine(question: readonly Unit[], ask: readonly Unit[], rarity: Rarity): number {
  const theirs = new Set(ask.map((unit) => unit.token));
  let common = 0;
  let askedLength = 0;
  let topical = false;
  for (const { token, asking, share } of question) {
    const weight = (rarity(token) * share) ** 2;
    askedLength += weight;
    if (theirs.has(token)) {
      common += weight;
      if (!asking) topical = true;
    }
  }
  let askLength = 0;
  for (const { token, share } of ask) askLength += (rarity(token) * share) ** 2;
  const onlyAsking = question.every((unit) => unit.asking) && ask.every((unit) => unit.asking);
  if (common === 0 || (!topical && !onlyAsking)) return 0;
  return common / Math.sqrt(askedLength * askLength);
}
