import { describe, expect, test } from 'vitest';
import { cueNames } from '../../../../hardware/contract.ts';
import { luminance, mixPerceived, white } from '../../../../hardware/lighting/colour.ts';
import { ease } from '../../../../hardware/lighting/fade.ts';
import {
  cueFadeMs,
  cueLook,
  defaultPatch,
  fadeTo,
  type Look,
  lampsAt,
  lampsFromUniverse,
  lookAt,
  patchFaults,
  slotLabels,
  standing,
  universeOf,
} from '../../../../hardware/lighting/index.ts';

const lit = (look: Look) => universeOf(look, defaultPatch).filter((slot) => slot > 0).length;
const total = (look: Look) => [...look.values()].reduce((sum, light) => sum + luminance(light), 0);

describe('cues', () => {
  test('every look lights lamps of the patch and nothing else, within 0..1', () => {
    const ids = new Set(defaultPatch.map((fixture) => fixture.id));
    for (const name of cueNames) {
      const look = cueLook(name);
      expect(new Set(look.keys())).toEqual(ids);
      for (const { r, g, b } of look.values()) {
        for (const channel of [r, g, b]) {
          expect(channel).toBeGreaterThanOrEqual(0);
          expect(channel).toBeLessThanOrEqual(1);
        }
      }
      expect(cueFadeMs(name)).toBeGreaterThan(0);
    }
  });

  test('only blackout is dark', () => {
    for (const name of cueNames) expect(lit(cueLook(name)) === 0).toBe(name === 'blackout');
  });

  test('safe and stopped show the room and the way out', () => {
    for (const name of ['safe', 'stopped', 'house'] as const) {
      const look = cueLook(name);
      for (const id of ['threshold', 'ceiling', 'floor']) {
        expect(luminance(look.get(id) ?? white(2700, 0))).toBeGreaterThan(0.002);
      }
      expect(total(look)).toBeGreaterThan(total(cueLook('asleep')) * 10);
    }
    expect(total(cueLook('stopped'))).toBeGreaterThan(total(cueLook('safe')));
  });

  test('asleep is the darkest that is not black; check-in lights the visitor most within a visit', () => {
    const others = cueNames.filter((name) => name !== 'blackout' && name !== 'asleep');
    for (const name of others)
      expect(total(cueLook(name))).toBeGreaterThan(total(cueLook('asleep')));
    const ceiling = (name: (typeof cueNames)[number]) =>
      luminance(cueLook(name).get('ceiling') ?? white(2700, 0));
    for (const name of ['greet', 'listening', 'thinking', 'speaking', 'farewell'] as const) {
      expect(ceiling('check-in')).toBeGreaterThan(ceiling(name));
    }
  });
});

describe('patch', () => {
  test('the booth as shipped is sound', () => {
    expect(patchFaults(defaultPatch)).toEqual([]);
    expect(slotLabels(defaultPatch).map(({ slot }) => slot)).toEqual(
      Array.from({ length: 13 }, (_, index) => index + 1),
    );
    expect(slotLabels(defaultPatch)[0]).toEqual({ slot: 1, label: 'key-left.dim' });
  });

  test('overlaps, doubles and addresses outside the universe are found', () => {
    const [first, second, ...rest] = defaultPatch;
    if (first === undefined || second === undefined) throw new Error('a patch of two at least');
    const bad = [first, { ...second, id: first.id, address: 1 }, { ...rest[0], address: 511 }];
    expect(patchFaults(bad as typeof defaultPatch).map(({ fault }) => fault)).toEqual([
      'duplicate-id',
      'overlap',
      'outside-universe',
    ]);
  });

  test('what a universe shows is what was asked for, within a slot', () => {
    for (const name of cueNames) {
      const look = cueLook(name);
      for (const lamp of lampsFromUniverse(universeOf(look, defaultPatch), defaultPatch)) {
        const asked = look.get(lamp.id) ?? white(2700, 0);
        for (const channel of ['r', 'g', 'b'] as const) {
          expect(Math.abs(lamp[channel] - asked[channel])).toBeLessThan(0.012);
        }
      }
    }
  });

  test('a universe has 512 slots, those not patched at zero', () => {
    const universe = universeOf(cueLook('work-light'), defaultPatch);
    expect(universe).toHaveLength(512);
    expect(universe.subarray(13).every((slot) => slot === 0)).toBe(true);
    expect(universe[0]).toBe(255);
  });

  test('white light leaves an RGBW lamp by its white chip', () => {
    const universe = universeOf(new Map([['ceiling', white(2700, 1)]]), defaultPatch);
    expect([...universe.subarray(5, 9)]).toEqual([0, 0, 0, 255]);
  });
});

describe('fades', () => {
  const dim = cueLook('asleep');
  const bright = cueLook('stopped');

  test('begin and end exactly', () => {
    expect(lampsAt(dim, bright, 0)).toBe(dim);
    expect(lampsAt(dim, bright, 1)).toBe(bright);
  });

  test('rise steadily: no lamp steps back or jumps', () => {
    let before = universeOf(dim, defaultPatch);
    for (let step = 1; step <= 200; step += 1) {
      const now = universeOf(lampsAt(dim, bright, step / 200), defaultPatch);
      for (const slot of [0, 1, 8, 12]) {
        const change = (now[slot] ?? 0) - (before[slot] ?? 0);
        expect(change).toBeGreaterThanOrEqual(0);
        expect(change).toBeLessThanOrEqual(6);
      }
      before = now;
    }
  });

  test('half-way looks half-way: far less than half the light', () => {
    const half = mixPerceived(white(2700, 0), white(2700, 1), 0.5);
    expect(luminance(half) / luminance(white(2700, 1))).toBeCloseTo(0.125, 2);
  });

  test('leave and arrive gently', () => {
    expect(ease(0.02)).toBeLessThan(0.002);
    expect(ease(0.98)).toBeGreaterThan(0.998);
    expect(ease(0.5)).toBeCloseTo(0.5);
    expect(ease(-1)).toBe(0);
    expect(ease(2)).toBe(1);
  });

  test('a new cue starts from wherever the running fade is', () => {
    const first = fadeTo(standing(dim), bright, 1000, 1000);
    const midway = lookAt(first, 1500);
    const second = fadeTo(first, dim, 1500, 400);
    expect(universeOf(lookAt(second, 1500), defaultPatch)).toEqual(
      universeOf(midway, defaultPatch),
    );
    expect(lookAt(second, 1900)).toBe(dim);
    expect(lookAt(fadeTo(first, dim, 1500, 0), 1500)).toBe(dim);
  });
});
