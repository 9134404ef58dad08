import { describe, expect, it } from 'vitest';
import {
  decideQuality,
  type FrameSample,
  figures,
  isSoftware,
  pixelScale,
  type Quality,
  startQuality,
  tiers,
} from '../../../scenes/quality/index.ts';

/** Feeds seconds of the same figures and returns every quality on the way. */
function live(
  quality: Quality,
  seconds: number,
  sample: Omit<FrameSample, 'nowMs'>,
  fromMs = 0,
): Quality {
  let now = quality;
  for (let second = 1; second <= seconds; second += 1)
    now = decideQuality(now, { ...sample, nowMs: fromMs + second * 1000 });
  return now;
}
const smooth = { intervalP95Ms: 16.7, costP95Ms: 3, speaking: false };
const slow = { intervalP95Ms: 40, costP95Ms: 35, speaking: false };

describe('the tier of the picture', () => {
  it('begins high on a graphics card and low on a processor', () => {
    expect(startQuality(false, 0).tier).toBe('high');
    expect(startQuality(true, 0).tier).toBe('software');
  });

  it('goes down after three slow seconds, not after two', () => {
    const start = startQuality(false, 0);
    expect(live(start, 2, slow).tier).toBe('high');
    expect(live(start, 3, slow).tier).toBe('medium');
  });

  it('forgets a slow second when the next one is smooth', () => {
    let quality = live(startQuality(false, 0), 2, slow);
    quality = live(quality, 1, smooth, 2000);
    expect(live(quality, 2, slow, 3000).tier).toBe('high');
  });

  it('goes up only after ten roomy seconds', () => {
    const medium = live(startQuality(false, 0), 3, slow);
    expect(live(medium, 9, smooth, 3000).tier).toBe('medium');
    expect(live(medium, 10, smooth, 3000).tier).toBe('high');
  });

  it('waits twice as long after a step up it had to take back', () => {
    let quality = live(startQuality(false, 0), 3, slow);
    quality = live(quality, 10, smooth, 3000);
    expect(quality.tier).toBe('high');
    quality = live(quality, 3, slow, 13_000);
    expect(quality.tier).toBe('medium');
    expect(live(quality, 19, smooth, 16_000).tier).toBe('medium');
    expect(live(quality, 20, smooth, 16_000).tier).toBe('high');
  });

  it('does not pump: figures between the thresholds change nothing for an hour', () => {
    const between = { intervalP95Ms: 20, costP95Ms: 10, speaking: false };
    const medium = live(startQuality(false, 0), 3, slow);
    expect(live(medium, 3600, between, 3000).tier).toBe('medium');
  });

  it('gives up pixels in the middle of a sentence, but no materials', () => {
    const start = startQuality(false, 0);
    expect(live(start, 30, { ...slow, speaking: true }).tier).toBe('medium');
    const stuck = live(start, 30, { ...slow, speaking: true });
    expect(live(stuck, 1, slow, 30_000).tier).toBe('low');
  });

  it('changes even the materials of a speaker whose picture has all but stopped', () => {
    const stopped = { intervalP95Ms: 400, costP95Ms: 390, speaking: true };
    expect(live(startQuality(false, 0), 6, stopped).tier).toBe('low');
  });

  it('never takes a graphics card for a processor, nor a processor for a card', () => {
    const crawling = { intervalP95Ms: 900, costP95Ms: 900, speaking: false };
    const easy = { intervalP95Ms: 66.7, costP95Ms: 1, speaking: false };
    expect(live(startQuality(false, 0), 100, crawling).tier).toBe('low');
    expect(live(startQuality(true, 0), 100, easy).tier).toBe('software');
  });

  it('halves a processor’s pixels below ten pictures a second, and tries again later', () => {
    const nine = { intervalP95Ms: 110, costP95Ms: 20, speaking: true };
    const easy = { intervalP95Ms: 66.7, costP95Ms: 5, speaking: false };
    const busy = live(startQuality(true, 0), 3, nine);
    expect(busy.tier).toBe('minimal');
    expect(live(busy, 10, easy, 3000).tier).toBe('software');
  });
});

describe('pixels', () => {
  it('draws no more of them than the tier allows', () => {
    const scale = pixelScale(tiers.software, 1080, 1920);
    expect((1080 / scale) * (1920 / scale)).toBeCloseTo(480 * 640, -1);
  });
  it('never draws more than the page has', () => {
    expect(pixelScale(tiers.high, 480, 640)).toBe(1);
  });
});

describe('the renderer’s name', () => {
  it.each([
    [
      'ANGLE (Google, Vulkan 1.3.0 (SwiftShader Device (Subzero) (0x0000C0DE)), SwiftShader driver)',
      true,
    ],
    ['llvmpipe (LLVM 15.0.6, 256 bits)', true],
    ['Microsoft Basic Render Driver', true],
    ['ANGLE (NVIDIA, NVIDIA GeForce RTX 4060 (0x00002882), OpenGL 4.5.0)', false],
    ['Mesa Intel(R) UHD Graphics 630 (CFL GT2)', false],
  ])('%s', (name, software) => {
    expect(isSoftware(name)).toBe(software);
  });
});

describe('figures of frame times', () => {
  it('are zeros for no frames', () => {
    expect(figures([])).toEqual({ frames: 0, fps: 0, p50Ms: 0, p95Ms: 0, worstMs: 0 });
  });
  it('name the middle, the slow and the slowest', () => {
    const times = Array.from({ length: 100 }, (_, at) => at + 1).reverse();
    expect(figures(times)).toEqual({
      frames: 100,
      fps: 100_000 / 5050,
      p50Ms: 51,
      p95Ms: 96,
      worstMs: 100,
    });
  });
});
