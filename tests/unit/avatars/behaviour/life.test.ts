import { describe, expect, it } from 'vitest';
import {
  createLife,
  type Demeanour,
  type EyePoint,
  type LifeTick,
  mouthShapes,
  speechTrack,
} from '../../../../avatars/behaviour/index.ts';
import { lidsAt } from '../../../../avatars/behaviour/life/blink.ts';
import { createChance } from '../../../../avatars/behaviour/life/random.ts';

const degrees = Math.PI / 180;
const visitor: EyePoint = { xMm: 0, yMm: 1590, zMm: 1300 };
const frameMs = 1000 / 60;

interface Story {
  readonly seed?: number;
  readonly seconds: number;
  readonly demeanour: Demeanour | ((ms: number) => Demeanour);
  readonly eye?: EyePoint | null;
}

function live({
  seed = 11,
  seconds,
  demeanour,
  eye = visitor,
}: Story): (LifeTick & { ms: number })[] {
  const life = createLife(seed);
  const out: (LifeTick & { ms: number })[] = [];
  for (let ms = 0; ms <= seconds * 1000; ms += frameMs)
    out.push({
      ms,
      ...life.tick({
        nowMs: 50_000 + ms,
        demeanour: typeof demeanour === 'string' ? demeanour : demeanour(ms),
        eye,
        track: null,
        heightMm: 1700,
      }),
    });
  return out;
}

/** Where the eyes point in the room: head and eye turned together. */
const gazeYaw = (tick: LifeTick): number =>
  (tick.joints.Neck?.yaw ?? 0) +
  (tick.joints.Head?.yaw ?? 0) +
  (tick.joints.Spine2?.yaw ?? 0) +
  ((tick.joints.LeftEye?.yaw ?? 0) + (tick.joints.RightEye?.yaw ?? 0)) / 2;
const gazePitch = (tick: LifeTick): number =>
  (tick.joints.Neck?.pitch ?? 0) +
  (tick.joints.Head?.pitch ?? 0) +
  (tick.joints.LeftEye?.pitch ?? 0);
const blinks = (ticks: readonly LifeTick[]): number =>
  ticks.filter(
    (tick, i) =>
      (tick.shapes.eyeBlinkLeft ?? 0) > 0.9 && (ticks[i - 1]?.shapes.eyeBlinkLeft ?? 0) <= 0.9,
  ).length;

describe('a life', () => {
  it('is the same for the same seed and other for another', () => {
    const story: Story = { seconds: 20, demeanour: (ms) => (ms < 9000 ? 'listening' : 'speaking') };
    expect(live(story)).toEqual(live(story));
    expect(live({ ...story, seed: 12 })).not.toEqual(live(story));
  });

  it.each([
    ['listening', 8, 21],
    ['idle', 8, 23],
    ['speaking', 16, 33],
  ] as const)('%s, blinks between %i and %i times a minute', (demeanour, least, most) => {
    const rates = [1, 2, 3].map((seed) => blinks(live({ seed, seconds: 180, demeanour })) / 3);
    for (const rate of rates) {
      expect(rate).toBeGreaterThanOrEqual(least);
      expect(rate).toBeLessThanOrEqual(most);
    }
  });

  it('shuts its eyes fast and opens them slowly', () => {
    expect(lidsAt(80)).toBe(1);
    expect(lidsAt(40)).toBeGreaterThan(0.4);
    expect(lidsAt(100 + 66)).toBeLessThan(0.5);
    expect(lidsAt(290)).toBeLessThan(0.01);
    expect(lidsAt(400)).toBe(0);
  });

  it('looks at the visitor, wherever they stand, most of the time when listening', () => {
    for (const xMm of [-500, 0, 700]) {
      const eye = { xMm, yMm: 1590, zMm: 1300 };
      const wanted = Math.atan2(xMm, 1300);
      const ticks = live({ seconds: 60, demeanour: 'listening', eye }).slice(120);
      const on = ticks.filter((tick) => Math.abs(gazeYaw(tick) - wanted) < 4 * degrees).length;
      expect(on / ticks.length, `${xMm} mm`).toBeGreaterThan(0.7);
      expect(on / ticks.length, `${xMm} mm`).toBeLessThan(0.995);
    }
  });

  it('never stares: the eyes move within every two and a half seconds', () => {
    for (const demeanour of ['listening', 'speaking', 'idle'] as const) {
      const ticks = live({ seconds: 60, demeanour });
      for (let i = 0; i + 240 < ticks.length; i += 60) {
        const yaws = ticks.slice(i, i + 240).map((tick) => tick.joints.LeftEye?.yaw ?? 0);
        expect(
          Math.max(...yaws) - Math.min(...yaws),
          `${demeanour} at ${i / 60} s`,
        ).toBeGreaterThan(0.3 * degrees);
      }
    }
  });

  it('looks away more when speaking than when listening', () => {
    const away = (demeanour: Demeanour) => {
      const ticks = live({ seconds: 120, demeanour });
      return ticks.filter((tick) => Math.abs(gazeYaw(tick)) > 5 * degrees).length / ticks.length;
    };
    expect(away('speaking')).toBeGreaterThan(2 * away('listening'));
  });

  it('looks up and aside within 200 ms of beginning to think', () => {
    for (const seed of [1, 2, 3, 4, 5]) {
      const ticks = live({
        seed,
        seconds: 6,
        demeanour: (ms) => (ms < 5000 ? 'listening' : 'thinking'),
      });
      const before = ticks.find((tick) => tick.ms >= 4990);
      const after = ticks.find((tick) => tick.ms >= 5200);
      expect(gazePitch(after as LifeTick)).toBeLessThan(
        gazePitch(before as LifeTick) - 3 * degrees,
      );
      expect(Math.abs(gazeYaw(after as LifeTick))).toBeGreaterThan(5 * degrees);
    }
  });

  it('turns the head after the eyes only when they go far', () => {
    const far = live({
      seconds: 6,
      demeanour: 'listening',
      eye: { xMm: 1300, yMm: 1590, zMm: 1300 },
    });
    const last = far.at(-1);
    const headYaw = (last?.joints.Head?.yaw ?? 0) + (last?.joints.Neck?.yaw ?? 0);
    expect(headYaw).toBeGreaterThan(18 * degrees);
    expect(headYaw).toBeLessThan(42 * degrees);
    const near = live({
      seconds: 6,
      demeanour: 'listening',
      eye: { xMm: 150, yMm: 1590, zMm: 1300 },
    });
    expect(Math.abs(near.at(-1)?.joints.Head?.yaw ?? 1)).toBeLessThan(4 * degrees);
  });

  it('breathes 12 to 20 times a minute', () => {
    const ticks = live({ seconds: 120, demeanour: 'idle' });
    const chest = ticks.map((tick) => -(tick.joints.Spine1?.pitch ?? 0));
    const mean = chest.reduce((a, b) => a + b, 0) / chest.length;
    const rises = chest.filter(
      (level, i) => level > mean && (chest[i - 1] ?? level) <= mean,
    ).length;
    expect(rises / 2).toBeGreaterThanOrEqual(12);
    expect(rises / 2).toBeLessThanOrEqual(20);
  });

  it('comes and goes gently', () => {
    const ticks = live({
      seconds: 12,
      demeanour: (ms) => (ms < 6000 ? 'arriving' : ms < 9000 ? 'leaving' : 'absent'),
    });
    const presence = (ms: number) => ticks.find((tick) => tick.ms >= ms)?.presence ?? -1;
    expect(presence(0)).toBe(0);
    expect(presence(800)).toBeCloseTo(0.5, 1);
    expect(presence(5000)).toBe(1);
    expect(presence(6500)).toBeGreaterThan(0.4);
    expect(presence(6500)).toBeLessThan(0.8);
    expect(presence(11_000)).toBe(0);
  });

  it('keeps every weight and angle where a body can follow, without jumps of the head', () => {
    const demeanours: readonly Demeanour[] = [
      'arriving',
      'greeting',
      'listening',
      'thinking',
      'speaking',
      'leaving',
      'absent',
      'idle',
    ];
    const ticks = live({
      seconds: 64,
      demeanour: (ms) => demeanours[Math.floor(ms / 8000) % demeanours.length] ?? 'idle',
      eye: { xMm: -2000, yMm: 900, zMm: 300 },
    });
    let before: LifeTick | undefined;
    for (const tick of ticks) {
      for (const [name, weight] of Object.entries(tick.shapes)) {
        expect(weight, name).toBeGreaterThanOrEqual(0);
        expect(weight, name).toBeLessThanOrEqual(1);
      }
      for (const joint of Object.values(tick.joints))
        for (const angle of [joint.yaw, joint.pitch, joint.roll])
          expect(Math.abs(angle)).toBeLessThan(60 * degrees);
      const turn = Math.abs(
        (tick.joints.Head?.yaw ?? 0) - (before?.joints.Head?.yaw ?? tick.joints.Head?.yaw ?? 0),
      );
      expect(turn).toBeLessThan(4 * degrees);
      before = tick;
    }
  });
});

describe('a speaking life', () => {
  const track = speechTrack([
    { ipa: 'ˈɑː', startMs: 0, endMs: 1500 },
    { ipa: 'b', startMs: 1500, endMs: 1560 },
    { ipa: 'ˈɑː', startMs: 1560, endMs: 3000 },
  ]);

  it('moves the mouth by the track, and shuts it without a jump when speech is cut off', () => {
    const life = createLife(4);
    let before: LifeTick | undefined;
    for (let ms = 0; ms < 3000; ms += frameMs) {
      const tick = life.tick({
        nowMs: ms,
        demeanour: 'speaking',
        eye: visitor,
        track: ms < 1200 ? { track, startMs: 0 } : null,
        heightMm: 1700,
      });
      if (ms > 800 && ms < 1150) expect(tick.shapes.jawOpen).toBeGreaterThan(0.3);
      if (ms > 1400) expect(tick.shapes.jawOpen).toBe(0);
      for (const name of mouthShapes)
        expect(
          Math.abs((tick.shapes[name] ?? 0) - (before?.shapes[name] ?? 0)),
        ).toBeLessThanOrEqual(0.35);
      before = tick;
    }
  });
});

describe('chance', () => {
  it('has the means it promises', () => {
    const chance = createChance(5);
    const draws = Array.from({ length: 20_000 }, () => chance.logNormal(3.5, 0.6));
    expect(draws.reduce((a, b) => a + b, 0) / draws.length).toBeCloseTo(3.5, 1);
    const uniform = Array.from({ length: 20_000 }, () => chance.uniform());
    expect(uniform.reduce((a, b) => a + b, 0) / uniform.length).toBeCloseTo(0.5, 1);
    expect(Math.min(...uniform)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...uniform)).toBeLessThan(1);
  });
});
