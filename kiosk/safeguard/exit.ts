/** The visitor wants to leave: heard at every moment, answered at once. */
import { fold, type Lang } from '../../avatars/persona/index.ts';

export type ExitIntent = 'stop' | 'goodbye';

const hanCall =
  '(?:好了?|好的|那|那么|行了?|嗯|请|奶奶|爷爷|外婆|外公|妈妈|爸爸|谢谢你?|我想|我要|可以|快|马上)*';
const hanEnd =
  '(?:吧|了|啊|一下|好吗|啦|吗|下来|奶奶|爷爷|外婆|外公|妈妈|爸爸|下次再来看你|谢谢你?|哦)*';
const stopWords: Readonly<Record<Lang, RegExp>> = {
  zh: new RegExp(
    `^${hanCall}(?:停|停停|停下|停止|暂停|别说了|不要说了|别讲了|不要讲了|不说了|不听了|不想听了|够了|住口|闭嘴|结束|到此为止|就到这里|就这样|退出|关掉|打住)${hanEnd}$`,
    'u',
  ),
  en: /^(?:(?:ok|okay|please|right|well|now|all right|no|just|i want to|i'd like to|i would like to|can we|can you|let's|let us|you can|that's enough) )*(?:stop|stop it|stop now|stop talking|stop please|be quiet|shut up|enough|that's enough|that is enough|that's all|that is all|that will be all|that'll be all|no more|quit|exit|end|end it here|end this|end the visit|finish|i'm done|i am done|i'm finished|we're done|switch (?:it )?off|turn (?:it )?off)(?: (?:now|please|thanks|thank you|here|talking|there|it|for now|for today))*$/u,
};
const goodbyeWords: Readonly<Record<Lang, RegExp>> = {
  zh: new RegExp(
    `^${hanCall}(?:再见|再会|拜拜|我走了|我先走了|我要走了|该走了|我该走了|我回去了|要回去了|下次再来|下次再聊|晚安)${hanEnd}$`,
    'u',
  ),
  en: /^(?:(?:ok|okay|well|right|so|thank you|thanks|now|all right|i have to say|time to say|goodbye|bye) )*(?:good ?bye|good bye|bye|bye bye|farewell|see you(?: later| soon| again| next time)?|good ?night|cheerio|i(?:'m| am) (?:going|leaving)(?: home)?|i(?:'ve| have)? (?:got to|must|have to|should|need to|gotta) (?:go|leave)|i(?:'d| would) like to leave|take care)(?: (?:now|then|and thank you|thank you|thanks|for now|everyone|grandma|grandpa|grandad|nan|gran|mum|dad|tom|dear))*$/u,
};

/** `stop` silences at once; `goodbye` lets the person say farewell. Null when the words go on. */
export function exitIntent(text: string, lang: Lang): ExitIntent | null {
  const folded = fold(text);
  const forms: Readonly<Record<Lang, string>> = {
    zh: folded.replaceAll(/[^\p{L}\p{N}]+/gu, ''),
    en: folded
      .replaceAll(/[^\p{L}\p{N}' ]+/gu, ' ')
      .replaceAll(/\s+/g, ' ')
      .trim(),
  };
  // Either language is understood whichever is chosen: nothing may stand between a visitor and the door.
  const order: readonly Lang[] = lang === 'zh' ? ['zh', 'en'] : ['en', 'zh'];
  for (const each of order) {
    if (forms[each] === '') continue;
    if (stopWords[each].test(forms[each])) return 'stop';
    if (goodbyeWords[each].test(forms[each])) return 'goodbye';
  }
  return null;
}
