import { add, dot, scale, subtract, vertexAt } from './maths.ts';

/** A garment's surface: packed positions and outward unit normals, decimetres. */
export interface Cloth {
  readonly positions: Float64Array;
  readonly normals: Float64Array;
}

/** Skin this close to cloth, sideways, belongs under it. */
const reach = 0.24;
/** How deep under the cloth skin has to lie. */
const depth = 0.06;
/** Further out than this it is another layer, such as a turned collar, not skin that pokes through. */
const farthest = 0.2;

/**
 * Pushes skin that pokes through cloth under it, in place. Garments were fitted to a young average body;
 * on another build their edges can sink into the skin.
 */
export const tuckSkin = (
  positions: Float64Array,
  normals: Float64Array,
  vertices: Iterable<number>,
  cloths: readonly Cloth[],
): void => {
  const cell = 0.25;
  const keyOf = (x: number, y: number, z: number): number =>
    (Math.floor(x / cell) + 512) * 1048576 +
    (Math.floor(y / cell) + 512) * 1024 +
    Math.floor(z / cell) +
    512;
  const grid = new Map<number, Array<readonly [cloth: Cloth, vertex: number]>>();
  for (const cloth of cloths)
    for (let v = 0; v < cloth.positions.length / 3; v++) {
      const key = keyOf(...vertexAt(cloth.positions, v));
      const list = grid.get(key) ?? [];
      list.push([cloth, v]);
      grid.set(key, list);
    }
  for (const v of vertices) {
    const p = vertexAt(positions, v);
    const n = vertexAt(normals, v);
    let push = 0;
    for (let dx = -1; dx <= 1; dx++)
      for (let dy = -1; dy <= 1; dy++)
        for (let dz = -1; dz <= 1; dz++)
          for (const [cloth, at] of grid.get(
            keyOf(p[0] + dx * cell, p[1] + dy * cell, p[2] + dz * cell),
          ) ?? []) {
            const facing = vertexAt(cloth.normals, at);
            // The inside of a collar faces the other way and must not pull skin out.
            if (dot(facing, n) < 0.5) continue;
            const away = subtract(p, vertexAt(cloth.positions, at));
            const out = dot(away, facing);
            if (out < -depth || out > farthest) continue;
            const sideways = dot(away, away) - out * out;
            if (sideways > reach * reach) continue;
            push = Math.max(
              push,
              (out + depth) * (1 - Math.sqrt(Math.max(0, sideways)) / reach / 2),
            );
          }
    if (push === 0) continue;
    const moved = add(p, scale(n, -push));
    positions.set(moved, 3 * v);
  }
};
