/** Walks for the virtual booth, booth millimetres: x to the person's left, z towards the visitor. */
import type { PresentVisitor, WalkPoint } from '../../../hardware/contract.ts';

/** A simulated visitor vanishes when the walk is over, so standing lasts as long as anybody watches. */
const standMs = 60 * 60_000;
const talkPlace = { xMm: 0, zMm: 1150 };

export const walkUp: readonly WalkPoint[] = [
  { atMs: 0, xMm: 1400, zMm: 5200 },
  { atMs: 3500, xMm: 500, zMm: 2800 },
  { atMs: 5500, xMm: 60, zMm: 1300 },
  { atMs: 7000, ...talkPlace },
  { atMs: 7000 + standMs, ...talkPlace },
];

/** Past the booth without stopping. */
export const passBy: readonly WalkPoint[] = [
  { atMs: 0, xMm: -2600, zMm: 3200 },
  { atMs: 5000, xMm: 2600, zMm: 3000 },
];

export const comeStayGo: readonly WalkPoint[] = [
  { atMs: 0, xMm: 1400, zMm: 5200 },
  { atMs: 3500, xMm: 500, zMm: 2800 },
  { atMs: 6500, ...talkPlace },
  { atMs: 60_000, xMm: -60, zMm: 1200 },
  { atMs: 65_000, xMm: -1800, zMm: 5600 },
];

type Place = Pick<PresentVisitor, 'xMm' | 'zMm'>;

export const stand = (at: Place | null): readonly WalkPoint[] => {
  const place = at ?? talkPlace;
  return [
    { atMs: 0, xMm: place.xMm, zMm: place.zMm },
    { atMs: standMs, xMm: place.xMm, zMm: place.zMm },
  ];
};

export const leave = (from: Place | null): readonly WalkPoint[] => {
  const place = from ?? talkPlace;
  return [
    { atMs: 0, xMm: place.xMm, zMm: place.zMm },
    { atMs: 4000, xMm: -1800, zMm: 5600 },
    { atMs: 5000, xMm: -2400, zMm: 6800 },
  ];
};

export type WalkProblem =
  | { readonly code: 'empty' }
  | { readonly code: 'shape' | 'order' | 'far'; readonly line: number };

const farthestM = 20;

/** Reads lines of `time s, across m, distance m`; commas or spaces, empty lines are skipped. */
export function readPath(
  text: string,
): { readonly path: readonly WalkPoint[] } | { readonly problem: WalkProblem } {
  const path: WalkPoint[] = [];
  for (const [index, raw] of text.split('\n').entries()) {
    if (raw.trim() === '') continue;
    const line = index + 1;
    const words = raw.trim().split(/[\s,，;]+/);
    const [s, across, away] = words.map(Number);
    if (words.length !== 3 || s === undefined || across === undefined || away === undefined) {
      return { problem: { code: 'shape', line } };
    }
    if (![s, across, away].every(Number.isFinite) || s < 0) {
      return { problem: { code: 'shape', line } };
    }
    if (Math.abs(across) > farthestM || Math.abs(away) > farthestM) {
      return { problem: { code: 'far', line } };
    }
    const before = path.at(-1);
    if (before !== undefined && s * 1000 <= before.atMs)
      return { problem: { code: 'order', line } };
    path.push({
      atMs: Math.round(s * 1000),
      xMm: Math.round(across * 1000),
      zMm: Math.round(away * 1000),
    });
  }
  return path.length === 0 ? { problem: { code: 'empty' } } : { path };
}
