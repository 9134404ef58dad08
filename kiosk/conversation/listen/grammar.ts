/** The questions a persona can answer, as a closed grammar for the recogniser. Pure. */

export interface KnownQuestion {
  /** As the persona writes it; this is what a match answers with. */
  readonly text: string;
  readonly words: readonly string[];
}

/** What people put before and after a question without changing it. */
const leads = [
  'so',
  'well',
  'and',
  'but',
  'oh',
  'um',
  'uh',
  'okay',
  'please',
  'hello',
  'hi',
  'can you',
  'could you',
  'would you',
  'grandpa',
  'grandma',
  'grandfather',
  'grandmother',
  'dad',
  'mom',
];
const tails = ['please', 'grandpa', 'grandma', 'grandfather', 'grandmother', 'dad', 'mom', 'then'];

const small = [
  'zero',
  'one',
  'two',
  'three',
  'four',
  'five',
  'six',
  'seven',
  'eight',
  'nine',
  'ten',
  'eleven',
  'twelve',
  'thirteen',
  'fourteen',
  'fifteen',
  'sixteen',
  'seventeen',
  'eighteen',
  'nineteen',
];
const tens = ['', '', 'twenty', 'thirty', 'forty', 'fifty', 'sixty', 'seventy', 'eighty', 'ninety'];

function upTo99(n: number): string {
  if (n < 20) return small[n] ?? '';
  const rest = n % 10;
  return `${tens[Math.floor(n / 10)] ?? ''}${rest === 0 ? '' : ` ${small[rest] ?? ''}`}`;
}

/** A number as it is said, years in pairs; larger ones digit by digit. */
function spokenNumber(digits: string): string {
  const n = Number(digits);
  if (n < 100) return upTo99(n);
  if (digits.length === 4 && n >= 1100 && n < 2100 && n % 1000 !== 0) {
    const last = n % 100;
    const end = last === 0 ? 'hundred' : last < 10 ? `oh ${small[last]}` : upTo99(last);
    return `${upTo99(Math.floor(n / 100))} ${end}`;
  }
  return [...digits].map((d) => small[Number(d)]).join(' ');
}

/** The words of a text as the dictionary writes them: lower case, no signs, numbers spelled out. */
export function spokenWords(text: string): readonly string[] {
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[\u2018\u2019\u02bc]/gu, "'")
    .replace(/\p{M}/gu, '')
    .replace(/\d+/gu, (digits) => ` ${spokenNumber(digits)} `)
    .replace(/[^a-z' ]+/gu, ' ')
    .split(/\s+/u)
    .map((word) => word.replace(/^'+|'+$/gu, ''))
    .filter((word) => word !== '');
}

/** Questions without words or said twice are left out. */
export function knownQuestions(questions: readonly string[]): readonly KnownQuestion[] {
  const seen = new Set<string>();
  const out: KnownQuestion[] = [];
  for (const text of questions) {
    const words = spokenWords(text);
    const key = words.join(' ');
    if (key === '' || seen.has(key)) continue;
    seen.add(key);
    out.push({ text, words });
  }
  return out;
}

/** All words the grammar needs, those of leads and tails included. */
export function grammarWords(questions: readonly KnownQuestion[]): ReadonlySet<string> {
  return new Set([
    ...questions.flatMap((q) => q.words),
    ...leads.flatMap((l) => l.split(' ')),
    ...tails,
  ]);
}

/**
 * JSGF of: perhaps a lead, one of the questions, perhaps a tail. The additions are made unlikely:
 * unweighted they cost a plain question as much as a wrong sound would.
 */
export function jsgf(questions: readonly KnownQuestion[]): string {
  return [
    '#JSGF V1.0;',
    'grammar rumian;',
    'public <heard> = <before> <question> <after>;',
    `<before> = /0.9/ <NULL> | /0.1/ (${leads.join(' | ')});`,
    `<after> = /0.95/ <NULL> | /0.05/ (${tails.join(' | ')});`,
    `<question> = ${questions.map((q) => q.words.join(' ')).join(' | ')};`,
  ].join('\n');
}

/** Which question a path through the grammar is; undefined while it is none or only part of one. */
export function matchQuestion(
  words: readonly string[],
  questions: readonly KnownQuestion[],
): KnownQuestion | undefined {
  const path = ` ${words.join(' ')} `;
  let best: KnownQuestion | undefined;
  for (const question of questions) {
    const said = question.words.join(' ');
    const at = path.indexOf(` ${said} `);
    if (at < 0) continue;
    const before = path.slice(0, at).trim();
    const after = path.slice(at + said.length + 1).trim();
    if (before !== '' && !leads.includes(before)) continue;
    if (after !== '' && !tails.includes(after)) continue;
    if (best === undefined || question.words.length > best.words.length) best = question;
  }
  return best;
}

/** Whether no longer question begins with this one: then nothing need be waited for. */
export function isWhole(question: KnownQuestion, questions: readonly KnownQuestion[]): boolean {
  const said = `${question.words.join(' ')} `;
  return !questions.some((q) => q !== question && q.words.join(' ').startsWith(said));
}
