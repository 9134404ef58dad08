import { belief } from './doubt.ts';
import {
  grammarWords,
  jsgf,
  type KnownQuestion,
  knownQuestions,
  matchQuestion,
} from './grammar.ts';
import { phoneLoop, phones, phonesHeard, phoneWord, possessive } from './phones.ts';
import type { Handle, SphinxFiles, SphinxLibrary } from './sphinx-library.ts';

/** The question that fits best, and how far to believe that it was asked: above 0 it was. */
export interface Match {
  readonly question: KnownQuestion | undefined;
  readonly words: string;
  readonly believed: number;
}

export interface Configured {
  readonly wanted: number;
  readonly usable: readonly KnownQuestion[];
  readonly missingWords: readonly string[];
  /** False: PocketSphinx refused the grammar. */
  readonly accepted: boolean;
}

/** A grammar of known questions and a free loop of phones over the same sound (see doubt.ts). */
export interface DecoderPair {
  configure(texts: readonly string[]): Configured;
  start(): void;
  process(pcm: Int16Array): void;
  end(): void;
  match(): Match;
  /** A whole utterance at once, off this thread. */
  decode(sound: Int16Array): Promise<Match>;
  free(): void;
}

export function openDecoder(library: SphinxLibrary, args: readonly string[], what: string): Handle {
  const decoder = library.open([...args, '-logfn', '/dev/null']);
  if (decoder === undefined) throw new Error(`PocketSphinx could not open ${what}.`);
  return decoder;
}

/**
 * @param normalisation of the cepstral mean: `live` learns from utterance to utterance and can follow
 *   along; `batch` takes the mean of the utterance itself and needs the whole of it
 * @throws when a model cannot be opened
 */
export function openPair(
  library: SphinxLibrary,
  files: SphinxFiles,
  normalisation: 'live' | 'batch',
): DecoderPair {
  // All senones, so that the scores of the two can be compared (see doubt.ts).
  const acoustic = ['-hmm', files.acoustic, '-compallsen', 'yes', '-cmn', normalisation];
  const grammar = openDecoder(library, [...acoustic, '-dict', files.dictionary], 'the dictionary');
  const loop = openDecoder(library, acoustic, 'the acoustic model');
  for (const phone of phones)
    library.addWord(loop, phoneWord(phone), phone, phone === phones.at(-1));
  if (!library.setGrammar(loop, phoneLoop)) throw new Error('PocketSphinx refused the phone loop.');
  let questions: readonly KnownQuestion[] = [];

  const phonesOf = (word: string): readonly string[] =>
    (library.lookUp(grammar, word) ?? '').split(' ').filter((phone) => phone !== '');

  const judge = (
    said: ReturnType<SphinxLibrary['hypothesis']>,
    any: ReturnType<SphinxLibrary['hypothesis']>,
  ): Match => {
    const question = matchQuestion(said.words.split(' '), questions);
    const believed =
      question === undefined
        ? Number.NEGATIVE_INFINITY
        : belief({
            grammarScore: said.score,
            loopScore: any.score,
            frames: said.frames,
            expected: said.words.split(' ').flatMap(phonesOf),
            heard: phonesHeard(any.words),
          });
    return { question, words: said.words, believed };
  };

  /** Words the dictionary does not have, after possessives have been added. */
  const missing = (wanted: readonly KnownQuestion[]): ReadonlySet<string> => {
    const unknown = new Set<string>();
    for (const word of grammarWords(wanted)) {
      if (library.lookUp(grammar, word) !== undefined) continue;
      const owner = word.endsWith("'s") ? library.lookUp(grammar, word.slice(0, -2)) : undefined;
      if (owner === undefined) unknown.add(word);
      else library.addWord(grammar, word, possessive(owner), false);
    }
    return unknown;
  };

  return {
    configure(texts) {
      const wanted = knownQuestions(texts);
      const unknown = missing(wanted);
      questions = wanted.filter((q) => q.words.every((word) => !unknown.has(word)));
      const accepted = questions.length === 0 || library.setGrammar(grammar, jsgf(questions));
      if (!accepted) questions = [];
      return {
        wanted: wanted.length,
        usable: questions,
        missingWords: [...unknown],
        accepted,
      };
    },
    start() {
      if (questions.length > 0) library.start(grammar);
      library.start(loop);
    },
    process(pcm) {
      if (questions.length > 0) library.process(grammar, pcm);
      library.process(loop, pcm);
    },
    end() {
      if (questions.length > 0) library.end(grammar);
      library.end(loop);
    },
    match: () => judge(library.hypothesis(grammar), library.hypothesis(loop)),
    async decode(sound) {
      const [said, any] = await Promise.all([
        library.decodeAsync(grammar, sound),
        library.decodeAsync(loop, sound),
      ]);
      return judge(said, any);
    },
    free() {
      library.free(grammar);
      library.free(loop);
    },
  };
}
