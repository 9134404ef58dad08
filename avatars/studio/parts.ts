import type { Skinning } from './rig.ts';
import type { FaceMesh } from './source.ts';

/** A displacement for some vertices of a part, metres; everything not listed stays. */
export interface PartMorph {
  readonly name: string;
  readonly positions: Float32Array;
  /** Change of the normal at full weight; null where shading need not follow. */
  readonly normals: Float32Array | null;
}

export interface Part {
  readonly name: string;
  readonly material: string;
  readonly positions: Float32Array;
  readonly normals: Float32Array;
  readonly uvs: Float32Array;
  readonly joints: Uint8Array;
  readonly weights: Float32Array;
  readonly indices: Uint32Array;
  readonly morphs: readonly PartMorph[];
}

/** Area-weighted smooth normals over the given quads. */
export const smoothNormals = (
  positions: ArrayLike<number>,
  quads: ArrayLike<number>,
  faces: readonly number[],
): Float64Array => {
  const out = new Float64Array(positions.length);
  const p = (v: number, c: number): number => positions[3 * v + c] ?? 0;
  for (const f of faces) {
    const a = quads[4 * f] ?? 0;
    const b = quads[4 * f + 1] ?? 0;
    const c = quads[4 * f + 2] ?? 0;
    const d = quads[4 * f + 3] ?? 0;
    // The cross product of a quad's diagonals is twice its area along its normal.
    const x1 = p(c, 0) - p(a, 0);
    const y1 = p(c, 1) - p(a, 1);
    const z1 = p(c, 2) - p(a, 2);
    const x2 = p(d, 0) - p(b, 0);
    const y2 = p(d, 1) - p(b, 1);
    const z2 = p(d, 2) - p(b, 2);
    const n = [y1 * z2 - z1 * y2, z1 * x2 - x1 * z2, x1 * y2 - y1 * x2];
    for (const v of [a, b, c, d])
      for (let k = 0; k < 3; k++) out[3 * v + k] = (out[3 * v + k] ?? 0) + (n[k] ?? 0);
  }
  for (let v = 0; v < out.length / 3; v++) {
    const x = out[3 * v] ?? 0;
    const y = out[3 * v + 1] ?? 0;
    const z = out[3 * v + 2] ?? 0;
    const l = Math.sqrt(x * x + y * y + z * z);
    out[3 * v] = l > 0 ? x / l : 0;
    out[3 * v + 1] = l > 0 ? y / l : 1;
    out[3 * v + 2] = l > 0 ? z / l : 0;
  }
  return out;
};

export interface PartInput {
  readonly name: string;
  readonly material: string;
  readonly mesh: FaceMesh;
  /** Which faces of the mesh belong to the part. */
  readonly faces: readonly number[];
  /** Positions in decimetres, at rest. */
  readonly positions: Float64Array;
  /** Unit normals of the whole mesh, so that parts meet without a visible seam. */
  readonly normals: Float64Array;
  readonly skinning: Skinning;
  /** Decimetres, over the whole mesh. */
  readonly morphs: ReadonlyMap<string, Float64Array>;
  /** Also move the normals. */
  readonly morphNormals: boolean;
  /** Faces that shape the normals (a superset of `faces`), for morph normals. */
  readonly shadingFaces: readonly number[];
}

/** 0.05 mm: below this a displacement is noise of the data's thousandths. */
const stillDecimetres = 5e-4;

/** Cuts a part out of a mesh: one vertex for each position and uv pair, triangles, metres. */
export const cutPart = (input: PartInput): Part => {
  const { mesh, positions, normals, skinning } = input;
  const known = new Map<number, number>();
  const origin: number[] = [];
  const uvOf: number[] = [];
  const indices: number[] = [];
  const uvCount = mesh.uvs.length / 2 + 1;
  for (const f of input.faces) {
    const corner = [0, 1, 2, 3].map((k) => {
      const v = mesh.quads[4 * f + k] ?? 0;
      const uv = mesh.quadUvs[4 * f + k] ?? 0;
      const key = v * uvCount + uv;
      const at = known.get(key) ?? origin.length;
      if (at === origin.length) {
        known.set(key, at);
        origin.push(v);
        uvOf.push(uv);
      }
      return at;
    });
    const [a = 0, b = 0, c = 0, d = 0] = corner;
    if (a !== b && b !== c && a !== c) indices.push(a, b, c);
    if (a !== c && c !== d && a !== d) indices.push(a, c, d);
  }
  const gather = (from: ArrayLike<number>, width: number, factor = 1): Float32Array =>
    Float32Array.from({ length: origin.length * width }, (_, i) => {
      const v = origin[Math.floor(i / width)] ?? 0;
      return (from[v * width + (i % width)] ?? 0) * factor;
    });
  const morphs: PartMorph[] = [];
  for (const [name, field] of input.morphs) {
    if (!origin.some((v) => moves(field, v))) continue;
    const delta = gather(field, 3, 0.1);
    for (let i = 0; i < origin.length; i++)
      if (!moves(field, origin[i] ?? 0)) delta.fill(0, 3 * i, 3 * i + 3);
    morphs.push({
      name,
      positions: delta,
      normals: input.morphNormals ? gather(normalChange(input, field), 3) : null,
    });
  }
  return {
    name: input.name,
    material: input.material,
    positions: gather(positions, 3, 0.1),
    normals: gather(normals, 3),
    uvs: Float32Array.from({ length: origin.length * 2 }, (_, i) => {
      const value = mesh.uvs[2 * (uvOf[i >> 1] ?? 0) + (i % 2)] ?? 0;
      return i % 2 === 1 ? 1 - value : value;
    }),
    joints: Uint8Array.from(
      { length: origin.length * 4 },
      (_, i) => skinning.joints[4 * (origin[i >> 2] ?? 0) + (i % 4)] ?? 0,
    ),
    weights: gather(skinning.weights, 4),
    indices: Uint32Array.from(indices),
    morphs,
  };
};

const moves = (field: Float64Array, v: number): boolean =>
  Math.abs(field[3 * v] ?? 0) > stillDecimetres ||
  Math.abs(field[3 * v + 1] ?? 0) > stillDecimetres ||
  Math.abs(field[3 * v + 2] ?? 0) > stillDecimetres;

const normalChange = (input: PartInput, field: Float64Array): Float64Array => {
  const moved = Float64Array.from(input.positions, (value, i) => value + (field[i] ?? 0));
  const change = smoothNormals(moved, input.mesh.quads, input.shadingFaces);
  for (let i = 0; i < change.length; i++) {
    const by = (change[i] ?? 0) - (input.normals[i] ?? 0);
    change[i] = Math.abs(by) < 0.01 ? 0 : by;
  }
  return change;
};

/** Drops vertices that no triangle uses. */
export const compactPart = (part: Part): Part => {
  const used = new Int32Array(part.positions.length / 3).fill(-1);
  const order: number[] = [];
  const indices = part.indices.map((v) => {
    if ((used[v] ?? -1) < 0) {
      used[v] = order.length;
      order.push(v);
    }
    return used[v] ?? 0;
  });
  const pick = (from: Float32Array, width: number): Float32Array =>
    Float32Array.from(
      { length: order.length * width },
      (_, i) => from[(order[Math.floor(i / width)] ?? 0) * width + (i % width)] ?? 0,
    );
  return {
    ...part,
    indices,
    positions: pick(part.positions, 3),
    normals: pick(part.normals, 3),
    uvs: pick(part.uvs, 2),
    weights: pick(part.weights, 4),
    joints: Uint8Array.from(
      { length: order.length * 4 },
      (_, i) => part.joints[(order[i >> 2] ?? 0) * 4 + (i % 4)] ?? 0,
    ),
    morphs: part.morphs.map((morph) => ({
      ...morph,
      positions: pick(morph.positions, 3),
      normals: morph.normals === null ? null : pick(morph.normals, 3),
    })),
  };
};
