/** One booth's hearing: frames in, events out. Collaborators are passed in; no clock but theirs. */
import type { HearingCommand, HearingEvent, HearingProblem } from '../contract.ts';
import type { Recogniser } from './recogniser.ts';
import type { VoiceDetector } from './silero.ts';
import {
  quiet,
  stepTurn,
  type TurnEndSettings,
  type TurnState,
  turnEndDefaults,
} from './turn-end.ts';
import { type AudioWindow, Windows, windowMs } from './windows.ts';

/** Sound kept from before the first voiced window: soft beginnings are quieter than the threshold. */
export const preRollMs = 400;
/** A partial is looked for no oftener than this. */
const partialEveryMs = 96;

export interface HearingParts {
  readonly detector: VoiceDetector | undefined;
  readonly recogniser: Recogniser | undefined;
  readonly emit: (event: HearingEvent) => void;
  /** Milliseconds for measuring work, from any origin. */
  readonly nowMs: () => number;
  readonly turnEnd?: TurnEndSettings;
}

export interface Hearing {
  /** Commands are carried out in the order they come. */
  take(command: HearingCommand): Promise<void>;
}

const noMandarin: HearingProblem = {
  code: 'asr-language',
  cause: 'No recogniser for Mandarin is installed: there is none among Debian’s packages or npm’s.',
  effect: 'The booth notices that a visitor speaks and when they stop, but not what is said.',
  remedy: 'Visitors touch or type their question; or add a Mandarin model to the booth.',
};

function pcmOf(samples: Float32Array): Int16Array {
  const pcm = new Int16Array(samples.length);
  for (let i = 0; i < samples.length; i++) pcm[i] = Math.round((samples[i] ?? 0) * 32_768);
  return pcm;
}

function join(parts: readonly Int16Array[]): Int16Array {
  const whole = new Int16Array(parts.reduce((n, part) => n + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

export function createHearing({
  detector,
  recogniser,
  emit,
  nowMs,
  turnEnd = turnEndDefaults,
}: HearingParts): Hearing {
  const windows = new Windows();
  let state: TurnState = quiet;
  let listening = false;
  let recognising = false;
  /** The newest windows, voiced or not; while a visitor speaks, all of their turn. */
  let kept: Int16Array[] = [];
  let partialText = '';
  let partialAtMs = 0;
  let known = false;
  let work: Promise<void> = Promise.resolve();

  const preRoll = Math.ceil(preRollMs / windowMs);

  const drop = (): void => {
    if (state.name === 'speaking' && recognising) recogniser?.abandon();
    state = quiet;
    kept = [];
    windows.reset();
    detector?.reset();
  };

  const lookForWords = (endMs: number): void => {
    if (!recognising || recogniser === undefined || endMs - partialAtMs < partialEveryMs) return;
    partialAtMs = endMs;
    const partial = recogniser.partial();
    known = partial.known;
    if (partial.text === partialText) return;
    partialText = partial.text;
    if (partialText !== '') emit({ type: 'partial', text: partialText, atMs: endMs });
  };

  const conclude = async (startMs: number, endMs: number, speech: boolean): Promise<void> => {
    const sound = join(kept);
    kept = [];
    const beganMs = nowMs();
    const final = (text: string, source: 'grammar' | 'free' | 'none', confidence: number): void =>
      emit({
        type: 'final',
        text,
        source,
        confidence,
        startMs,
        endMs,
        asrMs: nowMs() - beganMs,
      });
    if (!recognising || recogniser === undefined || !speech) {
      if (recognising) recogniser?.abandon();
      final('', 'none', 0);
      return;
    }
    try {
      const { text, source, confidence } = await recogniser.finish(sound);
      final(text, source, confidence);
    } catch (error) {
      emit({ type: 'problem', problem: failed(error) });
      final('', 'none', 0);
    }
  };

  const hear = async (window: AudioWindow): Promise<void> => {
    if (detector === undefined) return;
    const probability = await detector.probability(window.samples);
    if (!listening) return;
    const endMs = window.startMs + windowMs;
    const pcm = pcmOf(window.samples);
    kept.push(pcm);
    if (state.name === 'speaking' && recognising) recogniser?.feed(pcm);
    const step = stepTurn(state, { startMs: window.startMs, endMs, probability, known }, turnEnd);
    state = step.state;
    if (state.name === 'quiet' && step.decision === undefined && kept.length > preRoll)
      kept.shift();
    if (state.name === 'speaking' && step.decision === undefined) lookForWords(endMs);
    if (step.decision?.type === 'started') {
      known = false;
      partialText = '';
      partialAtMs = endMs;
      emit({ type: 'speech-started', atMs: step.decision.startMs });
      if (recognising) {
        recogniser?.begin();
        recogniser?.feed(join(kept));
      }
    } else if (step.decision?.type === 'ended') {
      const { startMs, endMs: spokenEndMs, decidedMs, speech } = step.decision;
      emit({ type: 'speech-ended', endMs: spokenEndMs, decidedMs });
      // Free recognition takes a while; meanwhile the next words are heard.
      void conclude(startMs, spokenEndMs, speech);
    }
  };

  const carryOut = async (command: HearingCommand): Promise<void> => {
    switch (command.type) {
      case 'configure': {
        drop();
        recognising = command.lang === 'en' && recogniser !== undefined;
        if (command.lang === 'zh') emit({ type: 'problem', problem: noMandarin });
        else
          for (const problem of recogniser?.configure(command.questions) ?? [])
            emit({ type: 'problem', problem });
        return;
      }
      case 'listen': {
        if (listening !== command.on) drop();
        listening = command.on;
        return;
      }
      case 'audio': {
        if (
          !listening ||
          !(command.pcm instanceof Int16Array) ||
          !Number.isFinite(command.captureMs)
        )
          return;
        const found: AudioWindow[] = [];
        const follows = windows.take(command.captureMs, command.pcm, found);
        if (!follows && state.name === 'quiet') detector?.reset();
        for (const window of found) await hear(window);
        return;
      }
      case 'stop': {
        drop();
        listening = false;
        recogniser?.close();
        return;
      }
    }
  };

  return {
    take(command) {
      work = work
        .then(() => carryOut(command))
        .catch((error: unknown) => {
          emit({ type: 'problem', problem: failed(error) });
        });
      return work;
    },
  };
}

function failed(error: unknown): HearingProblem {
  return {
    code: 'asr-failed',
    cause: `The recogniser failed: ${error instanceof Error ? error.message : String(error)}`,
    effect: 'This utterance was not understood; the next one is heard again.',
    remedy: 'If it repeats, restart the booth and look at the machine’s memory.',
  };
}
