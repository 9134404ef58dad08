import { speechTrack, type Track } from '../../../avatars/behaviour/index.ts';
import type { Lang, Segment } from '../../../avatars/persona/index.ts';
import type { FromStage, ToStage } from '../../host/contract.ts';
import type { SpokenPiece, VoiceSettings } from '../contract.ts';
import type { Performance, Speaker } from './contract.ts';
import { heardText } from './heard.ts';

/** Where sound and face go. */
export interface StageOutput {
  readonly connected: boolean;
  send(message: ToStage): void;
  sendVoice(replyId: number, index: number, offset: number, pcm: Int16Array): void;
}

export interface Speech {
  say(text: string, lang: Lang, voice: VoiceSettings, signal: AbortSignal): Promise<SpokenPiece>;
  /** A recorded clip with the times of its phonemes; null when the package has no such clip. */
  clip(clipId: string, text: string, lang: Lang, signal: AbortSignal): Promise<SpokenPiece | null>;
  voiceOf(speaker: Speaker, lang: Lang): VoiceSettings;
}

export interface PerformerParts {
  readonly stage: StageOutput;
  readonly speech: Speech;
  /** Shows the words on the panel while they are said. */
  readonly subtitle: (segment: Segment, speaker: Speaker) => void;
  /** A voice that failed costs its sentence, never the visit. */
  readonly onVoiceFault: (error: unknown) => void;
  readonly setTimer: (run: () => void, delayMs: number) => () => void;
}

/** Words nobody can hear are shown as long as it takes to read them: about 7 characters a second. */
const readingMs = (text: string): number => Math.max(1_500, text.length * 140);

/** After the last sample should have been played, how long the stage may take to say so. */
const playbackSlackMs = 4_000;

/** How long a cancelled reply waits for the stage to say what had been heard. */
const lastWordMs = 400;

/** Chunks of 200 ms: small enough to be cut, large enough not to flood the socket. */
const chunkMs = 200;

/**
 * Plays replies on the stage, one at a time: synthesises segment after segment ahead of the sound,
 * sends each with its face, and listens for what was really heard.
 */
export function createPerformer(parts: PerformerParts) {
  const playing = new Map<number, (message: FromStage) => void>();

  return {
    /** The stage's messages; those of other replies are ignored. */
    onStage(message: FromStage): void {
      if ('replyId' in message) playing.get(message.replyId)?.(message);
    },

    /**
     * Resolves when the last word has been heard, or soon after `signal` aborts.
     * @param onSounding called at the first audible sample (or shown word when there is no sound)
     */
    async perform(
      replyId: number,
      segments: readonly Segment[],
      speaker: Speaker,
      signal: AbortSignal,
      onSounding: (stageMs: number | null) => void,
    ): Promise<Performance> {
      const durations = new Map<number, number>();
      const heard = new Map<number, number>();
      let firstAudibleMs: number | null = null;
      let firstFaceMs: number | null = null;
      let finishedMs: number | null = null;
      const done = Promise.withResolvers<void>();
      const finished = new Set<number>();
      let sent = 0;
      let allSent = false;
      const settle = () => {
        if (allSent && finished.size >= sent) done.resolve();
      };

      playing.set(replyId, (message) => {
        switch (message.type) {
          case 'first-audible':
            firstAudibleMs ??= message.stageMs;
            if (!signal.aborted) onSounding(message.stageMs);
            break;
          case 'first-face':
            firstFaceMs ??= message.stageMs;
            break;
          case 'playback': {
            heard.set(message.index, message.heardMs);
            const segment = segments[message.index];
            if (message.event === 'started' && segment && !signal.aborted) {
              parts.subtitle(segment, speaker);
            }
            if (message.event !== 'started') {
              finished.add(message.index);
              finishedMs = message.stageMs;
              settle();
            }
            break;
          }
          default:
        }
      });

      const stop = () => {
        parts.stage.send({ type: 'cancel', replyId, reason: reasonOf(signal) });
        // Long enough for the stage to tell how far each sentence got; nobody waits for it.
        allSent = true;
        settle();
        parts.setTimer(() => done.resolve(), lastWordMs);
      };
      signal.addEventListener('abort', stop, { once: true });

      let silentSegments = 0;
      let totalMs = 0;
      for (const [index, segment] of segments.entries()) {
        if (signal.aborted) break;
        const piece = parts.stage.connected ? await pieceOf(segment, speaker, signal) : null;
        if (signal.aborted) break;
        if (!piece) {
          silentSegments += 1;
          parts.subtitle(segment, speaker);
          if (sent === 0) onSounding(null);
          await pause(readingMs(segment.text), signal);
          durations.set(index, 1);
          heard.set(index, signal.aborted ? 0 : 1);
          continue;
        }
        const durationMs = (piece.pcm.length / piece.sampleRateHz) * 1_000;
        durations.set(index, durationMs);
        totalMs += durationMs;
        sendPiece(replyId, index, piece, speaker, segment, index === 0 ? 0 : 180);
        sent += 1;
      }
      if (!signal.aborted) {
        allSent = true;
        parts.stage.send({ type: 'reply-end', replyId, segments: sent });
        settle();
      }
      const cancelTimer = parts.setTimer(() => done.resolve(), totalMs + playbackSlackMs);
      await done.promise;
      cancelTimer();
      signal.removeEventListener('abort', stop);
      playing.delete(replyId);

      return {
        outcome: signal.aborted
          ? 'cancelled'
          : silentSegments === segments.length
            ? 'silent'
            : 'played',
        heard: heardText(
          segments.map((segment, index) => ({
            text: segment.text,
            durationMs: durations.get(index) ?? 0,
            heardMs: heard.get(index) ?? 0,
          })),
        ),
        firstAudibleMs,
        firstFaceMs,
        finishedMs,
      };
    },
  };

  async function pieceOf(segment: Segment, speaker: Speaker, signal: AbortSignal) {
    try {
      if (segment.kind === 'clip') {
        const clip = await parts.speech.clip(segment.clipId, segment.text, segment.lang, signal);
        if (clip) return clip;
      }
      const voice = parts.speech.voiceOf(speaker, segment.lang);
      return await parts.speech.say(segment.text, segment.lang, voice, signal);
    } catch (error) {
      if (!signal.aborted) parts.onVoiceFault(error);
      return null;
    }
  }

  function sendPiece(
    replyId: number,
    index: number,
    piece: SpokenPiece,
    speaker: Speaker,
    segment: Segment,
    leadInMs: number,
  ): void {
    parts.stage.send({
      type: 'segment',
      replyId,
      index,
      sampleRateHz: piece.sampleRateHz,
      samples: piece.pcm.length,
      track: speaker === 'person' ? speechTrack(piece.phonemes, segment.lang) : stillFace(piece),
      leadInMs,
    });
    const step = Math.round((piece.sampleRateHz * chunkMs) / 1_000);
    for (let offset = 0; offset < piece.pcm.length; offset += step) {
      parts.stage.sendVoice(replyId, index, offset, piece.pcm.subarray(offset, offset + step));
    }
  }

  function pause(delayMs: number, signal: AbortSignal): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const cancel = parts.setTimer(resolve, delayMs);
    signal.addEventListener('abort', () => resolve(), { once: true });
    return promise.finally(cancel);
  }
}

/** The booth's own voice must never come out of the person's mouth. */
const stillFace = ({ pcm, sampleRateHz }: SpokenPiece): Track => ({
  durationMs: (pcm.length / sampleRateHz) * 1_000,
  channels: {},
});

const reasonOf = (signal: AbortSignal): string =>
  typeof signal.reason === 'string' ? signal.reason : 'cancelled';
