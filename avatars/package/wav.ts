export interface WavFacts {
  readonly sampleRateHz: number;
  readonly samples: number;
}

/** Facts of a 16-bit mono PCM WAV; null for anything else. */
export const readWav = (bytes: Uint8Array): WavFacts | null => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const tag = (at: number): string => String.fromCharCode(...bytes.subarray(at, at + 4));
  if (bytes.length < 44 || tag(0) !== 'RIFF' || tag(8) !== 'WAVE') return null;
  let sampleRateHz = 0;
  for (let at = 12; at + 8 <= bytes.length; ) {
    const size = view.getUint32(at + 4, true);
    if (at + 8 + size > bytes.length) return null;
    if (tag(at) === 'fmt ') {
      if (size < 16) return null;
      const pcm16mono =
        view.getUint16(at + 8, true) === 1 &&
        view.getUint16(at + 10, true) === 1 &&
        view.getUint16(at + 22, true) === 16;
      if (!pcm16mono) return null;
      sampleRateHz = view.getUint32(at + 12, true);
    } else if (tag(at) === 'data')
      return sampleRateHz > 0 ? { sampleRateHz, samples: size / 2 } : null;
    at += 8 + size + (size % 2);
  }
  return null;
};

/** RIFF/WAVE, PCM, 16-bit little-endian, mono. */
export const writeWav = (pcm: Uint8Array, sampleRateHz: number): Buffer => {
  const head = Buffer.alloc(44);
  head.write('RIFF', 0, 'latin1');
  head.writeUInt32LE(36 + pcm.length, 4);
  head.write('WAVEfmt ', 8, 'latin1');
  head.writeUInt32LE(16, 16);
  head.writeUInt16LE(1, 20);
  head.writeUInt16LE(1, 22);
  head.writeUInt32LE(sampleRateHz, 24);
  head.writeUInt32LE(sampleRateHz * 2, 28);
  head.writeUInt16LE(2, 32);
  head.writeUInt16LE(16, 34);
  head.write('data', 36, 'latin1');
  head.writeUInt32LE(pcm.length, 40);
  return Buffer.concat([head, pcm]);
};
