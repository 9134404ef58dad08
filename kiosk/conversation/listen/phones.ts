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
