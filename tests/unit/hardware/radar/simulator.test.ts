import { describe, expect, test } from 'vitest';
import { ld2450Twin } from '../../../../hardware/radar/ld2450/simulator.ts';
import { seeded } from '../../../../hardware/simulate/index.ts';
import {
  radarAskVersion,
  radarEmpty,
  radarEnableAnswer,
  radarEnableConfig,
  radarEndAnswer,
  radarEndConfig,
  radarVersionAnswer,
} from '../vectors.ts';

const standing = (xMm: number, zMm: number) => [{ atMs: 0, xMm, zMm }];

/** A word as the maker writes it, read here by hand. */
const word = (report: Uint8Array | null, at: number) => {
  const value = (report?.[at] ?? 0) + (report?.[at + 1] ?? 0) * 256;
  return value >= 0x8000 ? value - 0x8000 : -value;
};

describe('the radar from its own side', () => {
  test('reports an empty room as published', () => {
    expect(ld2450Twin({ random: seeded(1) }).report(0)).toEqual(radarEmpty);
  });

  test('answers commands as published, and is silent while configured', () => {
    const twin = ld2450Twin({ random: seeded(1) });
    expect(twin.receive(radarEnableConfig)).toEqual([radarEnableAnswer]);
    expect(twin.report(0)).toBeNull();
    expect(twin.receive(radarAskVersion)).toEqual([radarVersionAnswer]);
    expect(twin.receive(radarEndConfig)).toEqual([radarEndAnswer]);
    expect(twin.report(0)).not.toBeNull();
  });

  test('refuses commands outside the configuration', () => {
    const [answer] = ld2450Twin({ random: seeded(1) }).receive(radarAskVersion);
    expect(answer?.[8]).toBe(1);
  });

  test('somebody walking up is seen nearing, with a little noise', () => {
    const twin = ld2450Twin({ random: seeded(3) });
    twin.walk(
      [
        [
          { atMs: 0, xMm: -600, zMm: 3000 },
          { atMs: 2000, xMm: -600, zMm: 1000 },
        ],
      ],
      0,
    );
    const report = twin.report(1000);
    expect(Math.abs(word(report, 4) + 600)).toBeLessThan(80);
    expect(Math.abs(word(report, 6) - 2000)).toBeLessThan(80);
    expect(word(report, 8)).toBeLessThan(-60);
    expect(twin.report(1000)).not.toEqual(report);
  });

  test('the next person moves up into the first place when one goes', () => {
    const twin = ld2450Twin({ random: seeded(3), noiseMm: 0 });
    const leaves = [
      { atMs: 0, xMm: 0, zMm: 1000 },
      { atMs: 100, xMm: 0, zMm: 9000 },
    ];
    twin.walk([leaves, standing(500, 2000)], 0);
    expect(word(twin.report(0), 12)).toBe(500);
    expect(word(twin.report(500), 4)).toBe(500);
  });

  test('somebody who stands still fades from sight, and is back with the next step', () => {
    const twin = ld2450Twin({ random: seeded(3), losesStillAfterMs: 2000 });
    twin.walk(
      [
        [
          { atMs: 0, xMm: 0, zMm: 1200 },
          { atMs: 6000, xMm: 0, zMm: 1200 },
          { atMs: 7000, xMm: 400, zMm: 1200 },
        ],
      ],
      0,
    );
    for (let nowMs = 0; nowMs < 2000; nowMs += 100)
      expect(twin.report(nowMs)).not.toEqual(radarEmpty);
    expect(twin.report(2500)).toEqual(radarEmpty);
    expect(twin.report(6500)).not.toEqual(radarEmpty);
  });

  test('nobody is seen beyond six metres, behind it, or at its side', () => {
    const twin = ld2450Twin({ random: seeded(3) });
    twin.walk([standing(0, 6500), standing(0, -500), standing(2000, 500)], 0);
    expect(twin.report(0)).toEqual(radarEmpty);
  });
});
