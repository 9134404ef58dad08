/**
 * The small tables of the search, all in folded form (simplified, lower case, English stemmed by
 * `stem`): what is not a topic, and which words mean the same.
 */
import type { Kin } from './schema.ts';

/** Chinese words that carry no topic. They cut the text, so that bigrams never span them. */
export const hanStops: readonly string[] =
  `给我讲讲 跟我讲讲 给我说说 跟我说说 给我讲 跟我讲 和我讲讲 和我说说 讲讲 说说 聊聊 谈谈 讲一讲 说一说 谈一谈 聊一聊
  能不能 可不可以 可以 能 请问 请 告诉我 告诉 我想知道 我想问问 我想问 想知道 想问问 想问 我想听听 想听听 想听 我想听
  还记得 记得 记不记得 回忆 印象 知道 知不知道 介绍一下 介绍 形容 描述 一下 一点 一些 关于 有关 有没有 是不是 会不会
  什么样 怎么样 怎样 怎么 怎么会 如何 什么 哪些 哪个 哪种 哪样 吗 呢 吧 啊 呀 嘛 哦 哎 诶 呵 哇 了 的 得 地 着 过 么 们
  你们 我们 咱们 他们 她们 你 我 他 她 它 这个 那个 这些 那些 这样 那样 这 那 是 有 在 就 都 也 又 很 太 最 更 还是 还 再 才
  和 跟 与 及 或者 但是 可是 因为 所以 如果 要是 被 把 让 对 对于 从 到 向 往 以 之 于 会 要 想 觉得 认为 时候 那时候 当时 的话
  好不好 好吗 怎么办 怎么过 发生 故事 事情 事 经历 个 一个 一次 一种 那次 那回 有一回 一回 样子 印象最深 最深 特别 平时 平常 通常 一般 曾经 以前 从前 过去 后来 自己 别人
  没有 没 不 来 去 做 弄 搞 一 里 上 下 中 些 件 次 岁 几 多少 多大 多`
    .split(/\s+/)
    .filter((word) => word !== '');

/** English words that carry no topic. */
export const englishStops: ReadonlySet<string> = new Set(
  `a an the and or but if so of to in on at by for from with about as into over up down out off than then there here this that these those
  i me my mine we us our you your yours he him his she her hers it its they them their what's that's it's
  is am are was were be been being do does did done have has had having will would shall should can could may might must
  not no yes ever never always still also too very really just quite much many more most some any all both each other one ones
  tell say said talk speak describe explain share hear know think remember recall mind please ask let give gave given get got go went come came make made like such thing things
  story stories memory memories something anything everything someone anyone used use okay ok well now oh um uh er love dear
  don't didn't doesn't isn't wasn't weren't can't couldn't won't wouldn't i'd i'm i've you'd you're you've we're
  time times see saw seen look looked show man woman men women person people word words day kind sort bit lot way back again own same when's who's where's how's wonder wondering want wanted happen happened life lives`
    .split(/\s+/)
    .filter((word) => word !== ''),
);

/** Words that say what sort of answer is wanted. They tell questions apart but are no topic. */
export const askWords: ReadonlyArray<readonly [token: string, words: readonly string[]]> = [
  ['q:where', ['哪里', '哪儿', '什么地方', '何处', '哪个地方', '在哪', 'where']],
  ['q:when', ['什么时候', '哪一年', '哪年', '几时', '何时', '几几年', '几月几号', 'when']],
  ['q:who', ['谁', '什么人', '哪位', 'who', 'whom', 'whose']],
  ['q:why', ['为什么', '为啥', '怎么会', '干嘛', 'why']],
  ['q:how-many', ['多少', '几个', '几次', '多久', '多长时间']],
  ['q:age', ['多大', '几岁', '多大年纪', '年纪', '岁数', '高寿', 'old', 'age']],
  ['q:most', ['最', '特别', 'favourit', 'favorit', 'best', 'most']],
];

/** Words of one meaning; each row becomes one token. Also the bridge between the two languages. */
export const concepts: ReadonlyArray<readonly [token: string, words: readonly string[]]> = [
  [
    'c:childhood',
    '小时候 童年 小的时候 儿时 年幼 小孩子时 小孩的时候 childhood boyhood girlhood growing_up grew_up grow_up brought_up were_little were_small were_young were_a_boy were_a_girl were_a_child were_a_kid as_a_boy as_a_girl as_a_child as_a_kid as_a_lad',
  ],
  [
    'c:youth',
    '年轻 年轻时 年轻的时候 青年 年轻人 小伙子 youth young_people young_man young_woman young_folk youngster',
  ],
  [
    'c:work',
    '工作 上班 职业 干活 做工 谋生 行当 work job trade career profession occupation living employ',
  ],
  ['c:retire', '退休 退下来 退了休 retire retirement'],
  ['c:school', '上学 读书 念书 学校 学堂 课堂 校园 school schooling pupil classroom'],
  ['c:teacher', '老师 先生 教师 teacher schoolmaster'],
  [
    'c:wedding',
    '结婚 婚礼 成亲 成家 出嫁 嫁给 嫁 喜酒 婚事 办喜事 领证 wed wedding marry marri marriage bride groom honeymoon',
  ],
  [
    'c:meet',
    '认识 相识 遇见 遇到 碰见 碰到 相遇 第一次见 头一次见 初次见面 相亲 结识 处对象 谈恋爱 meet met encounter court courtship acquaint 追求 追 在一起 好上 first_see first_saw first_met first_meet get_together got_together',
  ],
  [
    'c:food',
    '吃 菜 饭 饭菜 吃的 美食 好吃 伙食 味道 food eat ate eaten dish meal dinner supper tea grub tasty',
  ],
  [
    'c:cook',
    '做饭 烧菜 烧饭 做菜 煮饭 下厨 厨艺 厨房 烧的 拿手 cook cooking kitchen bake baking recipe',
  ],
  ['c:cake', '糕 糕点 点心 甜点 甜食 蛋糕 cake dessert pudding sweet'],
  ['c:osmanthus', '桂花 木樨 osmanthus'],
  [
    'c:hobby',
    '爱好 兴趣 消遣 空闲 闲下来 闲着 有空 空的时候 业余 喜欢做 hobby hobbies pastime leisure spare_time free_time',
  ],
  ['c:like', '喜欢 喜爱 爱 中意 偏爱 偏好 enjoy prefer fond favourit favorit'],
  ['c:dislike', '讨厌 不喜欢 不爱 反感 受不了 hate dislike stand annoy'],
  ['c:music', '音乐 唱歌 歌 歌曲 曲子 听歌 乐曲 music song tune sing sang sung hymn'],
  ['c:pingtan', '评弹 弹词 听书 书场 说书 弹唱 pingtan ballad storytelling'],
  [
    'c:fear',
    '怕 害怕 恐惧 吓人 可怕 担惊 afraid fear scared scare frighten frightened terrify terrified scary scariest scarier frightening',
  ],
  ['c:happy', '高兴 开心 快乐 幸福 欢喜 最乐 happy happiest happier joy glad happiness'],
  ['c:sad', '难过 伤心 悲伤 哭 流泪 掉眼泪 苦 sad sorrow cry cried weep grief grieve tear'],
  [
    'c:hard',
    '困难 艰难 苦日子 难处 吃苦 辛苦 最难 熬 不容易 hard hardship difficult difficulty tough struggle hardest',
  ],
  ['c:regret', '后悔 遗憾 懊悔 亏欠 对不住 regret differently undo'],
  ['c:proud', '骄傲 自豪 得意 光荣 了不起 proud pride achievement proudest'],
  ['c:advice', '建议 嘱咐 叮嘱 交代 劝 忠告 教导 道理 做人 人生 advice advise lesson wisdom'],
  ['c:poor', '穷 没钱 贫穷 省 节约 节省 节俭 省钱 poor poverty money thrift thrifty saving'],
  [
    'c:hunger',
    '饿 饥饿 饿肚子 挨饿 饥荒 粮票 自然灾害 不够吃 hunger hungry starve famine ration rationing',
  ],
  ['c:war', '打仗 战争 war wartime bomb'],
  [
    'c:illness',
    '生病 病 住院 医院 看病 身体 开刀 手术 ill illness sick hospital health operation doctor poorly',
  ],
  [
    'c:death',
    '去世 过世 走的时候 走了以后 走了 死 死亡 离开人世 不在了 没了 丧事 die died death dead pass passed funeral lost',
  ],
  [
    'c:faith',
    '信佛 信仰 信教 菩萨 拜佛 烧香 寺庙 宗教 god believe faith church chapel religion religious pray prayer',
  ],
  [
    'c:home',
    '家 房子 屋子 老房子 住 住处 住过 家里 老家 故乡 家乡 老宅 home house live hometown cottage street',
  ],
  ['c:city', '城市 城里 town city village place'],
  ['c:newyear', '过年 春节 除夕 年夜饭 大年 新年 拜年 年三十 正月'],
  ['c:christmas', '圣诞 圣诞节 christmas xmas'],
  ['c:festival', '节日 过节 节 festival holiday celebrate celebration'],
  ['c:travel', '旅游 旅行 出门 出远门 去过 出国 travel trip journey abroad visit holiday tour'],
  ['c:sea', '海 大海 海边 海上 sea ocean shore coast wave'],
  ['c:boat', '船 小船 轮船 boat ship vessel coble'],
  ['c:lifeboat', '救生艇 救生船 救生 救生员 lifeboat rescue shout'],
  ['c:storm', '暴风雨 风暴 台风 大风 storm gale tempest'],
  ['c:rain', '下雨 雨 雨天 黄梅天 梅雨 rain rainy wet'],
  ['c:snow', '下雪 大雪 雪 snow snowed'],
  ['c:garden', '园子 花园 种菜 菜地 种花 养花 allotment garden gardening grow vegetable veg plot'],
  ['c:band', '乐队 铜管 band brass'],
  ['c:instrument', '乐器 instrument cornet horn'],
  ['c:wood', '木头 木工 木匠 木活 wood timber joiner joinery carpenter carpentry woodwork'],
  ['c:tool', '工具 刨子 凿子 tool plane chisel saw'],
  [
    'c:mill',
    '纱厂 纺织厂 丝织厂 棉纺 棉纺厂 织布厂 丝厂 工厂 厂里 厂子 厂 mill textile factory cotton 纺纱 织布 车间 纱',
  ],
  ['c:canteen', '食堂 饭堂 canteen'],
  ['c:cat', '猫 小猫 cat kitten'],
  ['c:dog', '狗 小狗 dog puppy collie terrier'],
  ['c:pet', '宠物 养过 动物 pet animal'],
  ['c:clothes', '衣服 衣裳 旗袍 毛衣 穿 打扮 棉袄 cloth clothes dress coat jumper wear wore'],
  ['c:sew', '针线 缝 裁缝 织毛衣 打毛线 刺绣 绣花 sew sewing knit knitting needle'],
  ['c:letter', '信 写信 来信 letter'],
  ['c:diary', '日记 diary journal'],
  ['c:book', '书 看书 小说 book read reading novel'],
  ['c:film', '电影 看电影 film movie cinema pictures'],
  ['c:tv', '电视 看电视 电视剧 television tv telly'],
  ['c:radio', '收音机 广播 半导体 radio wireless'],
  ['c:bicycle', '自行车 脚踏车 骑车 bicycle bike cycle'],
  ['c:car', '汽车 开车 car drive drove van'],
  ['c:phone', '电话 手机 打电话 微信 视频 phone telephone mobile'],
  ['c:friend', '朋友 好友 姐妹淘 小姐妹 friend mate pal'],
  ['c:neighbour', '邻居 隔壁 邻里 街坊 neighbour neighbor'],
  ['c:garden-suzhou', '拙政园 狮子林 园林 虎丘 留园 沧浪亭'],
  ['c:river', '河 河边 小河 运河 河浜 river canal stream'],
  ['c:dialect', '苏州话 方言 吴语 土话 dialect accent'],
  ['c:swim', '游泳 游水 swim swam swimming'],
  ['c:dance', '跳舞 广场舞 dance dancing danced'],
  ['c:football', '足球 踢球 football soccer'],
  ['c:fish', '鱼 fish fishing'],
  ['c:drink', '喝酒 酒 黄酒 喝 drink beer pub pint ale'],
  ['c:tea-drink', '茶 喝茶 茶叶 茶馆 碧螺春 brew cuppa'],
  ['c:smoke', '抽烟 香烟 吸烟 烟 smoke smoking pipe cigarette'],
  ['c:birthday', '生日 过生日 寿面 birthday'],
  ['c:born', '出生 生在 生于 出世 落地 刚出生 婴儿 宝宝 born birth baby newborn'],
  ['c:birth-child', '生孩子 坐月子 生下 怀孕 月子 生产'],
  ['c:photo', '照片 相片 拍照 照相 photo photograph picture'],
  ['c:dream', '梦 做梦 梦想 愿望 dream ambition'],
  ['c:mistake', '错 做错 犯错 错误 mistake wrong 出错'],
  [
    'c:quarrel',
    '吵架 拌嘴 争吵 吵 闹别扭 argue argument quarrel row 红过脸 红脸 红了脸 生气 fall_out fell_out',
  ],
  ['c:forgive', '原谅 forgive forgave'],
  ['c:gift', '礼物 送 送给 present gift'],
  ['c:brave', '勇敢 胆大 大胆 brave courage'],
  ['c:danger', '危险 惊险 dangerous danger perilous peril'],
  ['c:sleep', '睡觉 睡 睡不着 sleep bed'],
  ['c:morning', '早上 早晨 一大早 清早 早起 morning breakfast dawn 早饭 早点'],
  ['c:autumn', '秋天 秋 autumn'],
  ['c:spring', '春天 spring'],
  ['c:summer', '夏天 夏日 热天 乘凉 summer'],
  ['c:winter', '冬天 冬至 冬 winter'],
  ['c:flower', '花 鲜花 花草 栀子花 白兰花 flower rose'],
  ['c:name', '名字 姓名 姓 叫什么 大名 name called 叫'],
  ['c:nickname', '小名 绰号 外号 昵称 乳名 nickname'],
  ['c:family', '家人 家里人 一家人 亲人 家庭 family relative'],
  ['c:children', '孩子 小孩 儿女 子女 小囡 child kid'],
  ['c:parent', '父母 爸妈 爹娘 parent'],
  ['c:sibling', '兄弟姐妹 姐妹 兄弟 手足 sibling'],
  ['c:moral', '诚实 老实 良心 善良 honest honesty decent kindness'],
  ['c:apprentice', '学徒 徒弟 师傅 学手艺 带徒弟 apprentice apprenticeship'],
  ['c:strike', '罢工 strike'],
  ['c:layoff', '下岗 redundancy redundant laid'],
  ['c:accident', '出事 事故 受伤 摔 accident injury injur hurt 摔过 摔跤'],
  ['c:laugh', '笑 好笑 笑话 有趣 好玩 滑稽 出洋相 laugh funny joke funniest humour'],
  ['c:game', '玩 游戏 玩什么 玩具 game toy'],
  ['c:wish', '希望 盼 盼望 心愿 hope'],
  ['c:belongings', '宝贝 留着 收着 舍不得扔 传家 老物件 keepsake treasure heirloom kept'],
  ['c:teach', '教 教会 教过 带你的 师傅 学会 学 teach taught learn learned trained train showed'],
  ['c:craft', '手艺 手工 手巧 本事 能干 craft skill skilful skilled'],
  ['c:secret', '秘诀 诀窍 窍门 secret trick'],
  ['c:night-shift', '夜班 上夜班 三班倒 night_shift night_shifts'],
  ['c:save-life', '救 救人 救起 救上来 救援 save saved saving'],
  ['c:shanghai', '上海 shanghai'],
  ['c:moon', '中秋 中秋节 八月半 月饼'],
  ['c:sent-down', '下乡 插队 知青'],
  ['c:character', '性格 脾气 为人 什么样的人 怎样的人 怎么样的人 什么样子的人 样的人'],
  ['c:god-after', '来世 下辈子 afterlife heaven'],
].map(
  ([token, words]) =>
    [
      token as string,
      (words as string).split(' ').map((word) => word.replaceAll('_', ' ')),
    ] as const,
);

/** What relatives are called. A persona's own relative of that kin gets the same token as the word. */
export const kinWords: Readonly<Record<Kin, readonly string[]>> = {
  husband: ['丈夫', '老公', '老伴', '老头子', '你先生', '你男人', '爱人', 'husband'],
  wife: ['妻子', '老婆', '太太', '媳妇', 'wife', 'missus'],
  son: ['儿子', 'son'],
  daughter: ['女儿', '囡囡', 'daughter'],
  grandson: ['孙子', '外孙', 'grandson'],
  granddaughter: ['孙女', '外孙女', 'granddaughter'],
  father: ['爸爸', '父亲', '爸', '爹', '阿爸', 'father', 'dad', 'daddy'],
  mother: ['妈妈', '母亲', '妈', '娘', '姆妈', 'mother', 'mum', 'mam', 'mom'],
  brother: ['哥哥', '弟弟', '阿哥', '哥', 'brother'],
  sister: ['姐姐', '妹妹', '阿姐', '姐', 'sister'],
  grandfather: [
    '爷爷',
    '外公',
    '姥爷',
    '祖父',
    '阿爹',
    'grandfather',
    'grandad',
    'granddad',
    'grandpa',
  ],
  grandmother: [
    '奶奶',
    '外婆',
    '姥姥',
    '祖母',
    '阿婆',
    '好婆',
    'grandmother',
    'grandma',
    'granny',
    'gran',
    'nan',
    'nana',
  ],
  'daughter-in-law': ['儿媳妇', '儿媳', '新妇', 'daughter-in-law'],
  'son-in-law': ['女婿', 'son-in-law'],
  friend: [],
};

/** Past forms that no rule finds. */
export const irregular: ReadonlyMap<string, string> = new Map(
  `ate eat, began begin, bought buy, broke break, broken break, brought bring, built build, caught catch, drew draw, drove drive,
  fell fall, felt feel, flew fly, fought fight, found find, froze freeze, frozen freeze, grew grow, grown grow, heard hear, held hold,
  hung hang, kept keep, knew know, laid lay, left leave, lent lend, lost lose, meant mean, met meet, paid pay, ran run, rang ring,
  rode ride, sang sing, sung sing, sent send, slept sleep, sold sell, spent spend, spoke speak, stood stand, swam swim, taught teach,
  threw throw, woke wake, won win, wore wear, wrote write, written write, children child, wives wife, teeth tooth, feet foot`
    .split(/,\s*/)
    .map((pair) => {
      const [past = '', present = ''] = pair.trim().split(' ');
      return [past, present] as const;
    }),
);

/** What a visitor may call the person at the start of a question; said to them, not about anybody. */
export const vocatives: readonly string[] = [
  '奶奶',
  '姥姥',
  '外婆',
  '祖母',
  '阿婆',
  '好婆',
  '婆婆',
  '妈妈',
  '妈',
  '姆妈',
  '阿姨',
  '爷爷',
  '外公',
  '姥爷',
  '阿公',
  '爸爸',
  '爸',
  '老师',
  '师傅',
  '老人家',
  '大妈',
  '大爷',
  '奶奶您',
  '林奶奶',
  '林阿姨',
  'grandma',
  'grandmother',
  'granny',
  'gran',
  'nan',
  'nana',
  'mum',
  'mam',
  'mom',
  'grandad',
  'granddad',
  'grandpa',
  'grandfather',
  'dad',
  'sir',
  'madam',
  'mister',
];
