/** Text made ready for a voice: what is read aloud, and in pieces of what length. */
import type { Lang } from '../../../avatars/persona/index.ts';

const hanDigits = '零一二三四五六七八九';

function digitByDigit(digits: string): string {
  return [...digits].map((d) => hanDigits[Number(d)] ?? d).join('');
}

/** A year is read digit by digit in Chinese; espeak would read 1938 as a quantity. */
function chinese(text: string): string {
  return text
    .replace(
      /(?<!\d)(\d{4})\s*[-–~～至到]\s*(?=\d{4}\s*年)/gu,
      (_, year: string) => `${digitByDigit(year)}到`,
    )
    .replace(/(?<!\d)(\d{4})(?=\s*年)/gu, (_, year: string) => digitByDigit(year))
    .replace(/(?<!\d)(\d{2})(?=\s*年(?:代|级|出生|生人|冬|春|夏|秋))/gu, (_, y: string) =>
      y.endsWith('0') ? y : digitByDigit(y),
    )
    .replace(/(\d)\s*[-–~～]\s*(?=\d)/gu, '$1到')
    .replace(/(\d+(?:\.\d+)?)\s*[%％]/gu, '百分之$1')
    .replace(/(\d+(?:\.\d+)?)\s*(?:℃|°C)/gu, '$1摄氏度')
    .replace(/——+|—/gu, '，')
    .replace(/…+/gu, '。');
}

function english(text: string): string {
  return text
    .replace(/(\d)\s*[–-]\s*(?=\d)/gu, '$1 to ')
    .replace(/\s*[—–]\s*/gu, ', ')
    .replace(/&/gu, ' and ')
    .replace(/(\d)\s*°C/gu, '$1 degrees')
    .replace(/…+/gu, '. ');
}

/** The words to be read aloud: signs no voice can say are dropped, numbers put as one says them. */
export function speakable(text: string, lang: Lang): string {
  const clean = text
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Cf}\p{Co}\p{Extended_Pictographic}]/gu, ' ')
    .replace(/[*_#<>[\]{}|\\^`~=+]/gu, ' ')
    .replace(/\s+/gu, ' ')
    .trim();
  const read = lang === 'zh' ? chinese(clean) : english(clean);
  return read.replace(/\s+/gu, ' ').trim();
}

const sentenceEnd =
  /(?<=[。！？!?；;][”’」』"')）]*)\s*|(?<=[.][”’"')]*)\s+(?=[\p{Lu}\p{Script=Han}“"'])/u;
const clauseEnd = /(?<=[，,、：:])\s*(?!\d)/u;

/** How long a piece may be before it is cut at a comma, in characters. */
const longest: Record<Lang, number> = { zh: 28, en: 90 };
/** The first piece is what the visitor waits for. */
const longestFirst: Record<Lang, number> = { zh: 14, en: 45 };
/** A piece this short is spoken together with the next: a voice makes a full stop of each. */
const shortest: Record<Lang, number> = { zh: 4, en: 12 };

const abbreviations = /(?:^|\s)(?:Mr|Mrs|Ms|Dr|St|Jr|Sr|No|vs|etc|[A-Z])\.$/u;

/**
 * Cuts a reply into pieces that are spoken one after another: sentences, long ones at commas, the
 * first one early so that it is heard early. Joined again the pieces have all the words.
 */
export function clauses(text: string, lang: Lang): readonly string[] {
  const out: string[] = [];
  let carry = '';
  const push = (piece: string): void => {
    const joined = carry === '' ? piece : carry + (lang === 'en' ? ' ' : '') + piece;
    carry = '';
    if (joined.length < shortest[lang]) carry = joined;
    else out.push(joined);
  };
  for (const sentence of sentences(text)) {
    const limit = (): number => (out.length === 0 ? longestFirst[lang] : longest[lang]);
    if (sentence.length <= limit()) {
      push(sentence);
      continue;
    }
    let open = '';
    for (const part of sentence.split(clauseEnd)) {
      const joined = open === '' ? part : open + (lang === 'en' ? ' ' : '') + part;
      if (open !== '' && joined.length > limit()) {
        push(open);
        open = part;
      } else open = joined;
    }
    if (open !== '') push(open);
  }
  if (carry !== '') {
    const last = out.pop();
    out.push(last === undefined ? carry : last + (lang === 'en' ? ' ' : '') + carry);
  }
  return out;
}

function sentences(text: string): readonly string[] {
  const out: string[] = [];
  for (const part of text.trim().split(sentenceEnd)) {
    const last = out.at(-1);
    if (part === '') continue;
    if (last !== undefined && abbreviations.test(last)) out[out.length - 1] = `${last} ${part}`;
    else out.push(part.trim());
  }
  return out;
}
