import { type ArkitShape, arkitShapes } from './arkit.ts';
import { ethnicGroups } from './macro.ts';
import {
  applyTo,
  compose,
  identity,
  type Rigid,
  rotationAbout,
  smoothstep,
  translation,
  type Vec3,
  vertexAt,
} from './maths.ts';
import type { Recipe } from './recipe.ts';
import { sourceJoint } from './rig.ts';
import { addTargets } from './shape.ts';
import type { BaseMesh, Source } from './source.ts';

/** A displacement of every base vertex, decimetres. */
type Field = Float64Array;

/** One face bone's pose: degrees about its own joint, shift in hundredths of the face's height. */
interface BonePose {
  readonly bone: string;
  readonly turn?: Vec3;
  readonly shift?: Vec3;
}

interface Ingredients {
  readonly units?: Readonly<Record<string, number>>;
  readonly targets?: Readonly<Record<string, number>>;
  readonly bones?: readonly BonePose[];
  readonly half?: 'left' | 'right';
  readonly lip?: 'upper' | 'lower';
}

const upperLip = ['oris03.L', 'oris03.R', 'oris04.L', 'oris04.R', 'oris05', 'oris06'];
const lowerLip = ['oris01', 'oris02', 'oris06.L', 'oris06.R', 'oris07.L', 'oris07.R'];
const each = (bones: readonly string[], pose: Omit<BonePose, 'bone'>): BonePose[] =>
  bones.map((bone) => ({ bone, ...pose }));

const eyes = (side: 'Left' | 'Right') => {
  const s = side === 'Left' ? 'L' : 'R';
  const outward = side === 'Left' ? 1 : -1;
  const unit = side.toLowerCase();
  const lids = (yaw: number): BonePose[] => [
    { bone: `orbicularis03.${s}`, turn: [0, yaw * outward, 0] },
    { bone: `orbicularis04.${s}`, turn: [0, yaw * outward, 0] },
  ];
  return {
    [`browDown${side}`]: { units: { [`eyebrows-${unit}-down`]: 1 } },
    [`browOuterUp${side}`]: { units: { [`eyebrows-${unit}-extern-up`]: 1 } },
    [`cheekSquint${side}`]: {
      units: { [`eye-${unit}-slit`]: 0.3 },
      targets: { [`cheek/${s.toLowerCase()}-cheek-trans-vert-up`]: 0.6 },
    },
    [`eyeBlink${side}`]: { units: { [`eye-${unit}-closure`]: 1 } },
    [`eyeLookDown${side}`]: { units: { [`eye-${unit}-closure`]: 0.32 } },
    [`eyeLookUp${side}`]: { units: { [`eye-${unit}-opened-up`]: 0.5 } },
    [`eyeLookIn${side}`]: { bones: lids(-4) },
    [`eyeLookOut${side}`]: { bones: lids(4) },
    [`eyeSquint${side}`]: { units: { [`eye-${unit}-slit`]: 0.75 } },
    [`eyeWide${side}`]: { units: { [`eye-${unit}-opened-up`]: 1 } },
    [`noseSneer${side}`]: {
      units: { [`nose-${unit}-elevation`]: 1, [`nose-${unit}-dilatation`]: 0.3 },
    },
  } satisfies Record<string, Ingredients>;
};

const mouthSide = (side: 'Left' | 'Right') => {
  const half = side === 'Left' ? 'left' : 'right';
  return {
    [`mouthDimple${side}`]: { half, units: { 'mouth-retraction': 0.7 } },
    [`mouthFrown${side}`]: { half, units: { 'mouth-depression': 1 } },
    [`mouthLowerDown${side}`]: { half, lip: 'lower', units: { 'mouth-depression-retraction': 1 } },
    [`mouthPress${side}`]: { half, units: { 'mouth-compression': 0.8 } },
    [`mouthSmile${side}`]: { half, units: { 'mouth-corner-puller': 1 } },
    [`mouthStretch${side}`]: { half, units: { 'mouth-retraction': 0.8, 'neck-platysma': 0.6 } },
    [`mouthUpperUp${side}`]: { half, lip: 'upper', units: { 'mouth-upward-retraction': 0.9 } },
  } satisfies Record<string, Ingredients>;
};

const sideways = (by: number): Ingredients => ({
  bones: [
    { bone: 'special01', shift: [by, 0, 0] },
    { bone: 'special04', shift: [by, 0, 0] },
  ],
});

/** Everything but `mouthClose`, which follows from `jawOpen`. */
const ingredients: Readonly<Record<string, Ingredients>> = {
  ...eyes('Left'),
  ...eyes('Right'),
  ...mouthSide('Left'),
  ...mouthSide('Right'),
  browInnerUp: { units: { 'eyebrows-left-inner-up': 1, 'eyebrows-right-inner-up': 1 } },
  cheekPuff: {
    targets: {
      'cheek/l-cheek-inner-inflate': 1,
      'cheek/r-cheek-inner-inflate': 1,
      'cheek/l-cheek-volume-inflate': 0.7,
      'cheek/r-cheek-volume-inflate': 0.7,
    },
  },
  jawOpen: {
    bones: [
      { bone: 'jaw', turn: [17, 0, 0] },
      { bone: 'tongue01', shift: [0, -2.5, -1] },
    ],
  },
  jawForward: { bones: [{ bone: 'jaw', shift: [0, 0, 4] }] },
  jawLeft: { bones: [{ bone: 'jaw', turn: [0, 5, 0], shift: [1.5, 0, 0] }] },
  jawRight: { bones: [{ bone: 'jaw', turn: [0, -5, 0], shift: [-1.5, 0, 0] }] },
  mouthFunnel: {
    units: { 'mouth-pursing': 0.45, 'mouth-part-later': 0.35, 'mouth-eversion': 0.7 },
  },
  mouthPucker: { units: { 'mouth-pursing': 1 } },
  mouthLeft: sideways(3.5),
  mouthRight: sideways(-3.5),
  mouthRollLower: {
    bones: [
      ...each(['oris02', 'oris06.L', 'oris06.R'], { turn: [-8, 0, 0], shift: [0, 0.6, -1.6] }),
    ],
  },
  mouthRollUpper: {
    bones: [
      ...each(['oris06', 'oris04.L', 'oris04.R'], { turn: [8, 0, 0], shift: [0, -0.5, -1.6] }),
    ],
  },
  // The data's elevation unit lifts the upper lip only.
  mouthShrugLower: { bones: [{ bone: 'special04', shift: [0, 1.6, 1.2] }] },
  mouthShrugUpper: { lip: 'upper', units: { 'mouth-elevation': 0.35 } },
  tongueOut: {
    bones: [
      { bone: 'jaw', turn: [7, 0, 0] },
      { bone: 'tongue00', shift: [0, 0.5, 7] },
      { bone: 'tongue02', shift: [0, 0.5, 5], turn: [4, 0, 0] },
    ],
  },
};

const boneField = (
  base: BaseMesh,
  shaped: Field,
  poses: readonly BonePose[],
  unit: number,
): Field => {
  const moves: Rigid[] = [];
  base.bones.forEach(({ name, parent }, i) => {
    let move = parent < 0 ? identity : (moves[parent] ?? identity);
    const pose = poses.find(({ bone }) => bone === name);
    if (pose !== undefined) {
      const pivot = sourceJoint(base, shaped, name);
      let own: Rigid = identity;
      const turn = pose.turn ?? [0, 0, 0];
      const axes: readonly Vec3[] = [
        [1, 0, 0],
        [0, 1, 0],
        [0, 0, 1],
      ];
      axes.forEach((axis, k) => {
        const angle = ((turn[k] ?? 0) * Math.PI) / 180;
        if (angle !== 0) own = compose(rotationAbout(pivot, axis, angle), own);
      });
      const [x, y, z] = pose.shift ?? [0, 0, 0];
      own = compose(translation([x * unit, y * unit, z * unit]), own);
      move = compose(move, own);
    }
    moves[i] = move;
  });
  const out = new Float64Array(shaped.length);
  for (let v = 0; v < base.vertexCount; v++) {
    const p = vertexAt(shaped, v);
    for (let k = 0; k < 4; k++) {
      const move = moves[base.skinBones[4 * v + k] ?? 0] ?? identity;
      if (move === identity) continue;
      const weight = base.skinWeights[4 * v + k] ?? 0;
      const moved = applyTo(move, p);
      for (let c = 0; c < 3; c++)
        out[3 * v + c] = (out[3 * v + c] ?? 0) + weight * ((moved[c] ?? 0) - (p[c] ?? 0));
    }
  }
  return out;
};

const weightOf = (base: BaseMesh, v: number, bones: ReadonlySet<number>): number => {
  let sum = 0;
  for (let k = 0; k < 4; k++)
    if (bones.has(base.skinBones[4 * v + k] ?? 0)) sum += base.skinWeights[4 * v + k] ?? 0;
  return sum;
};

/** A bone and everything that hangs on it, by index. */
const descendants = (base: BaseMesh, bone: string): ReadonlySet<number> => {
  const found = new Set<number>();
  base.bones.forEach(({ name, parent }, i) => {
    if (name === bone || found.has(parent)) found.add(i);
  });
  return found;
};

/** The 52 shapes as displacements of the shaped base mesh, in the data's own pose. */
export const expressionFields = (
  source: Source,
  recipe: Recipe,
  shaped: Field,
): ReadonlyMap<ArkitShape, Field> => {
  const { base } = source;
  const head = sourceJoint(base, shaped, 'head');
  const eye = sourceJoint(base, shaped, 'eye.L');
  // From the neck joint to the eyes is about half a face; a hundredth of the face's height is the unit of shifts.
  const unit = ((eye[1] - head[1]) * 6) / 100;
  const across = eye[0] * 0.35;
  const sum = ethnicGroups.reduce((total, group) => total + recipe.ethnic[group], 0) || 1;

  const jaw = descendants(base, 'jaw');

  const fieldOf = ({ units = {}, targets = {}, bones = [], half, lip }: Ingredients): Field => {
    const field = boneField(base, shaped, bones, unit);
    addTargets(source, field, Object.entries(targets));
    for (const group of ethnicGroups)
      addTargets(
        source,
        field,
        Object.entries(units).map(([name, weight]) => [
          `expression/units/${group}/${name}`,
          (weight * recipe.ethnic[group]) / sum,
        ]),
      );
    if (half === undefined && lip === undefined) return field;
    for (let v = 0; v < base.vertexCount; v++) {
      const [x] = vertexAt(shaped, v);
      let keep = 1;
      if (half !== undefined) keep *= smoothstep(-across, across, half === 'left' ? x : -x);
      if (lip !== undefined) {
        // What hangs on the jaw is the lower lip, whatever the mouth's shape.
        const below = smoothstep(0.25, 0.75, weightOf(base, v, jaw));
        keep *= lip === 'lower' ? below : 1 - below;
      }
      for (let c = 0; c < 3; c++) field[3 * v + c] = (field[3 * v + c] ?? 0) * keep;
    }
    return field;
  };

  const out = new Map<ArkitShape, Field>();
  for (const shape of arkitShapes) {
    const parts = ingredients[shape];
    if (parts !== undefined) out.set(shape, fieldOf(parts));
  }
  // Lips stay together while the jaw is down: the lower lip goes back up, the chin does not.
  const open = out.get('jawOpen') ?? new Float64Array(shaped.length);
  const lips = new Set(
    base.bones.flatMap(({ name }, i) =>
      lowerLip.includes(name) || upperLip.includes(name) ? [i] : [],
    ),
  );
  const close = new Float64Array(shaped.length);
  for (let v = 0; v < base.vertexCount; v++) {
    const share = smoothstep(0, 0.6, weightOf(base, v, lips));
    for (let c = 0; c < 3; c++) close[3 * v + c] = -(open[3 * v + c] ?? 0) * share;
  }
  out.set('mouthClose', close);
  return new Map(
    arkitShapes.map((shape) => [shape, out.get(shape) ?? new Float64Array(shaped.length)]),
  );
};
