/** Which macro targets a person's age, sex, origin and build blend, and how much of each. Pure. */
export const ethnicGroups = ['african', 'asian', 'caucasian'] as const;
export type EthnicGroup = (typeof ethnicGroups)[number];

export interface MacroBuild {
  /** 1..90. The data has a baby at 1, a child at 12, an adult at 25, an old person at 90. */
  readonly ageYears: number;
  /** 0 female .. 1 male. */
  readonly sex: number;
  /** Parts of a whole; they need not sum to 1. */
  readonly ethnic: Readonly<Record<EthnicGroup, number>>;
  /** 0..1 each, 0.5 is average. */
  readonly muscle: number;
  readonly weight: number;
  readonly height: number;
  readonly proportions: number;
}

type Parts = ReadonlyArray<readonly [name: string, weight: number]>;

const ageStops = [
  ['baby', 1],
  ['child', 12],
  ['young', 25],
  ['old', 90],
] as const;

export const ageParts = (years: number): Parts => {
  const clamped = Math.min(90, Math.max(1, years));
  const above = ageStops.findIndex(([, at]) => at >= clamped);
  const [highName, high] = ageStops[above] ?? ageStops[3];
  const [lowName, low] = ageStops[above - 1] ?? ageStops[0];
  const t = high === low ? 1 : (clamped - low) / (high - low);
  const parts: Parts = [
    [lowName, 1 - t],
    [highName, t],
  ];
  return parts.filter(([, weight]) => weight > 0);
};

/** min/average/max parts of a 0..1 dial; they sum to 1. */
const dial = (value: number, what: string): Parts => {
  const v = Math.min(1, Math.max(0, value));
  const parts: Parts =
    v <= 0.5
      ? [
          [`min${what}`, 1 - 2 * v],
          [`average${what}`, 2 * v],
        ]
      : [
          [`average${what}`, 2 - 2 * v],
          [`max${what}`, 2 * v - 1],
        ];
  return parts.filter(([, weight]) => weight > 0);
};

/** One-sided pair around 0.5: nothing at 0.5, the low target at 0, the high one at 1. */
const pair = (value: number, low: string, high: string): Parts => {
  const v = Math.min(1, Math.max(0, value)) * 2 - 1;
  if (v === 0) return [];
  return v < 0 ? [[low, -v]] : [[high, v]];
};

/** Target path (without folder and extension) → weight. Face and body blends each sum to 1. */
export const macroWeights = (build: MacroBuild): ReadonlyMap<string, number> => {
  const out = new Map<string, number>();
  const put = (path: string, weight: number): void => {
    if (weight > 1e-9) out.set(path, (out.get(path) ?? 0) + weight);
  };
  const sum = ethnicGroups.reduce((total, group) => total + build.ethnic[group], 0);
  const ethnic: Parts = ethnicGroups.map((group) => [
    group,
    sum > 0 ? build.ethnic[group] / sum : 1 / ethnicGroups.length,
  ]);
  const sexes: Parts = [
    ['female', 1 - build.sex],
    ['male', build.sex],
  ];
  for (const [sex, sexWeight] of sexes)
    for (const [age, ageWeight] of ageParts(build.ageYears)) {
      for (const [group, groupWeight] of ethnic)
        put(`macrodetails/${group}-${sex}-${age}`, sexWeight * ageWeight * groupWeight);
      for (const [muscle, muscleWeight] of dial(build.muscle, 'muscle'))
        for (const [weight, weightWeight] of dial(build.weight, 'weight')) {
          const share = sexWeight * ageWeight * muscleWeight * weightWeight;
          const body = `${sex}-${age}-${muscle}-${weight}`;
          put(`macrodetails/universal-${body}`, share);
          for (const [height, by] of pair(build.height, 'minheight', 'maxheight'))
            put(`macrodetails/height/${body}-${height}`, share * by);
          // The data has no proportion targets for babies.
          if (age !== 'baby')
            for (const [kind, by] of pair(
              build.proportions,
              'uncommonproportions',
              'idealproportions',
            ))
              put(`macrodetails/proportions/${body}-${kind}`, share * by);
        }
    }
  return out;
};
