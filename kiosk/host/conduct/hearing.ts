import type { Lang } from '../../../avatars/persona/index.ts';
import type { HearingCommand, HearingEvent, HearingProblem } from '../../conversation/contract.ts';
import type { Utterance } from './turns.ts';

/** The speech process, as far as the host sees it. Commands while it is down are dropped, not queued: old sound is of no use. */
export interface HearingLink {
  send(command: HearingCommand): void;
}

export interface HearingParts {
  readonly link: HearingLink;
  /** Questions the active persona can answer in a language: the recogniser's closed grammar. */
  readonly questions: (lang: Lang) => readonly string[];
  readonly toHostMs: (stageMs: number) => number;
  /** The visitor's voice is heard while the booth listens. */
  readonly onHearing: () => void;
  /** The visitor has been speaking over a reply for long enough to mean it. */
  readonly onInterrupted: () => void;
  readonly onPartial: (text: string, lang: Lang) => void;
  readonly onUtterance: (utterance: Utterance) => void;
  /** Speech was heard, words were not. */
  readonly onNotUnderstood: (lang: Lang) => void;
  readonly onChange: () => void;
  readonly setTimer: (run: () => void, delayMs: number) => () => void;
}

/**
 * A cough or a "yes" over a reply is no interruption; this much more speech after its start is.
 * With the 120 ms the detector needs, the person falls silent within about half a second of speech.
 */
const meantMs = 350;

/** Keeps the speech process in step with the visit, and turns what it hears into utterances. */
export function createHearing(parts: HearingParts) {
  let lang: Lang = 'zh';
  let on = false;
  let replying = false;
  let languages: readonly Lang[] = [];
  let problems: readonly HearingProblem[] = [];
  let up = false;
  let endedMs: { endMs: number; decidedMs: number } | null = null;
  let cancelInterrupt = () => {};

  const configure = () =>
    parts.link.send({ type: 'configure', lang, questions: parts.questions(lang) });

  return {
    /** The child has (re)started: tell it everything again. */
    onUp(): void {
      configure();
      parts.link.send({ type: 'listen', on });
    },
    onDown(): void {
      up = false;
      languages = [];
      cancelInterrupt();
      parts.onChange();
    },
    onEvent(event: HearingEvent): void {
      switch (event.type) {
        case 'ready':
          up = event.vad;
          languages = event.vad ? event.asr : [];
          problems = event.problems;
          parts.onChange();
          break;
        case 'speech-started':
          if (!on) break;
          if (replying) cancelInterrupt = parts.setTimer(parts.onInterrupted, meantMs);
          else parts.onHearing();
          break;
        case 'partial':
          if (on && !replying && event.text) parts.onPartial(event.text, lang);
          break;
        case 'speech-ended':
          cancelInterrupt();
          endedMs = { endMs: event.endMs, decidedMs: event.decidedMs };
          break;
        case 'final':
          if (!on) break;
          // What was murmured over a reply and did not stop it is not a question.
          if (replying) break;
          if (event.source === 'none' || event.text === '') {
            parts.onNotUnderstood(lang);
            break;
          }
          parts.onUtterance({
            text: event.text,
            lang,
            how: 'voice',
            asrSource: event.source,
            confidence: event.confidence,
            voiceEndMs: parts.toHostMs(event.endMs),
            turnEndMs: parts.toHostMs(endedMs?.decidedMs ?? event.endMs),
          });
          break;
        case 'problem':
          problems = [...problems, event.problem];
          parts.onChange();
          break;
      }
    },
    microphone(sequence: number, captureMs: number, pcm: Int16Array): void {
      if (on) parts.link.send({ type: 'audio', sequence, captureMs, pcm });
    },
    /** Follows the visit: whether to listen, in which language, and whether a reply is sounding. */
    follow(next: { on: boolean; lang: Lang; replying: boolean }): void {
      replying = next.replying;
      if (!replying) cancelInterrupt();
      if (next.lang !== lang) {
        lang = next.lang;
        configure();
      }
      if (next.on !== on) {
        on = next.on;
        parts.link.send({ type: 'listen', on });
      }
    },
    /** Another person was put into the booth: other questions. */
    reconfigure: configure,
    languages: () => languages,
    state: () => ({ up, problems }),
  };
}

export type Hearing = ReturnType<typeof createHearing>;
