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

/** RIFF/WAVE, PCM, 16-bit little-endian, mono. */
export function wavOf(samples: Int16Array, sampleRateHz: number): Uint8Array {
  const header = Buffer.alloc(44);
  header.write('RIFF', 0, 'latin1');
  header.writeUInt32LE(36 + samples.byteLength, 4);
  header.write('WAVEfmt ', 8, 'latin1');
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(1, 22);
  header.writeUInt32LE(sampleRateHz, 24);
  header.writeUInt32LE(sampleRateHz * 2, 28);
  header.writeUInt16LE(2, 32);
  header.writeUInt16LE(16, 34);
  header.write('data', 36, 'latin1');
  header.writeUInt32LE(samples.byteLength, 40);
  return Buffer.concat([
    header,
    Buffer.from(samples.buffer, samples.byteOffset, samples.byteLength),
  ]);
}
