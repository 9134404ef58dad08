/** What is said to anybody, whoever they are: recognised by its form, answered from the manner. */
import type { Lang } from './contract.ts';
import { fold } from './fold.ts';
import type { SmallTalkKind } from './schema.ts';
import { vocatives } from './words.ts';

export type Talk = SmallTalkKind | 'go-on';

interface Cue {
  readonly kind: Talk;
  /** The whole utterance has this form. */
  readonly zh: RegExp;
  readonly en: RegExp;
}

const whole = (inner: string) => new RegExp(`^(?:${inner})$`, 'u');

/** Order matters: the first that fits is taken. */
const cues: readonly Cue[] = [
  {
    kind: 'go-on',
    zh: whole(
      '(?:然后|后来|接着|接下来|还有|那后来|那然后|再后来)(?:呢|怎么样了?|怎样了?|发生了?什么)?|(?:再|多|继续|接着|往下)(?:讲|说|给我讲|跟我说|聊)(?:讲|说|一点|点|下去|一些|些)*(?:吧|好吗|好不好|嘛)?|继续(?:吧)?|还有(?:什么|别的|其他的?)?吗|说下去|讲下去|嗯?你?接着说(?:吧)?',
    ),
    en: whole(
      '(?:and )?(?:then|after that|afterwards)(?: what)?|(?:and )?then what(?: happened)?|(?:and )?what happened (?:next|then|after|after that|afterwards|in the end)|(?:please )?(?:go on|carry on|keep going|continue)(?: please)?|(?:can you |could you |please )*tell me (?:some )?more(?: about (?:it|that))?|(?:is there )?(?:anything|something) else|what else|and|more',
    ),
  },
  {
    kind: 'greeting',
    zh: whole(
      '(?:你好|你好呀|大家好|哈喽|嗨|喂|早上好|早|下午好|晚上好|早安|晚安|我来了|我来看你了?|来看你了|我回来了)(?:啊|呀|了)*',
    ),
    en: whole(
      "(?:hello|hi|hiya|hey|hello there|hi there|hello again|good morning|good afternoon|good evening|good day|how do you do|i am here|i'm here|i came to see you|i've come to see you|i have come to see you|i've come to visit you)(?: again)?",
    ),
  },
  {
    kind: 'nice-to-meet-you',
    zh: whole(
      '(?:很|真)?(?:高兴|开心)(?:能)?(?:认识|见到)你|(?:我叫|我是|我的名字叫|我的名字是)[\\p{Script=Han}\\p{Script=Latin} ]{1,8}|见到你(?:真|很)?(?:高兴|开心|好)',
    ),
    en: whole(
      "(?:it's |it is )?(?:very |so )?(?:nice|good|lovely|pleased|great) to (?:meet|see) you|pleased to meet you|(?:my name is|my name's|i am called|i'm called) [\\p{L} ]{1,30}",
    ),
  },
  {
    kind: 'how-are-you',
    zh: whole(
      '(?:你)?(?:最近|今天|现在|这阵子|身体)?(?:过得|身体)?(?:好吗|还好吗|好不好|怎么样|怎样|还好|好嘛|如何)|吃(?:过)?(?:饭)?了(?:吗|没|没有)',
    ),
    en: whole(
      "(?:so )?how are you(?: doing| feeling| keeping| getting on)?(?: today| now)?|how have you been|are you (?:well|ok|okay|all right|alright)|how is it going|how's it going|how are things",
    ),
  },
  {
    kind: 'thanks',
    zh: whole(
      '(?:谢谢|多谢|感谢|谢了|太谢谢)(?:你|啊|啦|了|陪我|给我讲|告诉我|这些|讲|的|故事|呀)*',
    ),
    en: whole(
      '(?:thank you|thanks|cheers|ta|many thanks)(?: you)?(?: so much| very much| a lot| for (?:telling me|that|sharing|the story|talking to me|your time|everything|sharing that))*',
    ),
  },
  {
    kind: 'farewell',
    zh: whole(
      '(?:再见|拜拜|再会|我走了|我先走了|我要走了|我该走了|下次再来看你|我下次再来|我回去了|那我走了)(?:啦|了|啊)*',
    ),
    en: whole(
      "(?:good ?bye|bye|bye bye|see you|see you (?:later|soon|again)|i have to go|i've got to go|i must go|i should go|i'm going now|farewell|take care)(?: now| then)?",
    ),
  },
  {
    kind: 'are-you-real',
    zh: whole(
      '(?:你)?(?:是|到底是|真的是|不是)?(?:真的|真人|本人|真实的|人|机器人?|假的|电脑|人工智能|ai|数字人|程序|录音|录像)(?:吗|么|吧|还是(?:假的|机器人?|真人|ai|人工智能|人))(?:你)?|你是真人还是机器人?|你是人还是机器|你是不是(?:真的|真人|本人|机器人?|ai|人工智能|假的|数字人)|你(?:到底)?是(?:个)?什么(?:东西)?',
    ),
    en: whole(
      '(?:but )?are you (?:really )?(?:real|a real person|a person|human|a human|a human being|a machine|a robot|a computer|an ai|ai|artificial|fake|a recording|a program|a ghost|really (?:you|him|her)|a hologram|the real [\\p{L} ]{1,20})(?: or (?:a )?[\\p{L} ]{1,20})?|is (?:this|that) (?:really you|real|a recording|ai|an ai)|is it really you|what are you|am i (?:talking|speaking) to (?:a machine|a computer|a robot|an ai|a real person)',
    ),
  },
  {
    kind: 'are-you-alive',
    zh: whole(
      '(?:你)?(?:还|是不是|不是)?(?:还)?(?:活着|在世|在人世|死了|去世了|不在了|过世了|走了|已经死了|已经走了|已经去世了|已经不在了)(?:吗|么|吧|了吗|没有|没)*|你死了没有?|你(?:到底)?(?:是)?活(?:的|人)(?:吗|还是死的?|还是死人)',
    ),
    en: whole(
      "(?:but )?(?:are|aren't) you (?:still |really |not |already )?(?:alive|dead|living|here with us|gone|passed away)(?: or (?:dead|alive))?|did you (?:die|pass away)|have you (?:died|passed away)|you are dead|you're dead",
    ),
  },
  {
    kind: 'where-are-you-now',
    zh: whole(
      '你(?:现在|如今)?(?:人)?在(?:哪里|哪儿|哪|什么地方)(?:呢|啊)?|(?:你)?(?:在)?(?:那边|那里|天上|天堂|另一个世界|下面)(?:过得)?(?:好吗|好不好|冷吗|怎么样|还好吗|习惯吗|疼吗)|你(?:现在)?(?:还)?(?:疼|痛|冷)(?:吗|不疼)',
    ),
    en: whole(
      'where are you(?: now| right now)?|are you in heaven|what is (?:heaven|it) like (?:there|where you are)|what is heaven like|are you (?:at peace|in pain|cold|lonely|happy there|happy where you are)(?: now)?|is it nice there',
    ),
  },
  {
    kind: 'do-you-know-me',
    zh: whole(
      '(?:你)?(?:还)?(?:记得我|认得我|认得出我|认识我|知道我是谁|记得我是谁|看得见我|看得到我|看见我|看到我|认出我)(?:吗|么|了吗|不|是谁吗)*|我是谁',
    ),
    en: whole(
      'do you (?:still )?(?:remember|recognise|recognize|know) (?:me|who i am)|who am i|can you see me|do you see me|you remember me',
    ),
  },
  {
    kind: 'do-you-miss-me',
    zh: whole(
      '(?:你)?(?:会|有没有|有|还)?(?:不会)?(?:想我|想念我|想我们|想不想我|想家|惦记我|挂念我|想念我们)(?:吗|么|了吗|没有|不)?|你想不想我们?',
    ),
    en: whole(
      'do you (?:ever |still )?(?:miss|think of|think about) (?:me|us|your family|all of us)|did you miss (?:me|us)|are you missing (?:me|us)',
    ),
  },
  {
    kind: 'i-miss-you',
    zh: whole(
      '(?:奶奶|外婆|爷爷|妈)?我?们?(?:都)?(?:好|很|真的?|一直|天天|每天都|非常|太|特别|还是|真的好|真的很|想死)*(?:想|想念|挂念|惦记)(?:你|死你|你们)(?:了|啊|呀)*',
    ),
    en: whole(
      "(?:i|we)(?: all)?(?: really| still| do)? miss you(?: so much| very much| so| every day| a lot| terribly| dearly| too)*|i've missed you(?: so much)?|i have missed you(?: so much)?|we all miss you(?: so much)?",
    ),
  },
  {
    kind: 'i-love-you',
    zh: whole(
      '我们?(?:都)?(?:好|很|真的|永远|一直|也)*爱你(?:们)?(?:啊|哦|呀)*|你爱我(?:吗|么|们吗)|你爱不爱我',
    ),
    en: whole(
      '(?:i|we)(?: all)?(?: really| still| do| will always)? love you(?: so much| very much| too| always)*|do you love me|did you love me',
    ),
  },
  {
    kind: 'i-am-sad',
    zh: whole(
      '我(?:好|很|真的?|心里|今天|现在|非常|有点)*(?:难过|伤心|想哭|不开心|孤单|孤独|寂寞|难受|不好受)(?:了|啊|极了|得很)*',
    ),
    en: whole(
      "(?:i am|i'm|i feel|i am feeling|i'm feeling)(?: so| very| really| a bit)* (?:sad|lonely|unhappy|upset|low|down|alone|heartbroken)(?: today| without you| now)*|i want to cry",
    ),
  },
  {
    kind: 'sorry',
    zh: whole(
      '(?:我)?(?:真的|很)?(?:对不起|抱歉|不好意思)(?:你|啊|了)*(?:我.{0,16})?|(?:你)?(?:能)?原谅我(?:吗|好吗)?',
    ),
    en: whole(
      "(?:i am|i'm)?(?: so| very| really)* ?sorry(?: .{0,40})?|(?:please |can you |will you |could you )*forgive me",
    ),
  },
  {
    kind: 'come-back',
    zh: whole(
      '(?:你)?(?:能|可以|会|快)?(?:不能|不要|别)?(?:回来|回家|走|离开我|离开|抱抱我|抱我一下|抱我|带我走|陪着我|一直陪我|陪我|永远陪着我|复活)(?:吗|好吗|好不好|吧|了)*|我们还能再?见面?吗|还能见到你吗|不要走|别走',
    ),
    en: whole(
      "(?:please )?(?:don't|do not) (?:go|leave|leave me)|(?:can|could|will|would) you (?:please )?(?:come back|come home|stay|stay with me|hold me|hug me|give me a hug|hold my hand|be with me)(?: to (?:me|us))?|(?:please )?(?:come back|come home|stay with me)(?: to (?:me|us))?|will (?:i|we) (?:ever )?(?:see|meet) (?:you )?again|will we (?:ever )?meet again|will i (?:ever )?see you again",
    ),
  },
  {
    kind: 'can-you-hear-me',
    zh: whole(
      '(?:你)?(?:能|可以)?(?:听得见|听得到|听见|听到|听得清)(?:我|我说话|我说的|我的声音)*(?:吗|么|了吗)?|喂+|在吗|你在吗|有人吗',
    ),
    en: whole(
      'can you hear (?:me|us|this)|do you hear me|are you (?:there|listening|still there)|is anybody there|is anyone there|testing(?: testing)?',
    ),
  },
  {
    kind: 'what-can-i-ask',
    zh: whole(
      '(?:我)?(?:可以|能|该|应该|要)?(?:跟你|和你|同你)?(?:问|聊|说|讲)(?:你)?(?:些|点)?(?:什么|啥|哪些)(?:呢|问题|好|话题|啊)*|(?:你)?(?:会|能|可以)(?:讲|说|聊|回答|做|干)(?:些|点)?(?:什么|啥|哪些)(?:呢|问题)?|你(?:都)?(?:知道|记得)(?:些)?什么|(?:给我)?(?:随便)?(?:讲|说)个故事(?:吧|好吗|听听)?|随便(?:聊聊|讲讲|说说)(?:吧)?',
    ),
    en: whole(
      'what (?:can|should|could|shall|may) (?:i|we) (?:ask|talk about|say|talk to you about)(?: you)?(?: about)?|what (?:do|can) you (?:know|remember|tell me|talk about|do)(?: about)?|what shall we talk about|(?:please )?tell me (?:a story|something|anything)|how does this work|help',
    ),
  },
  {
    kind: 'who-are-you',
    zh: whole(
      '(?:你)(?:到底)?是(?:谁|哪位|什么人)(?:啊|呢|呀)?|(?:你)?(?:先)?(?:做个|做一下)?自我介绍(?:一下)?(?:吧|好吗)?|介绍(?:一下)?(?:你)?自己(?:吧|好吗)?',
    ),
    en: whole(
      '(?:so )?who are you|(?:please )?introduce yourself|(?:please |can you |could you )*tell me about yourself|tell me who you are|say something about yourself',
    ),
  },
  {
    kind: 'praise',
    zh: whole(
      '(?:你)?(?:真|好|很|太|讲得真|说得真|讲得|说得)+(?:好|棒|厉害|了不起|好听|有意思|漂亮|好看|美|精彩|能干)(?:了|啊|呀|听|吃)*|(?:我)?(?:明白|知道|懂|晓得)了|(?:好的?|嗯+|哦+|是的?|对|对的|没错|原来如此|这样啊|原来是这样|真的吗|哈哈+|有意思)',
    ),
    en: whole(
      "(?:that is|that's|you are|you're|how|what a|it is|it's)(?: so| very| such| really| a| an)* (?:lovely|nice|wonderful|beautiful|great|amazing|good|funny|interesting|kind|brave|sweet|wonderful story|lovely story|good story|beautiful story)(?: story| man| woman| memory)?|(?:i see|right|okay|ok|yes|yeah|aye|all right|really|wow|oh|no|sure|of course|i understand|ha ha|lovely)",
    ),
  },
];

const hanVocatives = vocatives
  .filter((word) => /\p{Script=Han}/u.test(word))
  .sort((a, b) => b.length - a.length);
const englishVocatives = vocatives.filter((word) => !/\p{Script=Han}/u.test(word));

const hanLead =
  /^(?:请问一下|请问|麻烦问下|不好意思|那个|那么|那|嗯+|呃+|额|诶|哎|喂|你好|你好啊|我想问一下|我想问问|我想问|想问问|想问|我想知道|我想听听|我想听|想听听|跟我|给我)(?=.{2})/u;
const englishLead =
  /^(?:well|so|um+|uh+|er+|oh|hello|hi|hey|excuse me|okay|ok|now|and now|please|may i ask|can i ask(?: you)?|could i ask(?: you)?|i would like to (?:know|ask)|i'd like to (?:know|ask)|i want to (?:know|ask)|i wonder|i was wondering|do you mind telling me) (?=\S+ \S+)/u;

/** The question without greeting, polite lead-in and form of address: Chinese closed up, English in single spaces. */
export function coreOf(text: string, lang: Lang, names: readonly string[]): string {
  return lang === 'zh' ? coreOfHan(text, names) : coreOfEnglish(text, names);
}

function coreOfHan(text: string, names: readonly string[]): string {
  const called = [...names.map(fold), ...hanVocatives].filter((word) => word !== '');
  let core = fold(text).replaceAll(/[^\p{L}\p{N},.!?;:、。]+/gu, '');
  for (let round = 0; round < 4; round += 1) {
    const before = core;
    core = core.replace(/^[\p{P}]+|[\p{P}]+$/gu, '');
    for (const name of called) {
      const rest = core.startsWith(name) ? core.slice(name.length) : null;
      // 奶奶您… and 奶奶，… address; 奶奶的… speaks about somebody.
      if (
        rest !== null &&
        rest !== '' &&
        /^(?:[\p{P}]|你|我(?!的)|好|再见|谢谢|对不起|请|能|还|想|早|晚安)/u.test(rest)
      ) {
        core = rest.replace(/^[\p{P}]+/u, '');
        break;
      }
      if (
        core.endsWith(name) &&
        core.length > name.length &&
        /[\p{P}好见谢]$/u.test(core.slice(0, -name.length))
      ) {
        core = core.slice(0, -name.length);
        break;
      }
    }
    core = core.replace(/^[\p{P}]+/u, '').replace(hanLead, '');
    if (core === before) break;
  }
  return core.replaceAll(/\p{P}/gu, '');
}

function coreOfEnglish(text: string, names: readonly string[]): string {
  let core = fold(text)
    .replaceAll(/[^\p{L}\p{N}' ]+/gu, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();
  const called = [...names.map((name) => fold(name)), ...englishVocatives].filter(
    (word) => word !== '',
  );
  for (let round = 0; round < 4; round += 1) {
    const before = core;
    for (const name of called) {
      if (core.startsWith(`${name} `)) core = core.slice(name.length + 1);
      else if (
        core.endsWith(` ${name}`) &&
        !/\b(?:my|your|the|his|her|our|a|is|was|about|of|to|with|and|call you|are you)$/u.test(
          core.slice(0, -name.length - 1),
        )
      ) {
        core = core.slice(0, -name.length - 1);
      }
    }
    core = core.replace(englishLead, '');
    if (core === before) break;
  }
  return core;
}

/** The kind of small talk this utterance is, as a whole; null when it is about something. */
export function talkOf(core: string, lang: Lang): Talk | null {
  return cues.find((cue) => cue[lang].test(core))?.kind ?? null;
}

const looseCues: ReadonlyArray<readonly [kind: SmallTalkKind, pattern: RegExp]> = [
  ['i-miss-you', /想你了|好想你|很想你|想念你|\bmiss you\b/u],
  ['i-love-you', /我(?:们)?爱你|\bi love you\b/u],
  [
    'are-you-real',
    /人工智能|机器人|真人|是真的你|\b(?:a robot|a machine|an ai|artificial intelligence|a real person|really you)\b/u,
  ],
  ['are-you-alive', /还活着|\bstill alive\b/u],
  ['come-back', /回来吧|别走|\b(?:come back|don't leave)\b/u],
  ['farewell', /再见|拜拜|\bgoodbye\b/u],
  ['thanks', /谢谢|\bthank you\b/u],
  ['sorry', /对不起|\bi(?:'m| am) (?:so )?sorry\b/u],
];

/** Small talk somewhere within an utterance that nothing else answered. */
export function looseTalkOf(core: string): SmallTalkKind | null {
  return looseCues.find(([, pattern]) => pattern.test(core))?.[0] ?? null;
}
