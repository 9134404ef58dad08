import { boneNames, keptBones, keptFor } from './bones.ts';
import {
  applyTo,
  compose,
  identity,
  meanOf,
  normalise,
  type Rigid,
  rotationAbout,
  rotationBetween,
  scale,
  subtract,
  type Vec3,
  vertexAt,
} from './maths.ts';
import type { BaseMesh } from './source.ts';

/** Four joints and weights a vertex, summing to 1. */
export interface Skinning {
  readonly joints: Uint8Array;
  readonly weights: Float32Array;
}

/** Sums weights by joint, keeps the four largest, makes them sum to 1. */
export const packInfluences = (
  rows: ReadonlyArray<ReadonlyMap<number, number>>,
  fallback: number,
): Skinning => {
  const joints = new Uint8Array(rows.length * 4);
  const weights = new Float32Array(rows.length * 4);
  rows.forEach((row, v) => {
    const top = [...row]
      .filter(([, weight]) => weight > 1e-4)
      .sort((a, b) => b[1] - a[1] || a[0] - b[0])
      .slice(0, 4);
    const sum = top.reduce((total, [, weight]) => total + weight, 0);
    if (sum <= 0) {
      joints[4 * v] = fallback;
      weights[4 * v] = 1;
      return;
    }
    top.forEach(([joint, weight], k) => {
      joints[4 * v + k] = joint;
      weights[4 * v + k] = weight / sum;
    });
  });
  return { joints, weights };
};

const kept = (name: string): number => boneNames.indexOf(name);

/** The weights of the 163 source bones, carried by the kept ones. */
export const mergeWeights = (base: BaseMesh): Skinning => {
  const target = base.bones.map(({ name }) => kept(keptFor(name)));
  const rows = Array.from({ length: base.vertexCount }, (_, v) => {
    const row = new Map<number, number>();
    for (let k = 0; k < 4; k++) {
      const joint = target[base.skinBones[4 * v + k] ?? 0] ?? 0;
      row.set(joint, (row.get(joint) ?? 0) + (base.skinWeights[4 * v + k] ?? 0));
    }
    return row;
  });
  // The lids must not turn with the eyeballs.
  for (const [eye, skinOnly] of [
    [kept('LeftEye'), kept('Head')],
    [kept('RightEye'), kept('Head')],
  ] as const)
    for (let v = 0; v < Math.min(rows.length, 13380); v++) {
      const row = rows[v];
      const weight = row?.get(eye) ?? 0;
      if (row === undefined || weight === 0) continue;
      row.delete(eye);
      row.set(skinOnly, (row.get(skinOnly) ?? 0) + weight);
    }
  return packInfluences(rows, kept('Hips'));
};

export const sourceJoint = (base: BaseMesh, positions: ArrayLike<number>, bone: string): Vec3 => {
  const found = base.bones.find(({ name }) => name === bone);
  if (found === undefined) throw new Error(`The source skeleton has no bone "${bone}".`);
  return meanOf(positions, found.headVertices);
};

export interface RestPose {
  /** Joint positions after the pose, in the order of `keptBones`. */
  readonly joints: readonly Vec3[];
  /** What the pose does to each bone's vertices. */
  readonly moves: readonly Rigid[];
}

const degrees = Math.PI / 180;

/** Directions of the limbs of a person standing at ease, for the left side (+x). */
const ease = {
  arm: normalise([Math.cos(77 * degrees), -Math.sin(77 * degrees), -0.06]),
  foreArm: normalise([Math.cos(84 * degrees), -Math.sin(84 * degrees), 0.2]),
  upLeg: normalise([0.035, -1, 0.03]),
  leg: normalise([0.03, -1, -0.05]),
} as const;

/** How much each finger joint closes at rest, from a straight finger. */
const fingerCurl = 15 * degrees;

/**
 * Arms hanging, feet under the hips: the pose that is baked into the file's rest mesh.
 * `positions` is the shaped base mesh in the data's own pose.
 */
export const standAtEase = (base: BaseMesh, positions: ArrayLike<number>): RestPose => {
  const source = keptBones.map(({ joint }) => sourceJoint(base, positions, joint));
  const moves: Rigid[] = [];
  keptBones.forEach(({ name, parent }, i) => {
    const inherited = parent === null ? identity : (moves[kept(parent)] ?? identity);
    const pivot = applyTo(inherited, source[i] ?? [0, 0, 0]);
    const mirror = name.startsWith('Right') ? -1 : 1;
    const limb = name.replace(/^(Left|Right)/, '');
    const aimAt = (child: string, to: Vec3): Rigid => {
      const end = source[kept(`${mirror < 0 ? 'Right' : 'Left'}${child}`)] ?? [0, 0, 0];
      const now = subtract(applyTo(inherited, end), pivot);
      return rotationBetween(pivot, now, [to[0] * mirror, to[1], to[2]]);
    };
    let own: Rigid = identity;
    if (limb === 'Shoulder') own = rotationAbout(pivot, [0, 0, 1], -5 * degrees * mirror);
    else if (limb === 'Arm') own = aimAt('ForeArm', ease.arm);
    else if (limb === 'ForeArm') own = aimAt('Hand', ease.foreArm);
    else if (limb === 'Hand') own = aimAt('HandMiddle1', ease.foreArm);
    else if (limb === 'UpLeg') own = aimAt('Leg', ease.upLeg);
    else if (limb === 'Leg') own = aimAt('Foot', ease.leg);
    else if (limb === 'Foot') {
      // Keep the sole flat: undo what the leg did to the foot, turned out a little less than the data has it.
      const undone = inherited.map((_, k) =>
        k % 4 === 3 ? 0 : (inherited[(k % 4) * 4 + Math.floor(k / 4)] ?? 0),
      );
      const moved = applyTo(undone, pivot);
      own = undone.map((value, k) =>
        k % 4 === 3 ? (pivot[(k - 3) / 4] ?? 0) - (moved[(k - 3) / 4] ?? 0) : value,
      );
    } else if (/^Hand(Index|Middle|Ring|Pinky)[123]$/.test(limb)) {
      // Across the knuckles, from index to little finger, after what the hand did.
      const s = mirror < 0 ? 'Right' : 'Left';
      const index = applyTo(
        moves[kept(`${s}Hand`)] ?? identity,
        source[kept(`${s}HandIndex1`)] ?? [0, 0, 0],
      );
      const little = applyTo(
        moves[kept(`${s}Hand`)] ?? identity,
        source[kept(`${s}HandPinky1`)] ?? [0, 0, 0],
      );
      own = rotationAbout(pivot, scale(subtract(little, index), mirror), -fingerCurl);
    }
    moves.push(compose(own, inherited));
  });
  return {
    joints: keptBones.map((_, i) => applyTo(moves[i] ?? identity, source[i] ?? [0, 0, 0])),
    moves,
  };
};

/** Linear blend of the bones' moves over packed positions; returns new positions. */
export const blendMoves = (
  positions: ArrayLike<number>,
  skinning: Skinning,
  moves: readonly Rigid[],
): Float64Array => {
  const out = new Float64Array(positions.length);
  for (let v = 0; v < positions.length / 3; v++) {
    const p = vertexAt(positions, v);
    for (let k = 0; k < 4; k++) {
      const weight = skinning.weights[4 * v + k] ?? 0;
      if (weight === 0) continue;
      const moved = applyTo(moves[skinning.joints[4 * v + k] ?? 0] ?? identity, p);
      for (let c = 0; c < 3; c++) out[3 * v + c] = (out[3 * v + c] ?? 0) + (moved[c] ?? 0) * weight;
    }
  }
  return out;
};
