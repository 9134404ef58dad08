import type { VoiceSettings } from '../../conversation/contract.ts';
import type { Voice } from '../../conversation/speak/index.ts';
import { type PlacedSpeech, timeline, wavOf } from './microphone-wav.ts';

export interface SpokenLine {
  readonly atMs: number;
  readonly text: string;
  readonly voice: VoiceSettings;
}

/** A recording for the fake microphone: English sentences at their places, in the embedded voice. */
export async function recordLines(
  voice: Voice,
  lines: readonly SpokenLine[],
  signal: AbortSignal,
): Promise<Uint8Array> {
  const placed: PlacedSpeech[] = [];
  let sampleRateHz = 22_050;
  for (const line of lines) {
    const piece = await voice.say(line.text, 'en', line.voice, signal);
    sampleRateHz = piece.sampleRateHz;
    placed.push({ atMs: line.atMs, pcm: piece.pcm });
  }
  return wavOf(timeline(placed, sampleRateHz, 2_000), sampleRateHz);
}
