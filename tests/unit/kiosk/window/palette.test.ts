import { describe, expect, it } from 'vitest';
import { contrast, palette } from '../../../../kiosk/window/index.ts';

describe('the palette', () => {
  it('knows contrast as WCAG defines it', () => {
    expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 5);
    expect(contrast('#ffffff', '#767676')).toBeCloseTo(4.54, 2);
    expect(contrast('#123456', '#123456')).toBe(1);
  });

  it.each([
    ['paper', 'ground'],
    ['paper', 'board'],
    ['paper', 'boardPressed'],
    ['shade', 'ground'],
    ['shade', 'board'],
    ['lamp', 'ground'],
    ['ground', 'lamp'],
  ] as const)('lets %s be read on %s by poor eyes: 7:1 and more', (words, ground) => {
    expect(contrast(palette[words], palette[ground])).toBeGreaterThanOrEqual(7);
  });

  it('lets frames be seen: 3:1 on the ground (WCAG 1.4.11)', () => {
    expect(contrast(palette.line, palette.ground)).toBeGreaterThanOrEqual(3);
  });
});
