/**
 * The words of crisis, as rules. Patterns run over folded text: lower case, simplified characters,
 * no punctuation within a clause. Recall comes first: a rule is only ever made milder by the
 * circumstances in `circumstance.ts`, never by another rule.
 *
 * Levels: 1 heavy grief · 2 passive wish to be dead, reunion · 3 intent, plan, means, act.
 */
import type { Lang } from '../../avatars/persona/index.ts';

export type CrisisLevel = 0 | 1 | 2 | 3;

export interface CrisisRule {
  readonly id: string;
  readonly level: Exclude<CrisisLevel, 0>;
  readonly lang: Lang;
  readonly pattern: RegExp;
}

const rule = (id: string, level: CrisisRule['level'], lang: Lang, pattern: RegExp): CrisisRule => ({
  id,
  level,
  lang,
  pattern,
});

export const crisisRules: readonly CrisisRule[] = [
  // ── 3: act, means, plan, declared intent ─────────────────────────────────────────────────────
  rule(
    'zh-act',
    3,
    'zh',
    /割(?:了)?(?:腕|手腕|脉)|(?:吃|吞|服)(?:了|下|下了)?(?:一整?瓶|很多|好多|大量|一把|过量)的?(?:药|安眠药|药片|农药)|喝(?:了)?农药|(?:上吊|跳楼|跳河|跳江|跳桥|卧轨|烧炭|投河|投湖|投江)|自残|自伤|划(?:自己|手臂|胳膊)|伤害自己/u,
  ),
  rule(
    'zh-means',
    3,
    'zh',
    /(?:安眠药|农药|绳子|刀子?|药|炭)(?:我)?(?:都|已经|也)*(?:买好|准备好|备好|攒好|攒够|存好|放好)|(?:买好|准备好|攒够|攒|存|囤)了?(?:很多|好多|一瓶|一些|够)?(?:的)?(?:安眠药|农药|绳子|刀片|炭)|遗书|后事(?:我)?(?:都|已经)*(?:安排|交代|准备)好/u,
  ),
  rule(
    'zh-suicide',
    3,
    'zh',
    /自杀|自尽|寻短见|轻生|自我了断|了结(?:自己|这条命|生命|我的生命|一生)|结束(?:自己|我)?的?(?:生命|这一生|这条命)|杀(?:了|死|掉)(?:我)?自己|(?:我)(?:要|准备|打算|决定)(?:去)?死|(?:今晚|今天|明天|待会|等会|一会|回去|这就|马上)(?:我)?(?:就)?(?:去死|死给|不在了|跟你走)/u,
  ),
  rule(
    'zh-going',
    3,
    'zh',
    /(?:今晚|今天|明天|待会儿?|等会儿?|马上|这就|很快|过几天)(?:我)?(?:就|要|会)*(?:来|去|下来|下去|过来|过去)(?:陪你|找你|见你|跟你团聚)|我(?:已经)?(?:决定|想好|打定主意)了?我?(?:要)?(?:来|去|下去|过去)?(?:陪你|找你|跟你走|跟你去)(?!的|聊|玩|说|讲)/u,
  ),
  rule(
    'en-act',
    3,
    'en',
    /\b(?:cut(?:ting)? (?:myself|my wrists?)|slit my wrists?|(?:hurt|hurting|harm|harming) myself|self[- ]?harm\w*|(?:took|taken|swallowed) (?:all |too many |a lot of |an? )?(?:my |the |of the )?(?:pills|tablets|overdose|bottle of)|overdos\w*|hang(?:ed|ing)? myself|shoot(?:ing)? myself|shot myself|drown(?:ing)? myself|jump(?:ing)? (?:off|from|in front of) \w+|throw(?:ing)? myself (?:off|under|in front))\b/u,
  ),
  rule(
    'en-means',
    3,
    'en',
    /\b(?:(?:i have|i've got|i've|i) (?:bought |saved up |saved |collected |got |the |enough |a )*(?:pills|tablets|rope|gun|razor) (?:ready|saved|at home|for it|for this|to do it)|(?:saved up|saved|stockpiled|collected|hoarded) (?:enough |all |my |the )*(?:pills|tablets)|suicide note|(?:written|wrote|writing) (?:a |my )?(?:note|goodbye letters?|farewell letters?)|put my affairs in order|given (?:away )?all my things away|gave all my things away)\b/u,
  ),
  rule(
    'en-suicide',
    3,
    'en',
    /\b(?:suicid\w*|kill(?:ing|ed)? myself|end(?:ing)? (?:it all|my life|my own life)|take my (?:own )?life|taking my (?:own )?life|do away with myself|top myself|make an end of it|i (?:want|am going|plan|intend|have decided|decided|am ready) to die|i'm (?:going|ready|about) to die|i am about to die|going to end it)\b/u,
  ),
  rule(
    'en-going',
    3,
    'en',
    /\b(?:(?:i'm|i am|i'll|i will) (?:be |going to |gonna )*(?:join(?:ing)?|com(?:e|ing) to|be(?:ing)? with) you (?:soon|tonight|today|tomorrow|very soon|in a few days)|(?:i'm|i am|i'll be) (?:coming|joining) (?:to )?(?:be with )?you (?:soon|tonight|today|now|tomorrow)|tonight i(?:'m| am|'ll| will) (?:be with|join|joining|come to) you)\b/u,
  ),

  // ── 2: passive wish, reunion ─────────────────────────────────────────────────────────────────
  rule(
    'zh-reunion',
    2,
    'zh',
    /(?:想|要|好想|真想|愿意|希望|恨不得|让我|可以|能不能|能)(?:早点|快点|赶紧|也|就|一起|现在|马上)*(?:去|来|过去|下去|下来|跟着|随)?(?:陪你|找你(?!聊|玩|说|问|帮)|跟你走|跟你去|跟你一起走|跟着你去|随你去|和你一起走|去见你|跟你在一起|和你在一起|和你团聚|跟你团聚)|(?:我)?(?:下去|过去|下来|跟着)(?:陪|找|见)你|带我(?:一起)?(?:走|去吧|离开|去你那|过去)|(?:来|快来)接我(?:走)?|早点(?:去|来)(?:见|找|陪)你|等我来(?:陪|找)你|我们(?:在)?(?:下面|那边|天上|地下)(?:再)?(?:见|团聚)/u,
  ),
  rule(
    'zh-wish-dead',
    2,
    'zh',
    /(?:不想|不愿意?|不要)(?:再)?(?:活|活着|活下去|活了)|活(?:着)?(?:够了|腻了|累了|不下去|不成)|(?:想|好想|真想|宁可|宁愿|不如|还不如|情愿|只想|要是能)(?:去)?死(?!你|我了你|他|她)|死了(?:算了|就好|倒好|更好|干净|多好|一了百了)|一了百了|生不如死|(?:一觉|睡着|睡下去|睡过去)(?:睡过去|睡着了?|就)*(?:不要|不用|再也不|永远不|别|不)(?:再)?醒|(?:希望|但愿|宁愿)(?:再也|永远)?(?:不要|不用|不)(?:再)?醒(?:过来|来)?|消失(?:算了|就好|掉)|(?:想|好想|真想)(?:从这个世界)?消失|(?:该|应该)死的(?:是|人是)我|死的(?:怎么不|为什么不|应该)是我|怎么不是我(?:死|走)|去死(?:算|好)/u,
  ),
  rule(
    'zh-no-meaning',
    2,
    'zh',
    /(?:活着|活下去|人生|日子|生活)(?:还|也|都|真|再|对我)*(?:有什么|没有?什么?|没有?|没啥|毫无|失去了?|没了)(?:意思|意义|盼头|劲|用|价值)|没有?(?:活下去|活着)的?(?:理由|勇气|意义|必要)|没(?:有)?你(?:我)?(?:就)?(?:活不|过不|撑不)(?:下去|了|成)|撑不(?:下去|住)了|(?:我)?(?:是|就是)(?:个)?(?:累赘|负担|拖累)|(?:没有我|我不在了?|我死了|我走了)(?:大家|他们|你们|家里|所有人|孩子)?(?:都|会|就|也)*(?:更好|轻松|好过|解脱)|解脱/u,
  ),
  rule(
    'en-reunion',
    2,
    'en',
    /\b(?:take me with you|(?:want|wish|like|love|long|need|going|hope|let me|can i|could i|please) (?:i could |i can |me |to |so much to |just )*(?:be with you|join you|come with you|go with you|follow you|come to you|be where you are|be with (?:him|her|them) again)|come and (?:get|fetch|take) me|(?:wait|waiting) for me (?:there|up there|on the other side)|be together again(?: soon)?|(?:i'll|i will) (?:join|follow) you|see you on the other side|with you (?:in heaven|over there|on the other side)|call me home)\b/u,
  ),
  rule(
    'en-wish-dead',
    2,
    'en',
    /\b(?:(?:wish|wished|rather|better off|want|wanted|should) (?:i |i'd |i was |i were |to |be |it had |that i )*(?:be |been )?(?:dead|die|died|not alive|gone for good|never been born|not be here(?: any ?more)?|disappear|not wake up)|(?:don't|do not|didn't|no longer) (?:want|wish|care) to (?:live|be alive|go on living|be here any ?more|wake up|exist|carry on living|go on)|(?:never|not) (?:want to )?wake up(?: again)?|tired of (?:living|life|being alive)|sick of (?:living|life|being alive)|should have been me|it should be me who died|rather be dead)\b/u,
  ),
  rule(
    'en-no-meaning',
    2,
    'en',
    /\b(?:no (?:point|reason|sense|use) (?:in |to |of )*(?:living|live|going on|go on|life|being alive|carrying on|carry on|staying alive|stay alive|it any ?more)|nothing (?:left )?to live for|(?:can't|cannot|can not|couldn't) (?:go on|live|carry on|keep going|keep living|do this|face life|take it|bear to live)(?: any ?more| any longer| without (?:you|him|her)| like this)*|life (?:is|has|isn't|has no|holds)(?: not)? (?:no |not |meaningless|worth living|worth it|nothing|without meaning|pointless|over)\w*(?: meaning)?|better off without me|(?:i am|i'm) (?:just |only )?a burden|not worth living)\b/u,
  ),

  // ── 1: heavy grief ───────────────────────────────────────────────────────────────────────────
  rule(
    'zh-grief',
    1,
    'zh',
    /(?:天天|每天|每晚|整天|整夜|一直|夜夜|天天晚上)(?:都)?(?:在)?(?:哭|流泪|掉眼泪|以泪洗面)|哭(?:个不停|了(?:一|好几|很多|三|几)(?:天|夜|个月|年)|得停不下来|到天亮)|(?:走不出来|缓不过来|过不去这道坎|接受不了|没办法接受|无法接受)|(?:睡不着|吃不下|不吃不喝|几天没吃|整晚睡不着)|(?:我)?(?:受不了了|崩溃|心碎|心如刀割|痛不欲生|绝望|没有希望)|不知道(?:该)?怎么(?:活|过|办才好|撑)|都是我(?:的错|害的|害死)|是我害(?:了|死)|恨(?:死)?(?:我)?自己|只剩(?:下)?我一个|天塌了/u,
  ),
  rule(
    'en-grief',
    1,
    'en',
    /\b(?:(?:cry|crying|cried|weep|weeping) (?:every (?:day|night)|all (?:day|night|the time)|myself to sleep)|(?:can't|cannot) (?:stop crying|eat|sleep|get over|cope|accept|breathe|stand it|bear it|get out of bed)|(?:i'm|i am|i feel) (?:so |completely |utterly |totally )*(?:broken|hopeless|desperate|falling apart|empty|numb|lost without you|in despair)|(?:it was|it's|it is) (?:all )?my fault|i (?:should have|could have) saved (?:you|him|her)|don't know how to (?:live|go on|carry on|cope)|hate myself|blame myself|no hope|heart is broken|unbearable|all alone now|nobody left)\b/u,
  ),
];

/** Said of anything but death; taken out before the rules look. */
export const idioms: Readonly<Record<Lang, RegExp>> = {
  zh: /想死(?:你|我|他|她|奶奶|爷爷|妈|爸|你们)们?了?|(?:累|饿|困|渴|热|冷|笑|吓|气|急|烦|忙|疼|痛|乐|高兴|开心|难看|臭|丑|羡慕|恨|爱|担心|紧张|无聊|酸|辣|咸|甜|堵|挤|闷|晒|冻)死(?:我|人|了|我了|人了|个人)+|(?:好吃|好看|好听|可爱|漂亮|美|好笑|香|甜)(?:死|到死|得要死|死了|死人)了?|[得]要死|要死要活|死(?:心眼|板|党|活|记|结|机|角|路|胡同|心了)|(?:打|吵|忙|累|笑|爱|哭)(?:得)?(?:要死|半死|个半死)|自杀式|割(?:草|麦子?|稻子?|韭菜)|吃药(?:了吗|没有|时间)|解脱了?(?:苦海)?的?感觉不错|跳(?:楼|河)(?:价|大甩卖)|(?:打死|死)也(?:不|要|忘不了)|拼死|死死(?:地|的)?(?:抓|抱|拉|盯)|死后的事(?:情)?你/gu,
  en: /\b(?:(?:you're|you are|it's|it is|that's|this is|he's|she's|my \w+ (?:are|is)|\w+ (?:are|is)|the \w+ is) killing me|(?:dying|died|die) (?:to (?:know|hear|see|meet|ask|tell|try|taste)|for a \w+|laughing|of (?:laughter|laughing|boredom|embarrassment|shame|curiosity|hunger|thirst|cold))|could (?:have )?(?:murder|kill for|murdered|killed for) \w+|to die for|dead (?:tired|good|funny|nice|easy|right|on|sure|serious|beat|quiet|slow|keen|chuffed)|bored to (?:death|tears)|(?:scared|frightened|worried|tickled|sick|starved|frozen|thrilled|bored) (?:me )?to death|over my dead body|drop[- ]dead gorgeous|suicide squad|shoot me an?|hanging on by|love you to death|kill(?:ing)? (?:time|the time)|nearly killed myself laughing|almost died laughing|dead end|deadline|wouldn't be seen dead|overdosed? on (?:cake|sugar|chocolate|sweets|coffee|tea|television|tv)|jump(?:ing)? (?:off|from) the (?:pier|boat|wall|rocks|diving board|swing|bus))\b/gu,
};
