import type { HearingProblem } from '../contract.ts';
import { confidence, surelyFrom } from './doubt.ts';
import { isWhole, type KnownQuestion, matchQuestion } from './grammar.ts';
import { type Configured, type Match, openDecoder, openPair } from './pair.ts';
import type { Partial, Recogniser } from './recogniser.ts';
import type { SphinxFiles, SphinxLibrary } from './sphinx-library.ts';

/** Free recognition gets a whole sentence right about every other time. */
const freeConfidence = 0.4;
/** Unless, of all sentences there are, it heard a known question. */
const agreedConfidence = 0.75;
/**
 * The second look knows the utterance's own mean and nothing of earlier ones. In the first utterance
 * of a start it finds what the first look missed: over 70 spoken questions in 5 synthetic voices, each
 * to a fresh decoder, 39 were understood with it and 26 without; of 80 other sentences one was taken
 * for a question. From 0 on it would be 43, and three.
 */
const secondLookFrom = 2.5;

/**
 * English through PocketSphinx: a grammar of the persona's questions and a loop of phones run along
 * while the visitor speaks. What they do not explain is looked at once more as a whole, and what that
 * does not explain goes to free recognition.
 * @throws when a model cannot be opened
 */
export function openSphinx(library: SphinxLibrary, files: SphinxFiles): Recogniser {
  const along = openPair(library, files, 'live');
  const whole = openPair(library, files, 'batch');
  // One pass instead of two: a fifth faster, and one word in six wrong instead of one in seven.
  const free = openDecoder(
    library,
    [
      ...['-hmm', files.acoustic, '-dict', files.dictionary],
      ...['-lm', files.languageModel, '-fwdflat', 'no'],
    ],
    'the language model',
  );
  let queue: Promise<unknown> = Promise.resolve();
  let closed = false;
  let questions: readonly KnownQuestion[] = [];
  let speaking = false;
  let heard: Partial = { text: '', known: false };

  const endUtterance = (): void => {
    if (!speaking) return;
    speaking = false;
    along.end();
  };

  const understood = ({ question, believed }: Match, from: number) =>
    question !== undefined && believed > from
      ? ({ text: question.text, source: 'grammar', confidence: confidence(believed) } as const)
      : undefined;

  const lookAgain = async (sound: Int16Array) => {
    if (closed) return { text: '', source: 'none', confidence: 0 } as const;
    if (questions.length > 0) {
      const known = understood(await whole.decode(sound), secondLookFrom);
      if (known !== undefined) return known;
    }
    const { words: text } = await library.decodeAsync(free, sound);
    if (text === '') return { text, source: 'none', confidence: 0 } as const;
    const question = matchQuestion(text.split(' '), questions);
    return question === undefined
      ? ({ text, source: 'free', confidence: freeConfidence } as const)
      : ({ text: question.text, source: 'free', confidence: agreedConfidence } as const);
  };

  return {
    configure(texts) {
      endUtterance();
      const configured = along.configure(texts);
      questions = configured.usable;
      // A decoder that is at work must not get another grammar.
      queue = queue.then(() => {
        if (!closed) whole.configure(texts);
      });
      return problemsOf(configured);
    },

    begin() {
      endUtterance();
      heard = { text: '', known: false };
      along.start();
      speaking = true;
    },

    feed(pcm) {
      if (speaking && pcm.length > 0) along.process(pcm);
    },

    partial() {
      if (!speaking || questions.length === 0) return heard;
      const { question, words, believed } = along.match();
      const known =
        question !== undefined && isWhole(question, questions) && believed >= surelyFrom;
      heard = { text: words, known };
      return heard;
    },

    async finish(sound) {
      endUtterance();
      const known = questions.length > 0 ? understood(along.match(), 0) : undefined;
      if (known !== undefined) return known;
      const turn = queue.then(() => lookAgain(sound));
      queue = turn.catch(() => {});
      return await turn;
    },

    abandon: endUtterance,

    close() {
      if (closed) return;
      closed = true;
      endUtterance();
      along.free();
      void queue.then(() => {
        whole.free();
        library.free(free);
      });
    },
  };
}

function problemsOf({ wanted, usable, missingWords, accepted }: Configured): HearingProblem[] {
  const problems: HearingProblem[] = [];
  if (missingWords.length > 0)
    problems.push({
      code: 'asr-words',
      cause: `The English dictionary does not know: ${missingWords.join(', ')}.`,
      effect: `${wanted - usable.length} of ${wanted} questions are heard only by free recognition.`,
      remedy: 'Put these questions in other words, or leave them to the touch panel.',
    });
  if (!accepted)
    problems.push({
      code: 'asr-failed',
      cause: 'PocketSphinx refused the grammar of the questions.',
      effect: 'Questions are heard only by free recognition, slower and less surely.',
      remedy: 'Look for unusual signs in the persona’s questions.',
    });
  return problems;
}
