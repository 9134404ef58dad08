import { expect, it } from 'vitest';
import { type AudioWindow, Windows } from '../../../../kiosk/conversation/listen/windows.ts';

const ramp = (from: number, length: number): Int16Array =>
  Int16Array.from({ length }, (_, i) => from + i);

it('cuts frames of any size into windows that carry the time of their first sample', () => {
  const windows = new Windows();
  const out: AudioWindow[] = [];
  let at = 0;
  for (const length of [320, 1, 700, 0, 320, 195]) {
    expect(windows.take(1000 + at / 16, ramp(at, length), out)).toBe(true);
    at += length;
  }
  expect(out.map((w) => w.startMs)).toEqual([1000, 1032, 1064]);
  expect(out[1]?.samples[0]).toBeCloseTo(512 / 32_768);
  expect(out[2]?.samples[511]).toBeCloseTo(1535 / 32_768);
});

it('throws away what it kept when frames are missing, and says so', () => {
  const windows = new Windows();
  const out: AudioWindow[] = [];
  windows.take(0, ramp(0, 320), out);
  expect(windows.take(500, ramp(0, 512), out)).toBe(false);
  expect(out.map((w) => w.startMs)).toEqual([500]);
});
