import { describe, expect, it } from 'vitest';
import { ageParts, type MacroBuild, macroWeights } from '../../../../avatars/studio/macro.ts';
import { seeded } from '../../../../avatars/studio/maths.ts';

const build: MacroBuild = {
  ageYears: 76,
  sex: 0.2,
  ethnic: { asian: 2, african: 1, caucasian: 1 },
  muscle: 0.4,
  weight: 0.7,
  height: 0.5,
  proportions: 0.5,
};
const sumOf = (weights: ReadonlyMap<string, number>, pattern: RegExp): number =>
  [...weights].filter(([path]) => pattern.test(path)).reduce((sum, [, weight]) => sum + weight, 0);

describe('blending a person', () => {
  it('takes an age as a mixture of its two neighbours', () => {
    expect(ageParts(25)).toEqual([['young', 1]]);
    expect(ageParts(90)).toEqual([['old', 1]]);
    const [young, old] = ageParts(57.5);
    expect(young?.[1]).toBeCloseTo(0.5);
    expect(old?.[1]).toBeCloseTo(0.5);
  });

  it('gives a face and a body that are each one whole, for any person', () => {
    const next = seeded(7);
    for (let i = 0; i < 200; i++) {
      const weights = macroWeights({
        ageYears: 1 + next() * 89,
        sex: next(),
        ethnic: { asian: next(), african: next(), caucasian: next() },
        muscle: next(),
        weight: next(),
        height: next(),
        proportions: next(),
      });
      expect(sumOf(weights, /^macrodetails\/(asian|african|caucasian)-/)).toBeCloseTo(1, 9);
      expect(sumOf(weights, /^macrodetails\/universal-/)).toBeCloseTo(1, 9);
    }
  });

  it('multiplies: a part of sex by a part of age by a part of origin', () => {
    const weights = macroWeights(build);
    const old = (76 - 25) / 65;
    expect(weights.get('macrodetails/asian-female-old')).toBeCloseTo(0.8 * old * 0.5, 9);
    expect(weights.get('macrodetails/african-male-young')).toBeCloseTo(0.2 * (1 - old) * 0.25, 9);
    expect(weights.get('macrodetails/universal-female-old-averagemuscle-maxweight')).toBeCloseTo(
      0.8 * old * 0.8 * 0.4,
      9,
    );
  });

  it('leaves height and proportions alone in the middle of their dials', () => {
    expect(sumOf(macroWeights(build), /height|proportions/)).toBe(0);
    expect(sumOf(macroWeights({ ...build, height: 1 }), /maxheight$/)).toBeCloseTo(1, 9);
    expect(sumOf(macroWeights({ ...build, height: 0.25 }), /minheight$/)).toBeCloseTo(0.5, 9);
  });
});
