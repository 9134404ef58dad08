import type { HearingProblem } from '../contract.ts';
import { belief, confidence, surelyFrom } from './doubt.ts';
import {
  grammarWords,
  isWhole,
  jsgf,
  type KnownQuestion,
  knownQuestions,
  matchQuestion,
} from './grammar.ts';
import { phoneLoop, phones, phonesHeard, phoneWord, possessive } from './phones.ts';
import type { Partial, Recogniser } from './recogniser.ts';
import type { Handle, SphinxFiles, SphinxLibrary } from './sphinx-library.ts';

/** Free recognition gets a whole sentence right about every other time. */
const freeConfidence = 0.4;
/** Unless, of all sentences there are, it heard a known question. */
const agreedConfidence = 0.75;

const quietly = ['-logfn', '/dev/null'];

function open(library: SphinxLibrary, args: readonly string[], what: string): Handle {
  const decoder = library.open([...args, ...quietly]);
  if (decoder === undefined) throw new Error(`PocketSphinx could not open ${what}.`);
  return decoder;
}

/** Words of the grammar the dictionary does not have, after possessives have been added. */
function missingWords(
  library: SphinxLibrary,
  decoder: Handle,
  questions: readonly KnownQuestion[],
): ReadonlySet<string> {
  const missing = new Set<string>();
  for (const word of grammarWords(questions)) {
    if (library.lookUp(decoder, word) !== undefined) continue;
    const owner = word.endsWith("'s") ? library.lookUp(decoder, word.slice(0, -2)) : undefined;
    if (owner === undefined) missing.add(word);
    else library.addWord(decoder, word, possessive(owner), false);
  }
  return missing;
}

/**
 * English through PocketSphinx: a grammar of the persona's questions and a loop of phones run along
 * while the visitor speaks; what the grammar does not explain goes to free recognition.
 * @throws when a model cannot be opened
 */
export function openSphinx(library: SphinxLibrary, files: SphinxFiles): Recogniser {
  const acoustic = ['-hmm', files.acoustic];
  // All senones, so that the scores of the two can be compared (see doubt.ts).
  const compared = [...acoustic, '-compallsen', 'yes'];
  const grammar = open(library, [...compared, '-dict', files.dictionary], 'the dictionary');
  const loop = open(library, compared, 'the acoustic model');
  for (const phone of phones)
    library.addWord(loop, phoneWord(phone), phone, phone === phones.at(-1));
  if (!library.setGrammar(loop, phoneLoop)) throw new Error('PocketSphinx refused the phone loop.');
  // One pass instead of two: a fifth faster, and one word in six wrong instead of one in seven.
  const free = open(
    library,
    [...acoustic, '-dict', files.dictionary, '-lm', files.languageModel, '-fwdflat', 'no'],
    'the language model',
  );
  let freeQueue: Promise<unknown> = Promise.resolve();
  let closed = false;

  let questions: readonly KnownQuestion[] = [];
  let open_ = false;
  let heard: Partial = { text: '', known: false };

  const endUtterance = (): void => {
    if (!open_) return;
    open_ = false;
    if (questions.length > 0) library.end(grammar);
    library.end(loop);
  };

  /** The question that fits best so far, and how far to believe that it was asked. */
  const match = (): { question: KnownQuestion | undefined; words: string; believed: number } => {
    const said = library.hypothesis(grammar);
    const question = matchQuestion(said.words.split(' '), questions);
    if (question === undefined) {
      return { question, words: said.words, believed: Number.NEGATIVE_INFINITY };
    }
    const any = library.hypothesis(loop);
    const believed = belief({
      grammarScore: said.score,
      loopScore: any.score,
      frames: said.frames,
      expected: said.words.split(' ').flatMap((word) => phonesOf(word)),
      heard: phonesHeard(any.words),
    });
    return { question, words: said.words, believed };
  };

  const phonesOf = (word: string): readonly string[] =>
    (library.lookUp(grammar, word) ?? '').split(' ').filter((phone) => phone !== '');

  const recogniseFreely = async (sound: Int16Array) => {
    if (closed) return '';
    const { words } = await library.decodeAsync(free, sound);
    return words;
  };

  return {
    configure(texts) {
      endUtterance();
      const wanted = knownQuestions(texts);
      const missing = missingWords(library, grammar, wanted);
      questions = wanted.filter((q) => q.words.every((word) => !missing.has(word)));
      const problems: HearingProblem[] = [];
      if (missing.size > 0)
        problems.push({
          code: 'asr-words',
          cause: `The English dictionary does not know: ${[...missing].join(', ')}.`,
          effect: `${wanted.length - questions.length} of ${wanted.length} questions are heard only by free recognition.`,
          remedy: 'Put these questions in other words, or leave them to the touch panel.',
        });
      if (questions.length > 0 && !library.setGrammar(grammar, jsgf(questions))) {
        questions = [];
        problems.push({
          code: 'asr-failed',
          cause: 'PocketSphinx refused the grammar of the questions.',
          effect: 'Questions are heard only by free recognition, slower and less surely.',
          remedy: 'Look for unusual signs in the persona’s questions.',
        });
      }
      return problems;
    },

    begin() {
      endUtterance();
      heard = { text: '', known: false };
      if (questions.length > 0) library.start(grammar);
      library.start(loop);
      open_ = true;
    },

    feed(pcm) {
      if (!open_ || pcm.length === 0) return;
      if (questions.length > 0) library.process(grammar, pcm);
      library.process(loop, pcm);
    },

    partial() {
      if (!open_ || questions.length === 0) return heard;
      const { question, words, believed } = match();
      const known =
        question !== undefined && isWhole(question, questions) && believed >= surelyFrom;
      heard = { text: words, known };
      return heard;
    },

    async finish(sound) {
      endUtterance();
      if (questions.length > 0) {
        const { question, believed } = match();
        if (question !== undefined && believed > 0)
          return { text: question.text, source: 'grammar', confidence: confidence(believed) };
      }
      const turn = freeQueue.then(() => recogniseFreely(sound));
      freeQueue = turn.catch(() => {});
      const text = await turn;
      if (text === '') return { text, source: 'none', confidence: 0 };
      const question = matchQuestion(text.split(' '), questions);
      return question === undefined
        ? { text, source: 'free', confidence: freeConfidence }
        : { text: question.text, source: 'free', confidence: agreedConfidence };
    },

    abandon: endUtterance,

    close() {
      if (closed) return;
      closed = true;
      endUtterance();
      library.free(grammar);
      library.free(loop);
      void freeQueue.then(() => {
        library.free(free);
      });
    },
  };
}
