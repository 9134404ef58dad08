/** Screenshots as numbers. */
import type { Page } from 'playwright-core';
import sharp from 'sharp';

/** A picture as rows of red, green, blue. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  at(x: number, y: number): [number, number, number];
}
export async function look(page: Page): Promise<Picture> {
  const { data, info } = await sharp(await page.screenshot())
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return {
    width: info.width,
    height: info.height,
    at(x, y) {
      const at = (y * info.width + x) * 3;
      return [data[at] ?? 0, data[at + 1] ?? 0, data[at + 2] ?? 0];
    },
  };
}
/** Brightness 0..255 of a rectangle's pixels, row by row. */
export function brightness(
  picture: Picture,
  x0: number,
  y0: number,
  x1: number,
  y1: number,
): number[] {
  const values: number[] = [];
  for (let y = y0; y < y1; y += 1)
    for (let x = x0; x < x1; x += 1) values.push(Math.max(...picture.at(x, y)));
  return values;
}
export const brightest = (values: readonly number[]) =>
  values.reduce((most, value) => Math.max(most, value), 0);

/** How alike two lists are, -1..1. */
export function correlation(a: readonly number[], b: readonly number[]): number {
  const mean = (list: readonly number[]) =>
    list.reduce((sum, value) => sum + value, 0) / list.length;
  const [ma, mb] = [mean(a), mean(b)];
  let [ab, aa, bb] = [0, 0, 0];
  a.forEach((value, at) => {
    const [da, db] = [value - ma, (b[at] ?? 0) - mb];
    ab += da * db;
    aa += da * da;
    bb += db * db;
  });
  return ab / Math.sqrt(aa * bb);
}
