import { describe, expect, it } from 'vitest';
import { audioClock, createArrivalClock } from '../../../../kiosk/stage/clock.ts';
import { createFaceTimeline } from '../../../../kiosk/stage/face-timeline.ts';

describe('the audio clock', () => {
  it('follows the hardware when it tells what leaves the speakers', () => {
    const clock = audioClock({
      output: { contextS: 10, pageMs: 5000 },
      currentS: 10.05,
      latencyS: 0.02,
      nowMs: 5010,
    });
    expect(clock.heardAtMs(10.5)).toBe(5500);
    expect(clock.heardAtS(5500)).toBe(10.5);
  });
  it.each([
    ['nothing', null],
    ['zeros', { contextS: 0, pageMs: 0 }],
    ['something long past', { contextS: 1, pageMs: 500 }],
  ])('falls back on the latency when it tells %s', (_name, output) => {
    const clock = audioClock({ output, currentS: 10, latencyS: 0.03, nowMs: 5000 });
    expect(clock.heardAtMs(10)).toBeCloseTo(5030, 6);
  });
});

describe('the arrival clock', () => {
  it('takes the frame that came with the least delay as the truth', () => {
    const clock = createArrivalClock();
    // True offset 1000 ms; every frame comes 5 to 90 ms late.
    const delays = [90, 40, 5, 60, 70, 33];
    const times = delays.map((delay, at) => clock.add(at * 20, 1000 + at * 20 + delay));
    expect(times.at(-1)).toBe(1000 + 5 * 20 + 5);
  });
  it('follows a clock that drifts once its window has moved on', () => {
    const clock = createArrivalClock(10);
    let last = 0;
    for (let at = 0; at < 100; at += 1) last = clock.add(at * 20, 1000 + at * 20.01) - at * 20.01;
    expect(last - 1000).toBeLessThan(0.2);
    expect(last - 1000).toBeGreaterThan(-0.2);
  });
});

describe('the face’s timeline', () => {
  const track = { durationMs: 1000, channels: {} };
  it('follows a segment from its first sample to its last', () => {
    const timeline = createFaceTimeline();
    timeline.announce(1, 0, track);
    expect(timeline.at(5)).toBeNull();
    timeline.sounds(1, 0, 5.1, 0);
    timeline.ends(1, 0, 6.1);
    expect(timeline.at(5.05)).toBeNull();
    expect(timeline.at(5.1)).toEqual({ replyId: 1, track, startS: 5.1 });
    expect(timeline.at(6.0999)).not.toBeNull();
    expect(timeline.at(6.1)).toBeNull();
  });
  it('is put back by a gap in delivery', () => {
    const timeline = createFaceTimeline();
    timeline.announce(1, 0, track);
    timeline.sounds(1, 0, 5, 0);
    timeline.sounds(1, 0, 7, 400);
    expect(timeline.at(7.1)?.startS).toBeCloseTo(6.6, 9);
  });
  it('is silent at once after a cancel', () => {
    const timeline = createFaceTimeline();
    timeline.announce(2, 0, track);
    timeline.sounds(2, 0, 1, 0);
    timeline.ends(2, 0, 1.3);
    expect(timeline.at(1.31)).toBeNull();
  });
});
