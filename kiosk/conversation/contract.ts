/** What the host says to the speech process (hearing) and the espeak process (voice). */
import type { PhonemeTime } from '../../avatars/behaviour/index.ts';
import type { Lang } from '../../avatars/persona/index.ts';

/** 20 ms at 16 kHz, mono, s16. */
export const micFrameSamples = 320;
export const micSampleRateHz = 16_000;

/** Host → speech process (node IPC, advanced serialisation). Times are stage-clock milliseconds. */
export type HearingCommand =
  | {
      readonly type: 'configure';
      readonly lang: Lang;
      /** Questions the persona can answer: the recogniser's closed grammar. */
      readonly questions: readonly string[];
    }
  | { readonly type: 'listen'; readonly on: boolean }
  | {
      readonly type: 'audio';
      readonly sequence: number;
      readonly captureMs: number;
      readonly pcm: Int16Array;
    }
  | { readonly type: 'stop'; readonly reason: string };

export interface HearingProblem {
  readonly code: 'vad-missing' | 'asr-missing' | 'asr-language' | 'asr-words' | 'asr-failed';
  readonly cause: string;
  readonly effect: string;
  readonly remedy: string;
}

/** Speech process → host. */
export type HearingEvent =
  | {
      readonly type: 'ready';
      readonly vad: boolean;
      readonly asr: readonly Lang[];
      readonly problems: readonly HearingProblem[];
    }
  | { readonly type: 'speech-started'; readonly atMs: number }
  | { readonly type: 'partial'; readonly text: string; readonly atMs: number }
  | {
      readonly type: 'speech-ended';
      /** Estimated end of the last voiced frame. */
      readonly endMs: number;
      /** When the turn end was decided. */
      readonly decidedMs: number;
    }
  | {
      readonly type: 'final';
      readonly text: string;
      /** 'grammar' matched a known question, 'free' is open recognition, 'none' heard speech but no words. */
      readonly source: 'grammar' | 'free' | 'none';
      readonly confidence: number;
      readonly startMs: number;
      readonly endMs: number;
      readonly asrMs: number;
    }
  | { readonly type: 'problem'; readonly problem: HearingProblem };

/** A voice as espeak-ng knows it. rate in words/min (80..450), pitch 0..99. */
export interface VoiceSettings {
  readonly variant: string;
  readonly rate: number;
  readonly pitch: number;
}

/** Host → espeak process, one JSON object a line on stdin. */
export type VoiceRequest =
  | {
      readonly id: number;
      readonly type: 'say';
      readonly text: string;
      readonly lang: Lang;
      readonly voice: VoiceSettings;
    }
  | { readonly id: number; readonly type: 'cancel' };

/** espeak process → host, one JSON object a line on stdout. */
export type VoiceResponse =
  | { readonly type: 'ready'; readonly version: string }
  | {
      readonly type: 'audio';
      readonly id: number;
      readonly sampleRateHz: number;
      /** s16le mono, base64. */
      readonly pcm: string;
      readonly phonemes: readonly PhonemeTime[];
    }
  | { readonly type: 'cancelled'; readonly id: number }
  | { readonly type: 'error'; readonly id: number; readonly message: string };

/** A piece of voice ready to be sent to the stage. */
export interface SpokenPiece {
  readonly text: string;
  readonly sampleRateHz: number;
  readonly pcm: Int16Array;
  readonly phonemes: readonly PhonemeTime[];
}
