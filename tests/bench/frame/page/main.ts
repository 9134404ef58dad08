/** The hologram with a speaking person and no host: draws, and reports how long each picture took. */
import { createLife, type Track } from '../../../../avatars/behaviour/index.ts';
import { createHologram, type LightName, type TierName, tiers } from '../../../../scenes/index.ts';

export interface BenchPage {
  readonly renderer: string;
  readonly software: boolean;
  readonly tier: TierName;
  /** Loads the body at this address and warms up; resolves with the load time, ms. */
  load(url: string): Promise<number>;
  /** Frame times for this long: as fast as pictures get finished, or at the tier's pace. */
  measure(pace: 'uncapped' | 'capped', forMs: number): Promise<number[]>;
  readonly shaderCompiles: number;
  /** Draws one lit picture with another tier's means, for looking at. */
  show(tier: TierName, light: LightName, mirrored: boolean): Promise<void>;
}

const canvas = document.querySelector('canvas');
if (!canvas) throw new Error('the bench page has no canvas');
const hologram = createHologram(canvas);
const tier: TierName = hologram.renderer.software ? 'software' : 'high';
const life = createLife(7);

/** Ten seconds of syllables: open, close, round, spread, eight shapes at a time. */
function babble(): Track {
  const shapes = [
    'jawOpen',
    'mouthClose',
    'mouthFunnel',
    'mouthPucker',
    'mouthStretchLeft',
    'mouthStretchRight',
    'mouthLowerDownLeft',
    'mouthUpperUpLeft',
  ];
  const channels: Record<string, [number, number][]> = {};
  shapes.forEach((name, at) => {
    const keys: [number, number][] = [];
    for (let ms = 0; ms <= 10_000; ms += 120) keys.push([ms, 0.3 + 0.3 * Math.sin(ms / 170 + at)]);
    channels[name] = keys;
  });
  return { durationMs: 10_000, channels };
}
const track = babble();

let lastMs = performance.now();
function draw(): void {
  const nowMs = performance.now();
  const tick = life.tick({
    nowMs,
    demeanour: 'speaking',
    eye: { xMm: 100, yMm: 1600, zMm: 1200 },
    track: { track, startMs: nowMs - (nowMs % 10_000) },
    heightMm: 1650,
  });
  hologram.frame(tick, { mirrored: true, light: 'warm', eye: null, present: true }, nowMs - lastMs);
  lastMs = nowMs;
}

async function uncapped(forMs: number): Promise<number[]> {
  const times: number[] = [];
  const endMs = performance.now() + forMs;
  for (let startMs = performance.now(); startMs < endMs; ) {
    draw();
    await hologram.finished();
    const doneMs = performance.now();
    times.push(doneMs - startMs);
    startMs = doneMs;
  }
  return times;
}

/** The stage's own pace: the screen's beat, no faster than the tier allows. */
function capped(forMs: number): Promise<number[]> {
  const gapMs = 1000 / tiers[tier].maxFps;
  const times: number[] = [];
  const endMs = performance.now() + forMs;
  let dueMs = 0;
  let beforeMs = 0;
  return new Promise((done) => {
    const frame = (nowMs: number) => {
      if (nowMs > endMs) return done(times);
      requestAnimationFrame(frame);
      if (nowMs < dueMs - 5) return;
      dueMs = Math.max(dueMs + gapMs, nowMs);
      if (beforeMs > 0) times.push(nowMs - beforeMs);
      beforeMs = nowMs;
      draw();
    };
    requestAnimationFrame(frame);
  });
}

const page: BenchPage = {
  renderer: hologram.renderer.renderer,
  software: hologram.renderer.software,
  tier,
  async load(url) {
    const startMs = performance.now();
    await hologram.load(url);
    const loadMs = performance.now() - startMs;
    await uncapped(2000);
    return loadMs;
  },
  measure: (pace, forMs) => (pace === 'uncapped' ? uncapped(forMs) : capped(forMs)),
  async show(other, light, mirrored) {
    await hologram.setTier(other);
    const tick = life.tick({
      nowMs: lastMs,
      demeanour: 'listening',
      eye: null,
      track: null,
      heightMm: 1650,
    });
    // Twice: the first picture may still wait for its shaders.
    for (let picture = 0; picture < 2; picture += 1) {
      hologram.frame(tick, { mirrored, light, eye: null, present: true }, 5000);
      await hologram.finished();
    }
  },
  get shaderCompiles() {
    return hologram.shaderCompiles;
  },
};
Object.defineProperty(window, 'rumianBench', { value: page });
