/** Cutting what the person said into sentences, and the first of them so that the voice starts soon. */
import type { Lang } from './contract.ts';
import { bare } from './fold.ts';

/** The first clause is at most this long: characters in Chinese, words in English. */
export const shortClause = { zh: 12, en: 8 } as const;

export function lengthOf(text: string, lang: Lang): number {
  return lang === 'zh'
    ? (text.match(/[\p{Script=Han}\p{N}\p{Script=Latin}]/gu)?.length ?? 0)
    : (text.match(/[\p{L}\p{N}]+(?:['’-][\p{L}\p{N}]+)*/gu)?.length ?? 0);
}

/** Whole sentences with their punctuation, closing quotation marks included. */
export function sentencesOf(text: string): string[] {
  const found =
    text.match(/[^。！？!?…\n]*?(?:[。！？!?…]+|\.(?=["'”’)]*(?:\s|$))|\n|$)["'”’」』）)]*/gu) ??
    [];
  return found
    .map((sentence) => sentence.trim())
    .filter((sentence) => /[\p{L}\p{N}]/u.test(sentence));
}

/**
 * A sentence as one or two pieces: when its first clause is short, that clause comes first.
 * Null when no short first clause can be split off and the sentence itself is long.
 */
export function splitShortFirst(sentence: string, lang: Lang): readonly string[] | null {
  const limit = shortClause[lang];
  if (lengthOf(sentence, lang) <= limit) return [sentence];
  const clause = lang === 'zh' ? /[，、；：,;:]|——/gu : /[,;:](?=\s)| [–—] |—/gu;
  for (const match of sentence.matchAll(clause)) {
    const end = match.index + match[0].length;
    const head = sentence.slice(0, end).trim();
    const length = lengthOf(head, lang);
    if (length > limit) break;
    // Never cut inside a quotation.
    if ((head.match(/[“"「]/gu)?.length ?? 0) > (head.match(/[”」]/gu)?.length ?? 0)) continue;
    const least = lang === 'zh' ? 2 : 1;
    const tail = sentence.slice(end).trim();
    if (length >= least && tail !== '') return [head, tail];
  }
  return null;
}

/** How many of the leading sentences were already heard in these replies. */
export function heardSentences(sentences: readonly string[], replies: readonly string[]): number {
  const heard = replies.map(bare);
  let count = 0;
  for (const sentence of sentences) {
    const wanted = bare(sentence);
    if (!heard.some((reply) => reply.includes(wanted))) break;
    count += 1;
  }
  return count;
}

/** The words of a reply as one text, as they are shown and remembered. */
export function joinPieces(
  pieces: ReadonlyArray<{ readonly text: string; readonly lang: Lang }>,
): string {
  let out = '';
  for (const { text, lang } of pieces) out += out === '' || lang === 'zh' ? text : ` ${text}`;
  return out;
}
