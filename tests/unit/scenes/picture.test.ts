import { describe, expect, it } from 'vitest';
import { leastMarkHeight, markBox } from '../../../scenes/hologram/mark-box.ts';
import { easedLight, fade, fadeMs } from '../../../scenes/look/fade.ts';
import { mouthLight, surfaceOf } from '../../../scenes/look/surface.ts';
import { viewpoint, windowProjection } from '../../../scenes/optics/index.ts';

describe('the mark', () => {
  const sizes = [
    [480, 640],
    [1080, 1920],
    [1920, 1080],
    [2160, 3840],
    [240, 320],
    [64, 64],
    [768, 768],
  ] as const;
  it.each(sizes)(
    'in a picture of %i×%i is at least 5 %% of the shortest side high and wholly inside',
    (width, height) => {
      const box = markBox(width, height);
      expect(box.textHeightPx).toBeGreaterThanOrEqual(leastMarkHeight * Math.min(width, height));
      expect(box.xPx).toBeGreaterThanOrEqual(0);
      expect(box.xPx + box.widthPx).toBeLessThanOrEqual(width);
      expect(box.yPx).toBeGreaterThanOrEqual(0);
      expect(box.yPx + box.heightPx).toBeLessThanOrEqual(height);
    },
  );
  it('stands low and in the middle, so that mirroring leaves it in its place', () => {
    const box = markBox(480, 640);
    expect(box.xPx + box.widthPx / 2).toBeCloseTo(240, 0);
    expect(box.yPx).toBeGreaterThan(640 * 0.85);
  });
});

/** Where a point ends up in the picture: x and y from -1 to 1. */
function project(
  matrix: readonly number[],
  point: readonly [number, number, number],
): [number, number] {
  const at = (column: number) =>
    point.reduce(
      (sum, value, row) => sum + value * (matrix[row * 4 + column] ?? 0),
      matrix[12 + column] ?? 0,
    );
  return [at(0) / at(3), at(1) / at(3)];
}

describe('the window', () => {
  const seen = viewpoint(1.7, 3 / 4, 'figure', 1.6);
  /** From the eye to a point on the plane of the person. */
  const onPlane = (xM: number, yM: number): [number, number, number] => [
    xM,
    yM - seen.eyeHeightM,
    -seen.distanceM,
  ];

  it('has its corners in the corners of the picture, though the eye is not in its middle', () => {
    const matrix = windowProjection(seen, 0.3, 8, false);
    const { leftM, rightM, bottomM, topM } = seen.window;
    const [x0, y0] = project(matrix, onPlane(leftM, bottomM));
    const [x1, y1] = project(matrix, onPlane(rightM, topM));
    expect([x0, y0, x1, y1].map((value) => Math.round(value * 1e6) / 1e6)).toEqual([-1, -1, 1, 1]);
  });
  it('mirrored, is the same picture with left and right exchanged', () => {
    const straight = windowProjection(seen, 0.3, 8, false);
    const mirrored = windowProjection(seen, 0.3, 8, true);
    for (const point of [
      [0.3, -0.2, -2],
      [-0.1, 0.4, -1.4],
    ] as const) {
      const [x, y] = project(straight, point);
      const [mx, my] = project(mirrored, point);
      expect(mx).toBeCloseTo(-x, 12);
      expect(my).toBeCloseTo(y, 12);
    }
  });
  it('shows the person from mid-thigh to above the hair, in true proportions', () => {
    const { leftM, rightM, bottomM, topM } = seen.window;
    expect(bottomM / 1.7).toBeCloseTo(0.4, 6);
    expect(topM).toBeGreaterThan(1.7);
    expect((rightM - leftM) / (topM - bottomM)).toBeCloseTo(3 / 4, 6);
  });
  it('as a portrait holds head and shoulders', () => {
    const { bottomM, topM } = viewpoint(1.7, 1, 'portrait', null).window;
    expect(bottomM).toBeGreaterThan(1.2);
    expect(topM).toBeGreaterThan(1.7);
  });
});

describe('coming and going', () => {
  it('takes 1.2 seconds each way and stops at the ends', () => {
    expect(fadeMs).toBe(1200);
    expect(fade(0, true, 600)).toBe(0.5);
    expect(fade(0.9, true, 600)).toBe(1);
    expect(fade(0.2, false, 600)).toBe(0);
  });
  it('is dark at the beginning and fully lit at the end', () => {
    expect([easedLight(0), easedLight(0.5), easedLight(1)]).toEqual([0, 0.5, 1]);
  });
});

describe('surfaces', () => {
  it.each([
    ['eyelashes', 'lash'],
    ['eyebrow003', 'lash'],
    ['eyes', 'eye'],
    ['Teeth_Base', 'teeth'],
    ['tongue01', 'tongue'],
    ['short02', 'hair'],
    ['skin', 'skin'],
    ['garment-1', 'cloth'],
    ['male_elegantsuit01', 'cloth'],
  ])('%s is %s', (name, surface) => {
    expect(surfaceOf(name)).toBe(surface);
  });
  it('let light into the mouth as it opens, and never all of it', () => {
    expect(mouthLight(0)).toBeLessThan(mouthLight(0.5));
    expect(mouthLight(2)).toBeLessThan(1);
  });
});
