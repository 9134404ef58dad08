import type { HearingProblem } from '../contract.ts';
import { advantage, believedFrom, confidence } from './doubt.ts';
import {
  grammarWords,
  isWhole,
  jsgf,
  type KnownQuestion,
  knownQuestions,
  matchQuestion,
} from './grammar.ts';
import { phoneLoop, phones, phoneWord, possessive } from './phones.ts';
import type { Partial, Recogniser } from './recogniser.ts';
import type { Handle, SphinxFiles, SphinxLibrary } from './sphinx-library.ts';

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
  const grammar = open(library, [...acoustic, '-dict', files.dictionary], 'the dictionary');
  const loop = open(library, acoustic, 'the acoustic model');
  for (const phone of phones)
    library.addWord(loop, phoneWord(phone), phone, phone === phones.at(-1));
  if (!library.setGrammar(loop, phoneLoop)) throw new Error('PocketSphinx refused the phone loop.');
  let free: Handle | undefined;
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

  const gain = (): { words: string; gain: number } => {
    const said = library.hypothesis(grammar);
    const any = library.hypothesis(loop);
    return {
      words: said.words,
      gain: advantage({ grammarScore: said.score, loopScore: any.score, frames: said.frames }),
    };
  };

  const recogniseFreely = async (sound: Int16Array) => {
    if (closed) return '';
    free ??= open(
      library,
      [...acoustic, '-dict', files.dictionary, '-lm', files.languageModel],
      'the language model',
    );
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
      const { words } = library.hypothesis(grammar);
      const question = matchQuestion(words.split(' '), questions);
      const known =
        question !== undefined && isWhole(question, questions) && gain().gain >= believedFrom;
      heard = { text: words, known };
      return heard;
    },

    async finish(sound) {
      endUtterance();
      if (questions.length > 0) {
        const match = gain();
        const question = matchQuestion(match.words.split(' '), questions);
        if (question !== undefined && match.gain >= believedFrom)
          return { text: question.text, source: 'grammar', confidence: confidence(match.gain) };
      }
      const turn = freeQueue.then(() => recogniseFreely(sound));
      freeQueue = turn.catch(() => {});
      const text = await turn;
      if (text === '') return { text, source: 'none', confidence: 0 };
      return { text, source: 'free', confidence: 0.3 };
    },

    abandon: endUtterance,

    close() {
      if (closed) return;
      closed = true;
      endUtterance();
      library.free(grammar);
      library.free(loop);
      void freeQueue.then(() => {
        if (free !== undefined) library.free(free);
      });
    },
  };
}
