/** The skeleton a Rumian body has: Mixamo names without prefix, and which MakeHuman bones each takes in. */
export interface KeptBone {
  readonly name: string;
  readonly parent: string | null;
  /** The MakeHuman bone whose head is this joint. */
  readonly joint: string;
}

const fingers = [
  ['Thumb', 1],
  ['Index', 2],
  ['Middle', 3],
  ['Ring', 4],
  ['Pinky', 5],
] as const;

const side = (name: 'Left' | 'Right'): KeptBone[] => {
  const s = name === 'Left' ? 'L' : 'R';
  return [
    { name: `${name}Eye`, parent: 'Head', joint: `eye.${s}` },
    { name: `${name}Shoulder`, parent: 'Spine2', joint: `clavicle.${s}` },
    { name: `${name}Arm`, parent: `${name}Shoulder`, joint: `upperarm01.${s}` },
    { name: `${name}ForeArm`, parent: `${name}Arm`, joint: `lowerarm01.${s}` },
    { name: `${name}Hand`, parent: `${name}ForeArm`, joint: `wrist.${s}` },
    ...fingers.flatMap(([finger, number]) =>
      [1, 2, 3].map((segment) => ({
        name: `${name}Hand${finger}${segment}`,
        parent: segment === 1 ? `${name}Hand` : `${name}Hand${finger}${segment - 1}`,
        joint: `finger${number}-${segment}.${s}`,
      })),
    ),
    { name: `${name}UpLeg`, parent: 'Hips', joint: `upperleg01.${s}` },
    { name: `${name}Leg`, parent: `${name}UpLeg`, joint: `lowerleg01.${s}` },
    { name: `${name}Foot`, parent: `${name}Leg`, joint: `foot.${s}` },
    { name: `${name}ToeBase`, parent: `${name}Foot`, joint: `toe2-1.${s}` },
  ];
};

/** Parents always come before their children. */
export const keptBones: readonly KeptBone[] = [
  { name: 'Hips', parent: null, joint: 'spine05' },
  { name: 'Spine', parent: 'Hips', joint: 'spine04' },
  { name: 'Spine1', parent: 'Spine', joint: 'spine03' },
  { name: 'Spine2', parent: 'Spine1', joint: 'spine02' },
  { name: 'Neck', parent: 'Spine2', joint: 'neck01' },
  { name: 'Head', parent: 'Neck', joint: 'head' },
  ...side('Left'),
  ...side('Right'),
];

export const boneNames: readonly string[] = keptBones.map(({ name }) => name);

/** The joints a package's body must have for the behaviour to move it. */
export const neededBones: readonly string[] = boneNames.filter(
  (name) => !/Hand(Thumb|Index|Middle|Ring|Pinky)\d$|ToeBase$/.test(name),
);

const exact: Readonly<Record<string, string>> = {
  root: 'Hips',
  spine05: 'Hips',
  spine04: 'Spine',
  spine03: 'Spine1',
  spine02: 'Spine2',
  spine01: 'Spine2',
  neck01: 'Neck',
  neck02: 'Neck',
  neck03: 'Neck',
};
const limbs: ReadonlyArray<readonly [stem: RegExp, kept: string]> = [
  [/^pelvis$/, 'Hips'],
  [/^breast$/, 'Spine2'],
  [/^(clavicle|shoulder01)$/, 'Shoulder'],
  [/^upperarm0[12]$/, 'Arm'],
  [/^lowerarm0[12]$/, 'ForeArm'],
  [/^(wrist|metacarpal\d)$/, 'Hand'],
  [/^upperleg0[12]$/, 'UpLeg'],
  [/^lowerleg0[12]$/, 'Leg'],
  [/^foot$/, 'Foot'],
  [/^toe\d-\d$/, 'ToeBase'],
];

/** Which kept bone carries the weights of a MakeHuman bone. Everything else of the face is the head: morphs move it. */
export const keptFor = (bone: string): string => {
  const direct = exact[bone];
  if (direct !== undefined) return direct;
  const [stem = '', s] = bone.split('.');
  const name = s === 'R' ? 'Right' : 'Left';
  const finger = /^finger(\d)-(\d)$/.exec(stem);
  if (finger !== null) {
    const [label] = fingers.find(([, number]) => String(number) === finger[1]) ?? ['Index'];
    return `${name}Hand${label}${finger[2]}`;
  }
  const limb = limbs.find(([pattern]) => pattern.test(stem))?.[1];
  if (limb === undefined) return 'Head';
  return s === undefined || limb === 'Hips' || limb === 'Spine2' ? limb : `${name}${limb}`;
};
