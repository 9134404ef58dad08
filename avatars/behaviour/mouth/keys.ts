/** An evenly sampled curve as few keys with straight lines between them. */

export type Keys = ReadonlyArray<readonly [atMs: number, weight: number]>;

/** Weights may be off by this much between keys: under what one sees on a face. */
const tolerance = 0.012;

const rounded = (weight: number): number => Math.round(weight * 1000) / 1000;

/** Ramer-Douglas-Peucker over the weight. */
export function sparseKeys(curve: Float32Array, stepMs: number): Keys {
  const keep = new Uint8Array(curve.length);
  const spans: [number, number][] = [[0, curve.length - 1]];
  keep[0] = 1;
  keep[curve.length - 1] = 1;
  for (let span = spans.pop(); span !== undefined; span = spans.pop()) {
    const [from, to] = span;
    const a = curve[from] ?? 0;
    const slope = ((curve[to] ?? 0) - a) / Math.max(1, to - from);
    let worst = tolerance;
    let at = -1;
    for (let i = from + 1; i < to; i++) {
      const off = Math.abs((curve[i] ?? 0) - (a + slope * (i - from)));
      if (off > worst) {
        worst = off;
        at = i;
      }
    }
    if (at < 0) continue;
    keep[at] = 1;
    spans.push([from, at], [at, to]);
  }
  const keys: [number, number][] = [];
  for (let i = 0; i < curve.length; i++)
    if (keep[i] === 1) keys.push([i * stepMs, rounded(curve[i] ?? 0)]);
  return keys;
}
