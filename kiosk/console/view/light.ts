import type { LampLevel } from '../../../hardware/contract.ts';

const encode = (linear: number): number => {
  const v = Math.min(1, Math.max(0, linear));
  return Math.round(255 * (v <= 0.0031308 ? v * 12.92 : 1.055 * v ** (1 / 2.4) - 0.055));
};

/** Linear light to the colour a screen shows for it. */
export const colourOf = ({ r, g, b }: Pick<LampLevel, 'r' | 'g' | 'b'>): string =>
  `rgb(${encode(r)} ${encode(g)} ${encode(b)})`;

/** How strong a lamp is, percent of its brightest channel (linear light). */
export const percentOf = ({ r, g, b }: Pick<LampLevel, 'r' | 'g' | 'b'>): number =>
  Math.round(100 * Math.max(r, g, b));
