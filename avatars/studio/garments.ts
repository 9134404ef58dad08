import { boneNames } from './bones.ts';
import type { Skinning } from './rig.ts';
import type { FaceMesh } from './source.ts';

const legs = new Set(
  boneNames.flatMap((name, i) => (/(UpLeg|Leg|Foot|ToeBase)$/.test(name) ? [i] : [])),
);

/** For each face, the number of the piece of cloth it belongs to: faces that share vertices are one piece. */
const pieces = (mesh: FaceMesh): Uint32Array => {
  const parent = new Uint32Array(mesh.positions.length / 3).map((_, v) => v);
  const find = (v: number): number => {
    let at = v;
    while ((parent[at] ?? at) !== at) {
      parent[at] = parent[parent[at] ?? at] ?? at;
      at = parent[at] ?? at;
    }
    return at;
  };
  for (let f = 0; f < mesh.quadGroups.length; f++)
    for (let k = 1; k < 4; k++)
      parent[find(mesh.quads[4 * f + k] ?? 0)] = find(mesh.quads[4 * f] ?? 0);
  return new Uint32Array(mesh.quadGroups.length).map((_, f) => find(mesh.quads[4 * f] ?? 0));
};

/** Splits a suit into what hangs on the trunk and what hangs on the legs. */
export const splitSuit = (
  mesh: FaceMesh,
  skinning: Skinning,
): { upper: number[]; lower: number[] } => {
  const piece = pieces(mesh);
  const legShare = new Map<number, { sum: number; count: number }>();
  piece.forEach((id, f) => {
    const tally = legShare.get(id) ?? { sum: 0, count: 0 };
    for (let k = 0; k < 4; k++) {
      const v = mesh.quads[4 * f + k] ?? 0;
      for (let j = 0; j < 4; j++)
        if (legs.has(skinning.joints[4 * v + j] ?? 0))
          tally.sum += skinning.weights[4 * v + j] ?? 0;
      tally.count += 1;
    }
    legShare.set(id, tally);
  });
  const upper: number[] = [];
  const lower: number[] = [];
  piece.forEach((id, f) => {
    const { sum, count } = legShare.get(id) ?? { sum: 0, count: 1 };
    (sum / count > 0.4 ? lower : upper).push(f);
  });
  return { upper, lower };
};
