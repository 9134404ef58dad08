import { writeWav } from '../../../avatars/package/index.ts';

/** A sentence at a place on the fake microphone's time line. */
export interface PlacedSpeech {
  /** From the opening of the microphone. */
  readonly atMs: number;
  readonly pcm: Int16Array;
}

/** One mono recording with the sentences at their places and digital silence between. */
export function timeline(
  speech: readonly PlacedSpeech[],
  sampleRateHz: number,
  tailMs: number,
): Int16Array {
  const starts = speech.map(({ atMs }) => Math.round((atMs / 1_000) * sampleRateHz));
  const end = Math.max(0, ...speech.map(({ pcm }, i) => (starts[i] ?? 0) + pcm.length));
  const samples = new Int16Array(end + Math.round((tailMs / 1_000) * sampleRateHz));
  for (const [i, { pcm }] of speech.entries()) samples.set(pcm, starts[i]);
  return samples;
}

export const wavOf = (samples: Int16Array, sampleRateHz: number): Uint8Array =>
  writeWav(new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength), sampleRateHz);
