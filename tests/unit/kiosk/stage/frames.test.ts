import { describe, expect, it } from 'vitest';
import {
  packMicFrame,
  toFloat32,
  toInt16,
  unpackVoiceFrame,
} from '../../../../kiosk/stage/frames.ts';

const hex = (bytes: ArrayBuffer) => Buffer.from(bytes).toString('hex');
const bytesOf = (text: string) =>
  Uint8Array.from(Buffer.from(text.replaceAll(' ', ''), 'hex')).buffer;

describe('microphone frames', () => {
  it('are laid out as the contract says', () => {
    const samples = Int16Array.of(1, -2, 32767);
    expect(hex(packMicFrame({ sequence: 258, captureMs: 1.5, samples }))).toBe(
      '01000000' + '02010000' + '000000000000f83f' + '0100' + 'feff' + 'ff7f',
    );
  });
  it('go on counting after four thousand million', () => {
    const frame = packMicFrame({ sequence: 2 ** 32 + 1, captureMs: 0, samples: new Int16Array(0) });
    expect(new DataView(frame).getUint32(4, true)).toBe(1);
  });
});

describe('voice frames', () => {
  it('are read byte for byte', () => {
    const frame = unpackVoiceFrame(bytesOf('02000000 07000000 01000000 40010000 0080 ff7f'));
    expect(frame).toEqual({
      replyId: 7,
      index: 1,
      offset: 320,
      samples: Int16Array.of(-32768, 32767),
    });
  });
  it.each([
    ['empty', ''],
    ['cut in the header', '02000000 07000000 0100'],
    ['cut in a sample', '02000000 07000000 01000000 00000000 00'],
    ['of another kind', '01000000 07000000 01000000 00000000 0000'],
  ])('%s are refused', (_name, text) => {
    expect(unpackVoiceFrame(bytesOf(text))).toBeNull();
  });
});

describe('samples', () => {
  it('are clipped, not wrapped', () => {
    expect([...toInt16(Float32Array.of(0, 1, -1, 7, -7, 0.5))]).toEqual([
      0, 32767, -32768, 32767, -32768, 16384,
    ]);
  });
  it('survive the way there and back', () => {
    const there = Int16Array.of(0, 1, -1, 12345, -32768);
    expect(
      [...toInt16(toFloat32(there))].every((value, at) => Math.abs(value - (there[at] ?? 0)) <= 1),
    ).toBe(true);
  });
});
