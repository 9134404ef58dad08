/** Crisis detection, first layer: always on, words only, no model. Recall before precision. */
import { pinyin } from 'pinyin-pro';
import { fold, type Lang, type Segment } from '../../avatars/persona/index.ts';
import { type Circumstance, circumstanceOf } from './circumstance.ts';
import { type CrisisLevel, crisisRules, idioms } from './lexicon.ts';
import { type CrisisNumbers, crisisReply, defaultNumbers } from './replies.ts';

export interface JudgeOptions {
  /** 0..1 from the recogniser; 1 for typed words. Below 0.5 nothing softens a hit. */
  readonly asrConfidence?: number;
  readonly numbers?: CrisisNumbers;
}

export interface Judgement {
  readonly level: CrisisLevel;
  /** The rule that gave the level, with what softened it: `zh-suicide/third-person`; null at level 0. */
  readonly ruleId: string | null;
  /** Fixed words for the neutral attendant's voice; null at level 0. Never said in the person's voice. */
  readonly reply: readonly Segment[] | null;
}

const doubtful = 0.5;
const spokenInPieces = crisisRules.filter(({ id }) => id === 'zh-going');

/** Judges one utterance. Both languages are always looked for; `lang` chooses the reply's. */
export function judge(text: string, lang: Lang, options: JudgeOptions = {}): Judgement {
  const { asrConfidence = 1, numbers = defaultNumbers } = options;
  const heardBadly = asrConfidence < doubtful;
  let level: CrisisLevel = 0;
  let ruleId: string | null = null;
  const raise = (to: CrisisLevel, id: string) => {
    if (to > level) {
      level = to;
      ruleId = id;
    }
  };
  for (const clause of clausesOf(text)) {
    let written = false;
    for (const rule of crisisRules) {
      const bare = clause.replaceAll(idioms[rule.lang], ' ');
      const found = rule.pattern.exec(bare);
      if (found === null) continue;
      written = true;
      const how = circumstanceOf(bare, bare.slice(0, found.index), rule.lang, rule.level);
      const softened = heardBadly ? rule.level : soften(rule.level, how);
      raise(softened, how === 'none' || heardBadly ? rule.id : `${rule.id}/${how}`);
    }
    if (!written && /\p{Script=Han}/u.test(clause)) raise(...bySound(clause));
  }
  // A resolve may be spoken in pieces: 我决定了，我来陪你。
  const whole = clausesOf(text).join('').replaceAll(idioms.zh, ' ');
  for (const { id, level: itsLevel, pattern } of spokenInPieces) {
    if (pattern.test(whole)) raise(itsLevel, id);
  }
  return { level, ruleId, reply: level === 0 ? null : crisisReply(level, lang, numbers) };
}

function soften(level: Exclude<CrisisLevel, 0>, how: Circumstance): CrisisLevel {
  switch (how) {
    case 'none':
      return level;
    case 'past':
      return level === 1 ? 1 : level === 3 ? 2 : 1;
    case 'negated':
    case 'third-person':
      // Somebody who speaks of it at all is worth a gentle answer.
      return level === 1 ? 0 : 1;
    case 'about-the-person':
      return 0;
  }
}

/** Words a recogniser writes with the wrong characters, by their sound without tones. */
const soundRules: ReadonlyArray<readonly [id: string, level: CrisisLevel, sound: RegExp]> = [
  ['zh-sound-suicide', 3, /\bwo (?:\w+ ){0,3}zi sha\b/u],
  [
    'zh-sound-not-live',
    2,
    /\bbu xiang (?:zai )?huo (?:le|xia qu|zhe)\b|\bhuo bu xia qu\b|\bwo xiang (?:qu )?si (?!ni|wo)\w/u,
  ],
  ['zh-sound-reunion', 2, /\bwo (?:xiang|yao) (?:xia )?qu pei ni\b|\bdai wo (?:yi qi )?zou\b/u],
];

function bySound(clause: string): [CrisisLevel, string] {
  const sound = pinyin(clause.replaceAll(idioms.zh, ' '), {
    toneType: 'none',
    nonZh: 'removed',
    type: 'array',
  }).join(' ');
  for (const [id, level, pattern] of soundRules) {
    const found = pattern.exec(`${sound} .`);
    if (found === null) continue;
    return [level, id];
  }
  return [0, ''];
}

function clausesOf(text: string): string[] {
  return fold(text)
    .split(/[。！？!?;；，,\n]+|\.(?=\s|$)|\b(?:but|however)\b|但是|可是|不过/u)
    .map((clause) =>
      clause
        .replaceAll(/[^\p{L}\p{N}' -]+/gu, ' ')
        .replaceAll(/(?<=\p{Script=Han})\s+(?=\p{Script=Han})/gu, '')
        .replaceAll(/\s+/g, ' ')
        .trim(),
    )
    .filter((clause) => clause !== '');
}
