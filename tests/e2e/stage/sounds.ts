/** A steady tone of 16-bit samples. */
export const tone = (hz: number, ms: number, rateHz: number) =>
  Int16Array.from(
    { length: (rateHz * ms) / 1000 },
    (_, at) => 9000 * Math.sin((2 * Math.PI * hz * at) / rateHz),
  );

/** A WAV file of 16-bit mono samples. */
export function wav(samples: Int16Array, hz: number): Buffer {
  const header = Buffer.alloc(44);
  header.write('RIFF', 0);
  header.writeUInt32LE(36 + samples.byteLength, 4);
  header.write('WAVEfmt ', 8);
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(1, 22);
  header.writeUInt32LE(hz, 24);
  header.writeUInt32LE(hz * 2, 28);
  header.writeUInt16LE(2, 32);
  header.writeUInt16LE(16, 34);
  header.write('data', 36);
  header.writeUInt32LE(samples.byteLength, 40);
  return Buffer.concat([header, Buffer.from(samples.buffer)]);
}
