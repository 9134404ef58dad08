import type { WalkPoint } from '../contract.ts';

/** Somebody comes up from the street side, stays to talk, and goes: 30 s, radar frame, millimetres. */
export const comeTalkAndGo: readonly WalkPoint[] = [
  { atMs: 0, xMm: 1400, zMm: 5200 },
  { atMs: 3500, xMm: 500, zMm: 2800 },
  { atMs: 5500, xMm: 60, zMm: 1300 },
  { atMs: 8000, xMm: 0, zMm: 1150 },
  { atMs: 20_000, xMm: -60, zMm: 1200 },
  { atMs: 22_000, xMm: -500, zMm: 2400 },
  { atMs: 26_000, xMm: -1700, zMm: 5400 },
  { atMs: 27_000, xMm: -2400, zMm: 6800 },
];

export const comeTalkAndGoMs = 30_000;

export interface WalkFault {
  readonly code: 'bad-walk';
  readonly cause: string;
  readonly remedy: string;
}

/** Reads a walk from unknown data: an array of {atMs, xMm, zMm}, times growing, within ±20 m. */
export function readWalk(data: unknown): { readonly path: readonly WalkPoint[] } | WalkFault {
  const refuse = (cause: string): WalkFault => ({
    code: 'bad-walk',
    cause,
    remedy:
      'Write the walk as JSON: [{"atMs":0,"xMm":1400,"zMm":5200},{"atMs":4000,"xMm":0,"zMm":1200}], times growing, places within 20 m.',
  });
  if (!Array.isArray(data) || data.length === 0) return refuse('A walk is a list of points.');
  const path: WalkPoint[] = [];
  for (const [index, point] of data.entries()) {
    if (typeof point !== 'object' || point === null) return refuse(`Point ${index} is no point.`);
    const { atMs, xMm, zMm } = point as Record<string, unknown>;
    if (!isWithin(atMs, 0, 86_400_000) || !isWithin(xMm, -20_000, 20_000)) {
      return refuse(`Point ${index} needs numbers atMs (0 or more) and xMm (within 20 m).`);
    }
    if (!isWithin(zMm, -20_000, 20_000)) return refuse(`Point ${index} needs zMm within 20 m.`);
    const before = path.at(-1);
    if (before !== undefined && atMs <= before.atMs) {
      return refuse(`Point ${index} is not later than the one before it.`);
    }
    path.push({ atMs, xMm, zMm });
  }
  return { path };
}

function isWithin(value: unknown, min: number, max: number): value is number {
  return typeof value === 'number' && Number.isFinite(value) && value >= min && value <= max;
}
