import { describe, expect, it } from 'vitest';
import {
  fitPhonemes,
  readWav,
  resample,
  voicedSpan,
} from '../../../../kiosk/conversation/speak/index.ts';

function wav(pcm: Int16Array, { rate = 22_050, channels = 1, bits = 16, extra = true } = {}) {
  const bytes = new Uint8Array(44 + (extra ? 11 : 0) + (extra ? 1 : 0) + pcm.length * 2);
  const view = new DataView(bytes.buffer);
  const put = (at: number, text: string) => bytes.set(new TextEncoder().encode(text), at);
  put(0, 'RIFF');
  view.setUint32(4, bytes.length - 8, true);
  put(8, 'WAVEfmt ');
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true);
  view.setUint16(22, channels, true);
  view.setUint32(24, rate, true);
  view.setUint16(34, bits, true);
  let at = 36;
  if (extra) {
    // A chunk of odd length with its padding byte, as editors write them.
    put(at, 'LIST');
    view.setUint32(at + 4, 3, true);
    at += 12;
  }
  put(at, 'data');
  view.setUint32(at + 4, pcm.length * 2, true);
  pcm.forEach((sample, i) => {
    view.setInt16(at + 8 + i * 2, sample, true);
  });
  return bytes;
}

const tone = (rate: number, hz: number, ms: number, level = 8000) =>
  Int16Array.from({ length: (rate * ms) / 1000 }, (_, i) =>
    Math.round(level * Math.sin((2 * Math.PI * hz * i) / rate)),
  );

describe('WAV files', () => {
  it('are read with foreign chunks in them', () => {
    const pcm = Int16Array.of(1, -2, 32_767, -32_768);
    expect(readWav(wav(pcm))).toEqual({ sampleRateHz: 22_050, pcm });
  });

  it('that were cut off are read as far as they go', () => {
    const bytes = wav(Int16Array.of(5, 6, 7, 8));
    expect([...readWav(bytes.subarray(0, bytes.length - 3)).pcm]).toEqual([5, 6]);
  });

  it('of another kind are refused with what to do', () => {
    const code = (bytes: Uint8Array) => {
      try {
        readWav(bytes);
        return 'read';
      } catch (error) {
        return (error as { code: string }).code;
      }
    };
    expect(code(wav(Int16Array.of(1), { channels: 2 }))).toBe('wav-format');
    expect(code(wav(Int16Array.of(1), { bits: 24 }))).toBe('wav-format');
    expect(code(wav(Int16Array.of(1), { rate: 0 }))).toBe('wav-format');
    expect(code(new Uint8Array(10))).toBe('wav-broken');
    expect(code(wav(Int16Array.of(1)).subarray(0, 40))).toBe('wav-broken');
    expect(code(new TextEncoder().encode('ID3 this is an mp3 file, honestly'))).toBe('wav-broken');
  });
});

describe('another sample rate', () => {
  it('keeps a tone and takes out what would fold back', () => {
    const kept = resample(tone(22_050, 1000, 200), 22_050, 16_000);
    expect(kept.length).toBe(3200);
    const peak = (pcm: Int16Array) => Math.max(...pcm.slice(200, -200).map(Math.abs));
    expect(peak(kept)).toBeGreaterThan(7500);
    expect(peak(resample(tone(22_050, 9500, 200), 22_050, 16_000))).toBeLessThan(300);
  });
});

describe('a clip of known words', () => {
  const silence = new Int16Array(2205);
  const clip = {
    sampleRateHz: 22_050,
    pcm: Int16Array.from([...silence, ...tone(22_050, 200, 500), ...silence, ...silence]),
  };

  it('is voiced from its first to its last loud moment', () => {
    const span = voicedSpan(clip);
    expect(span?.startMs).toBeCloseTo(100, -1);
    expect(span?.endMs).toBeCloseTo(600, -1);
    expect(voicedSpan({ sampleRateHz: 22_050, pcm: silence })).toBeUndefined();
  });

  it('takes the phonemes of a voice, stretched onto itself', () => {
    const phonemes = fitPhonemes(
      {
        text: 'ba',
        sampleRateHz: 22_050,
        pcm: silence,
        phonemes: [
          { ipa: '', startMs: 0, endMs: 20 },
          { ipa: 'b', startMs: 20, endMs: 70 },
          { ipa: 'ɑ', startMs: 70, endMs: 270 },
        ],
      },
      clip,
    );
    expect(phonemes.map((p) => p.ipa)).toEqual(['b', 'ɑ']);
    expect(phonemes[0]?.startMs).toBeCloseTo(100, -1);
    expect(phonemes[1]?.startMs).toBeCloseTo(200, -1);
    expect(phonemes[1]?.endMs).toBeCloseTo(600, -1);
  });
});
