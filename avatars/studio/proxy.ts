import { packInfluences, type Skinning } from './rig.ts';
import type { BaseMesh, Follower } from './source.ts';

/** How far the body part that a proxy sits on has grown, by axis, from its extent over the referenced vertices. */
const growth = (proxy: Follower, base: BaseMesh, shaped: ArrayLike<number>): number[] =>
  [0, 1, 2].map((axis) => {
    const extent = (positions: ArrayLike<number>): number => {
      let low = Number.POSITIVE_INFINITY;
      let high = Number.NEGATIVE_INFINITY;
      for (const ref of proxy.refs) {
        const value = positions[3 * ref + axis] ?? 0;
        low = Math.min(low, value);
        high = Math.max(high, value);
      }
      return high - low;
    };
    const before = extent(base.positions);
    return before > 1e-6 ? extent(shaped) / before : 1;
  });

/** Each vertex follows three vertices of the shaped base mesh, plus an offset that grows with the body part. */
export const fitProxy = (
  proxy: Follower,
  base: BaseMesh,
  shaped: ArrayLike<number>,
): Float64Array => {
  const grown = growth(proxy, base, shaped);
  const out = followDeltas(proxy, shaped);
  for (let i = 0; i < out.length; i++)
    out[i] = (out[i] ?? 0) + (proxy.offsets[i] ?? 0) * (grown[i % 3] ?? 1);
  return out;
};

/** What a field over the base mesh (positions or morph deltas) is at the proxy's vertices. */
export const followDeltas = (proxy: Follower, field: ArrayLike<number>): Float64Array => {
  const out = new Float64Array(proxy.vertexCount * 3);
  for (let v = 0; v < proxy.vertexCount; v++)
    for (let k = 0; k < 3; k++) {
      const weight = proxy.weights[3 * v + k] ?? 0;
      const ref = proxy.refs[3 * v + k] ?? 0;
      if (weight === 0) continue;
      for (let c = 0; c < 3; c++)
        out[3 * v + c] = (out[3 * v + c] ?? 0) + weight * (field[3 * ref + c] ?? 0);
    }
  return out;
};

/** The proxy moves with the bones of the vertices it follows. */
export const followWeights = (proxy: Follower, skin: Skinning): Skinning =>
  packInfluences(
    Array.from({ length: proxy.vertexCount }, (_, v) => {
      const row = new Map<number, number>();
      for (let k = 0; k < 3; k++) {
        const share = Math.max(0, proxy.weights[3 * v + k] ?? 0);
        const ref = proxy.refs[3 * v + k] ?? 0;
        for (let j = 0; j < 4; j++) {
          const weight = share * (skin.weights[4 * ref + j] ?? 0);
          const joint = skin.joints[4 * ref + j] ?? 0;
          if (weight > 0) row.set(joint, (row.get(joint) ?? 0) + weight);
        }
      }
      return row;
    }),
    0,
  );
