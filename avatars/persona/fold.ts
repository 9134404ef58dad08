/** Traditional characters and the simplified ones they are searched as: pairs, traditional first. */
const pairs =
  '愛爱罷罢備备貝贝筆笔畢毕邊边變变標标別别賓宾補补財财參参倉仓產产長长嘗尝車车塵尘陳陈襯衬稱称懲惩遲迟齒齿蟲虫醜丑處处觸触傳传創创純纯詞词辭辞從从聰聪達达帶带單单擔担膽胆當当黨党檔档導导燈灯鄧邓敵敌遞递點点電电墊垫釣钓調调訂订東东動动凍冻鬥斗獨独讀读斷断對对隊队頓顿奪夺墮堕兒儿發发髮发罰罚飯饭範范訪访飛飞廢废費费墳坟奮奋糞粪豐丰風风鋒锋馮冯鳳凤膚肤婦妇復复負负該该蓋盖乾干幹干趕赶剛刚崗岗鋼钢個个給给鞏巩貢贡溝沟構构購购顧顾關关觀观館馆慣惯廣广歸归規规龜龟櫃柜貴贵國国過过還还漢汉號号紅红後后護护戶户滬沪華华劃划畫画話话懷怀壞坏歡欢環环換换黃黄揮挥輝辉會会繪绘渾浑夥伙獲获貨货禍祸擊击機机積积極极級级幾几紀纪際际濟济繼继記记計计夾夹價价駕驾間间監监減减檢检簡简見见艦舰漸渐講讲獎奖醬酱膠胶腳脚餃饺較较階阶節节結结潔洁緊紧謹谨進进盡尽經经驚惊靜静鏡镜競竞舊旧舉举據据劇剧懼惧捲卷覺觉絕绝軍军開开顆颗殼壳課课墾垦懇恳褲裤誇夸塊块寬宽礦矿況况虧亏擴扩來来藍蓝蘭兰攔拦欄栏爛烂撈捞勞劳樂乐類类淚泪離离禮礼裡里裏里歷历曆历麗丽勵励聯联連连憐怜臉脸煉炼練练戀恋糧粮兩两輛辆療疗遼辽獵猎臨临鄰邻靈灵領领劉刘龍龙樓楼爐炉魯鲁陸陆錄录驢驴呂吕亂乱倫伦輪轮論论羅罗鑼锣媽妈馬马罵骂嗎吗買买賣卖滿满貓猫貿贸黴霉門门們们夢梦麵面廟庙滅灭憫悯鳴鸣謀谋畝亩納纳難难腦脑惱恼內内擬拟釀酿鳥鸟寧宁農农濃浓諾诺歐欧盤盘賠赔噴喷鵬鹏騙骗貧贫憑凭蘋苹評评撲扑鋪铺譜谱齊齐騎骑豈岂啟启氣气棄弃遷迁錢钱淺浅牆墙槍枪搶抢橋桥親亲輕轻傾倾請请慶庆窮穷區区趨趋權权勸劝卻却確确讓让熱热認认榮荣軟软銳锐閏闰灑洒傘伞喪丧掃扫殺杀紗纱曬晒閃闪傷伤賞赏燒烧設设審审腎肾聲声勝胜聖圣繩绳師师濕湿詩诗時时識识實实視视勢势適适試试飾饰壽寿獸兽書书輸输術术樹树雙双誰谁順顺說说絲丝鬆松訴诉蘇苏雖虽隨随歲岁孫孙損损鎖锁臺台颱台態态談谈嘆叹湯汤討讨謄誊騰腾題题體体條条鐵铁聽听廳厅頭头圖图塗涂團团彎弯萬万網网為为偉伟衛卫聞闻穩稳問问無无霧雾務务誤误襲袭習习戲戏細细蝦虾嚇吓鮮鲜閒闲閑闲賢贤顯显險险現现縣县線线憲宪鄉乡詳详響响項项嘯啸協协寫写謝谢興兴選选學学尋寻訓训壓压亞亚煙烟嚴严鹽盐顏颜陽阳楊杨養养樣样搖摇藥药爺爷業业葉叶頁页醫医遺遗憶忆義义藝艺議议異异譯译陰阴銀银飲饮隱隐應应嬰婴營营蠅蝇贏赢優优憂忧郵邮魚鱼與与語语譽誉園园員员圓圆緣缘遠远願愿約约閱阅雲云運运韻韵雜杂災灾載载贊赞髒脏臟脏棗枣則则澤泽賊贼擇择責责贈赠債债氈毡戰战張张漲涨帳帐賬账趙赵這这著着針针陣阵鎮镇爭争證证隻只紙纸鐘钟鍾钟種种眾众週周晝昼豬猪燭烛囑嘱註注築筑專专磚砖轉转賺赚妝妆莊庄裝装狀状準准資资縱纵總总鄒邹組组鑽钻罈坛壇坛嚐尝妳你您你牠它麼么甚什甦苏係系繫系徵征託托鬍胡鬚须鬱郁彆别瞭了穀谷';

const simplifiedOf = new Map<string, string>();
{
  const characters = [...pairs];
  for (let at = 0; at + 1 < characters.length; at += 2) {
    const [traditional, simplified] = [characters[at], characters[at + 1]];
    if (traditional !== undefined && simplified !== undefined) {
      simplifiedOf.set(traditional, simplified);
    }
  }
}

/** Text as it is compared: full width made half, lower case, traditional characters made simplified. */
export function fold(text: string): string {
  let out = '';
  for (const character of text.normalize('NFKC').toLowerCase()) {
    out += simplifiedOf.get(character) ?? character;
  }
  return out.replaceAll(/[’‘`´]/g, "'");
}

/** Folded text with everything but letters and digits gone: two texts that are the same question. */
export function bare(text: string): string {
  return fold(text).replaceAll(/[^\p{L}\p{N}]+/gu, '');
}
