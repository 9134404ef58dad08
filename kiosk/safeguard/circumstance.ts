/** Who, when and whether: what makes a crisis word milder. */
import type { Lang } from '../../avatars/persona/index.ts';

export type Circumstance = 'negated' | 'third-person' | 'past' | 'about-the-person' | 'none';

/** The visitor asks about the person's own death or life: not a word about the visitor. */
const aboutThePerson: Readonly<Record<Lang, RegExp>> = {
  zh: /^(?:那|那么|请问|奶奶|爷爷|妈|爸|妈妈|爸爸)?你(?!死了我|走了我|不在了我).{0,12}(?:自杀|轻生|不想活|想死|想过死|寻短见|活够|割|跳河|跳楼|农药|遗书)|你(?:有没有|是不是|曾经|以前).{0,8}(?:不想活|想死|自杀|轻生|遗书)/u,
  en: /^(?:and |so |but )?(?:did|do|were|are|have|had|was) you (?:ever |really |still )?.{0,30}(?:suicid\w*|kill|die|dead|death|live|wish|alive|cut|hurt|drown\w*|overdos\w*|jump\w*)/u,
};

const thirdPerson: Readonly<Record<Lang, RegExp>> = {
  zh: /(?:^|[^和跟对给为想爱])(?:他|她|他们|她们|有人|人家|别人|邻居|同学|同事|朋友|舅舅|叔叔|阿姨|表哥|表姐|表弟|表妹|哥哥|姐姐|弟弟|妹妹|外公|外婆|爷爷|奶奶|爸爸|妈妈|我爸|我妈|我哥|我姐|我弟|我妹|我朋友|我同学|我同事|我邻居|我老公|我老婆|新闻里|电影里|电视里|小说里|书里)(?:(?!我(?:也|就|都|想|要|不|真|好|今)).)*$/u,
  en: /\b(?:he|she|they|someone|somebody|people|my (?:friend|brother|sister|father|mother|dad|mum|mom|uncle|aunt|cousin|neighbour|neighbor|husband|wife|son|daughter|colleague|classmate)|a (?:friend|man|woman|boy|girl|neighbour) (?:of mine|i knew|at)?|in the (?:film|movie|book|news|story|play|song))(?: \w+'?\w*){0,6}$/u,
};

const negation: Readonly<Record<Lang, RegExp>> = {
  zh: /(?:不会|不是(?:想|要)?|没有?(?:想|要|想过|想要)?|从来?没有?(?:想过)?|从不|不曾|绝不|绝对不(?:会)?|不可能|别|不要|不许|不准|不用担心我|我才不|又不是|没打算|不打算|不敢|舍不得)(?:会|想|要|去|过|再|真的|什么|任何)*$/u,
  en: /\b(?:not|never|don't|do not|didn't|did not|won't|will not|wouldn't|would not|isn't|wasn't|am not|i'm not|no intention of|no plans? (?:to|of)|not going to|never going to|no longer)(?: (?:ever|really|want|wanted|going|to|be|been|thinking|think|thought|about|of|planning|plan|feel|feeling|like|a|any|trying|do|have|thoughts))*$/u,
};

const past: Readonly<Record<Lang, RegExp>> = {
  zh: /(?:以前|曾经|(?<!睡|走|死|带|跟)过去(?!陪|找|见|跟)|那时候?|当时|那年|那阵子|那段(?:时间|日子)|小时候|年轻的时候|几年前|多年前|很久以前|去年|前年|一度)/u,
  en: /\b(?:used to|once|years ago|a (?:few|couple of) years ago|long ago|back then|at (?:that|the) time|when (?:you died|he died|she died|i was (?:young|younger|little|a child|a teenager|\d+))|last year|in the past|those days)\b/u,
};
/** The past that has not ended: "I used to think so and still do". */
const still: Readonly<Record<Lang, RegExp>> = {
  zh: /现在(?:也|还|又|更|仍)|还是(?:想|不想)|又(?:想|开始)|最近|到现在/u,
  en: /\b(?:still|again|now too|these days|lately|even now)\b/u,
};

/** "What helps you when you cannot sleep": about them alone, and no more than sorrow. */
const theirSorrow: Readonly<Record<Lang, RegExp>> = {
  zh: /^(?!.*(?:我|没有?你|失去你|想你)).*你/u,
  en: /^(?!.*\b(?:i|i'm|i've|me|my|myself|without you|lost you|miss you)\b).*\byou\b/u,
};

/** How the words around a hit qualify it. `before` is the clause up to the hit. */
export function circumstanceOf(
  clause: string,
  before: string,
  lang: Lang,
  level: number,
): Circumstance {
  if (level === 1 && theirSorrow[lang].test(clause)) return 'about-the-person';
  if (aboutThePerson[lang].test(clause)) return 'about-the-person';
  if (negation[lang].test(before.trim())) return 'negated';
  if (thirdPerson[lang].test(before.trim())) return 'third-person';
  if (past[lang].test(clause) && !still[lang].test(clause)) return 'past';
  return 'none';
}
