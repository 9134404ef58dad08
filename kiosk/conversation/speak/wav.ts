/** The sound of a mono WAV file with 16-bit samples, at any rate. */
export interface WavSound {
  readonly sampleRateHz: number;
  readonly pcm: Int16Array;
}

export type WavFailureCode = 'wav-broken' | 'wav-format';

export class WavFailure extends Error {
  readonly code: WavFailureCode;
  readonly remedy = 'Save the clip as a WAV file with one channel and 16-bit samples.';
  constructor(code: WavFailureCode, message: string) {
    super(message);
    this.name = 'WavFailure';
    this.code = code;
  }
}

/**
 * Reads RIFF/WAVE, PCM s16le, one channel. Unknown chunks are passed over; a data chunk that claims
 * more than there is (a recorder that was cut off) is read as far as it goes.
 * @throws WavFailure
 */
export function readWav(bytes: Uint8Array): WavSound {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const name = (at: number): string => String.fromCharCode(...bytes.subarray(at, at + 4));
  if (bytes.length < 12 || name(0) !== 'RIFF' || name(8) !== 'WAVE')
    throw new WavFailure('wav-broken', 'The file does not begin as a WAV file.');
  let sampleRateHz: number | undefined;
  for (let at = 12; at + 8 <= bytes.length; ) {
    const chunk = name(at);
    const size = view.getUint32(at + 4, true);
    const body = at + 8;
    if (chunk === 'fmt ') {
      if (body + 16 > bytes.length) break;
      const format = view.getUint16(body, true);
      const channels = view.getUint16(body + 2, true);
      const bits = view.getUint16(body + 14, true);
      // 0xfffe is the extensible header: for one channel of 16 bits its samples are the same.
      if ((format !== 1 && format !== 0xfffe) || channels !== 1 || bits !== 16)
        throw new WavFailure(
          'wav-format',
          `The file has format ${format}, ${channels} channels, ${bits} bits.`,
        );
      sampleRateHz = view.getUint32(body + 4, true);
      if (sampleRateHz < 4000 || sampleRateHz > 192_000)
        throw new WavFailure('wav-format', `${sampleRateHz} Hz is no usable sample rate.`);
    } else if (chunk === 'data') {
      if (sampleRateHz === undefined) break;
      const samples = Math.min(size, bytes.length - body) >> 1;
      const pcm = new Int16Array(samples);
      for (let i = 0; i < samples; i++) pcm[i] = view.getInt16(body + i * 2, true);
      return { sampleRateHz, pcm };
    }
    at = body + size + (size % 2);
  }
  throw new WavFailure('wav-broken', 'The file has no sound in it.');
}
