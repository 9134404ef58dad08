// SPDX-License-Identifier: GPL-3.0-or-later
// Which voice reads which stretch of a mixed text.

const han = /\p{Script=Han}/u;
const latin = /\p{Script=Latin}/u;

/** Silence the voice itself leaves out after the last sign of a text, in ms. */
const pausesMs = [
  [/[。．.！!？?…]\s*$/u, 320],
  [/[；;：:—]\s*$/u, 240],
  [/[，,、]\s*$/u, 140],
];

/**
 * Syllables this build of the voice cannot read (it spells them out in English): xiong, qiong,
 * jiong, and the r of 花儿. Each is given the nearest sound that it can read, in its tone.
 */
const unreadable = new Map([
  ...[...'兄凶胸匈汹芎'].map((sign) => [sign, '勋']),
  ...[...'雄熊'].map((sign) => [sign, '寻']),
  ...[...'琼穷邛茕穹蛩筇跫銎'].map((sign) => [sign, '群']),
  ...[...'炯窘迥'].map((sign) => [sign, '菌']),
  ...[...'冂扃'].map((sign) => [sign, '军']),
]);
/** 儿 is a syllable of its own in these; elsewhere after a Han character it only colours the vowel. */
const before = new Set('女男婴幼孤健胎少孙育宠生妻血');
const after = new Set('子女童歌媳孙科时戏');
/** @param {string} text in Chinese */
export function readable(text) {
  return text
    .replace(/(?<=\p{Script=Han})儿/gu, (sign, at) => (isSyllable(text, at) ? sign : ''))
    .replace(/\p{Script=Han}/gu, (sign) => unreadable.get(sign) ?? sign);
}

function isSyllable(text, at) {
  return before.has(text[at - 1]) || after.has(text[at + 1]);
}

/**
 * Cuts a text into stretches for one voice each. Digits and signs stay with the stretch they stand
 * in; at the very beginning they belong to the language of the text.
 * @param {string} text
 * @param {'zh' | 'en'} lang
 * @returns {{ lang: 'zh' | 'en', text: string }[]}
 */
export function runs(text, lang) {
  const found = [];
  let current = { lang, text: '' };
  for (const sign of text) {
    const speaks = han.test(sign) ? 'zh' : latin.test(sign) ? 'en' : undefined;
    if (speaks !== undefined && speaks !== current.lang) {
      if (/[\p{L}\p{N}]/u.test(current.text)) found.push(current);
      else current.text = '';
      current = { lang: speaks, text: '' };
    }
    current.text += sign;
  }
  found.push(current);
  return homeNumbers(found, lang).filter((run) => /[\p{L}\p{N}]/u.test(run.text));
}

/**
 * A number after a foreign word is read in the language of the text: 我家在Broadway 15号 has
 * a Chinese fifteen, unless the number is glued to the word (MP3).
 */
function homeNumbers(found, lang) {
  const out = [];
  for (const run of found) {
    const tail = /[\s,，、。]+[\p{N}][\p{N}.,:%\s]*$/u.exec(run.text);
    if (run.lang !== lang && tail !== null) {
      out.push({ lang: run.lang, text: run.text.slice(0, tail.index) });
      out.push({ lang, text: run.text.slice(tail.index) });
    } else out.push(run);
  }
  const joined = [];
  for (const run of out) {
    const last = joined.at(-1);
    if (last !== undefined && last.lang === run.lang) last.text += run.text;
    else joined.push({ ...run });
  }
  return joined;
}

/** Silence after a stretch that is followed by another, in ms. */
export function pauseAfterMs(text) {
  for (const [sign, ms] of pausesMs) if (sign.test(text)) return ms;
  return 30;
}
