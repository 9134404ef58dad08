/** CMU phones, as the en-us acoustic model knows them. */
export const phones = [
  'AA',
  'AE',
  'AH',
  'AO',
  'AW',
  'AY',
  'B',
  'CH',
  'D',
  'DH',
  'EH',
  'ER',
  'EY',
  'F',
  'G',
  'HH',
  'IH',
  'IY',
  'JH',
  'K',
  'L',
  'M',
  'N',
  'NG',
  'OW',
  'OY',
  'P',
  'R',
  'S',
  'SH',
  'T',
  'TH',
  'UH',
  'UW',
  'V',
  'W',
  'Y',
  'Z',
  'ZH',
] as const;

export const phoneWord = (phone: string): string => `phone${phone.toLowerCase()}`;

/** The phones of a loop's hypothesis. */
export const phonesHeard = (words: string): readonly string[] =>
  words
    .split(' ')
    .flatMap((word) => (word.startsWith('phone') ? [word.slice(5).toUpperCase()] : []));

/** Sounds that a recogniser takes for each other: vowels, hisses, stops, sonorants. */
const kinds = [
  'AA AE AH AO AW AY EH ER EY IH IY OW OY UH UW',
  'S Z SH ZH CH JH TH DH F V HH',
  'P B T D K G',
  'M N NG L R W Y',
];
const kindOf = new Map(
  kinds.flatMap((kind, index) => kind.split(' ').map((phone) => [phone, index] as const)),
);

function swapCost(one: string, other: string): number {
  if (one === other) return 0;
  return kindOf.get(one) === kindOf.get(other) ? 0.5 : 1;
}

/** Least cost to turn one string of phones into the other (Levenshtein); a sound of the same kind costs half. */
export function phoneDistance(from: readonly string[], to: readonly string[]): number {
  let row = Array.from({ length: to.length + 1 }, (_, at) => at);
  for (const [index, phone] of from.entries()) {
    const next = [index + 1];
    for (const [at, other] of to.entries()) {
      next.push(
        Math.min(
          (next[at] ?? 0) + 1,
          (row[at + 1] ?? 0) + 1,
          (row[at] ?? 0) + swapCost(phone, other),
        ),
      );
    }
    row = next;
  }
  return row[to.length] ?? 0;
}

/** Any sequence of phones: the best any words could do. */
export const phoneLoop = [
  '#JSGF V1.0;',
  'grammar phones;',
  `public <phones> = (${phones.map(phoneWord).join(' | ')})+;`,
].join('\n');

/**
 * How a possessive is said, from the phones of its word: the dictionary has few of them.
 * @param pronunciation CMU phones of the word without 's
 */
export function possessive(pronunciation: string): string {
  const last = pronunciation.trim().split(/\s+/u).at(-1) ?? '';
  if (['S', 'Z', 'SH', 'ZH', 'CH', 'JH'].includes(last)) return `${pronunciation} IH Z`;
  return `${pronunciation} ${['P', 'T', 'K', 'F', 'TH'].includes(last) ? 'S' : 'Z'}`;
}
