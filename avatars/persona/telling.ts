/** How a memory, clip or fact becomes segments. */
import type { Lang, Segment, SpokenSegment } from './contract.ts';
import { fillFact } from './load.ts';
import { heardSentences, joinPieces, lengthOf, sentencesOf, splitShortFirst } from './pieces.ts';
import type { Clip, Fact, Manner, Memory } from './schema.ts';

/** Words at most in one reply; the sentence that passes it is the last. */
const replyLength = { zh: 130, en: 80 } as const;
const wholeSentence = { zh: 6, en: 5 } as const;

export function pick<T>(from: readonly T[], seed: number): T | undefined {
  return from.length === 0 ? undefined : from[Math.abs(Math.trunc(seed)) % from.length];
}

/** The text of a memory in the asked language, or else in the person's own. */
export function wordsOf(
  memory: Memory,
  lang: Lang,
): { readonly text: string; readonly lang: Lang } {
  if (memory.lang === lang) return { text: memory.text, lang };
  const rendered = lang === 'zh' ? memory.textZh : memory.textEn;
  return rendered === undefined
    ? { text: memory.text, lang: memory.lang }
    : { text: rendered, lang };
}

export function spoken(
  text: string,
  lang: Lang,
  provenance: SpokenSegment['provenance'],
  memoryIds: readonly string[],
): SpokenSegment {
  return { kind: 'speech', text, lang, provenance, memoryIds };
}

export interface Told {
  readonly segments: readonly Segment[];
  /** Sentences of the memory that are still to tell. */
  readonly left: number;
}

/**
 * Tells a memory from its first sentence not yet heard. The voice starts on a short clause: the first
 * one of the sentence, the memory's `short`, or one of the person's habitual openings.
 */
export function tell(
  memory: Memory,
  lang: Lang,
  manner: Manner,
  heard: readonly string[],
  seed: number,
): Told {
  const words = wordsOf(memory, lang);
  const sentences = sentencesOf(words.text);
  const from = heardSentences(sentences, heard);
  const chosen = fitting(sentences.slice(from), words.lang, manner.sentencesPerReply);
  const ids = [memory.id];
  const segments: Segment[] = [];
  for (const [index, sentence] of chosen.entries()) {
    const pieces = index === 0 ? splitShortFirst(sentence, words.lang) : [sentence];
    if (pieces === null) {
      const own = from === 0 && words.lang === memory.lang ? memory.short : undefined;
      const opening = own ?? pick(manner.openings[words.lang], seed);
      if (opening !== undefined) {
        segments.push(
          spoken(
            opening,
            words.lang,
            own === undefined ? 'composed' : 'quoted',
            own === undefined ? [] : ids,
          ),
        );
      }
    }
    for (const piece of pieces ?? [sentence])
      segments.push(spoken(piece, words.lang, 'quoted', ids));
  }
  return { segments, left: sentences.length - from - chosen.length };
}

/** `most` counts whole sentences; "She said, what?" is carried along with its neighbours. */
function fitting(sentences: readonly string[], lang: Lang, most: number): readonly string[] {
  const chosen: string[] = [];
  let length = 0;
  let whole = 0;
  for (const sentence of sentences) {
    const itsLength = lengthOf(sentence, lang);
    if (itsLength >= wholeSentence[lang]) whole += 1;
    if (whole > most || length >= replyLength[lang]) break;
    chosen.push(sentence);
    length += itsLength;
  }
  return chosen;
}

/** True when every sentence of the memory was heard in these replies. */
export function whollyTold(memory: Memory, lang: Lang, heard: readonly string[]): boolean {
  const sentences = sentencesOf(wordsOf(memory, lang).text);
  return heardSentences(sentences, heard) >= sentences.length;
}

export function playClip(clip: Clip): Segment[] {
  const memoryIds = clip.memory === undefined ? [] : [clip.memory];
  return [
    {
      kind: 'clip',
      clipId: clip.id,
      text: clip.text,
      lang: clip.lang,
      provenance: 'recorded',
      memoryIds,
    },
  ];
}

/** The fact's sentences in the asked language or the other; null when it has no words at all. */
export function composeFact(fact: Fact, lang: Lang, seed: number): Segment[] | null {
  const other: Lang = lang === 'zh' ? 'en' : 'zh';
  const from: Lang = fact.say[lang] === undefined ? other : lang;
  const sentence = pick(fact.say[from] ?? [], seed);
  if (sentence === undefined) return null;
  return speakLine(fillFact(fact, sentence, from), from, 'composed', [fact.id]);
}

/** A written line as segments: a short first clause, then sentence by sentence. */
export function speakLine(
  text: string,
  lang: Lang,
  provenance: SpokenSegment['provenance'],
  memoryIds: readonly string[] = [],
): Segment[] {
  const segments: Segment[] = [];
  for (const [index, sentence] of sentencesOf(text).entries()) {
    const pieces = (index === 0 ? splitShortFirst(sentence, lang) : null) ?? [sentence];
    for (const piece of pieces) segments.push(spoken(piece, lang, provenance, memoryIds));
  }
  return segments;
}

/** The words of a reply as one text. */
export function replyText(segments: readonly Segment[]): string {
  return joinPieces(segments);
}
