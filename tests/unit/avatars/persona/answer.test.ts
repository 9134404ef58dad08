import { afterAll, describe, expect, test } from 'vitest';
import {
  type Lang,
  openPersonaIndex,
  type PastTurn,
  type Reply,
  replyText,
} from '../../../../avatars/persona/index.ts';
import { examplePersona } from './example.ts';

const lin = openPersonaIndex(examplePersona('lin-yuhua'));
const tom = openPersonaIndex(examplePersona('tom-hale'));
afterAll(() => {
  lin.close();
  tom.close();
});

const ask = (index: typeof lin, text: string, lang: Lang, history: readonly PastTurn[] = []) =>
  index.answer({ text, lang, history }, 0);
const turn = (question: string, reply: Reply): PastTurn => ({
  question,
  reply: replyText(reply.segments),
  memoryIds: reply.memoryIds,
});

describe('the reply ladder', () => {
  test('plays her own recording when there is one', () => {
    const reply = ask(lin, '桂花糕怎么做？', 'zh');
    expect(reply).toMatchObject({ basis: 'clip', memoryIds: ['m-osmanthus-cake'], confidence: 1 });
    expect(reply.segments[0]).toMatchObject({ kind: 'clip', provenance: 'recorded' });
  });

  test('quotes her own words when there is no recording', () => {
    const reply = ask(lin, '你养过猫吗？', 'zh');
    expect(reply).toMatchObject({ basis: 'quote', memoryIds: ['m-cat'] });
    expect(reply.segments.every((segment) => segment.provenance === 'quoted')).toBe(true);
  });

  test('composes an answer from a fact', () => {
    const reply = ask(tom, 'How old are you?', 'en');
    expect(reply.basis).toBe('composed');
    expect(replyText(reply.segments)).toContain('nineteen forty five');
    expect(reply.segments[0]?.provenance).toBe('composed');
  });

  test('talks small, and never claims to live', () => {
    const zh = ask(lin, '奶奶，你还活着吗？', 'zh');
    expect(zh.basis).toBe('small-talk');
    expect(replyText(zh.segments)).toMatch(/不在了|已经走了/);
    const en = ask(tom, 'Are you a real person?', 'en');
    expect(en.basis).toBe('small-talk');
    expect(replyText(en.segments)).toMatch(/computer|artificial/);
  });

  test('says honestly that it does not remember', () => {
    const reply = ask(tom, 'What is the capital of France?', 'en');
    expect(reply).toMatchObject({ basis: 'unknown', memoryIds: [] });
    expect(reply.confidence).toBeLessThan(0.5);
    expect(reply.segments[0]?.provenance).toBe('composed');
  });

  test('speaks a clip’s memory when the clip’s sound is missing', () => {
    const index = openPersonaIndex(examplePersona('lin-yuhua'), { playable: () => false });
    const reply = ask(index, '桂花糕怎么做？', 'zh');
    index.close();
    expect(reply).toMatchObject({ basis: 'quote', memoryIds: ['m-osmanthus-cake'] });
  });

  test('hears nothing in an empty question', () => {
    expect(ask(lin, '？！', 'zh').basis).toBe('unknown');
    expect(ask(tom, '   ', 'en').basis).toBe('unknown');
  });
});

describe('languages', () => {
  test('a Chinese person asked in English answers with the family’s English', () => {
    const reply = ask(lin, 'How did you meet your husband?', 'en');
    expect(reply).toMatchObject({ basis: 'quote', memoryIds: ['m-meet-jianguo'] });
    expect(reply.segments.every((segment) => segment.lang === 'en')).toBe(true);
  });

  test('and in her own language where there is no English', () => {
    const reply = ask(lin, '鲜肉月饼', 'zh');
    expect(reply.memoryIds).toEqual(['m-moon-festival']);
    const inEnglish = lin.answer(
      { text: 'the moon festival 中秋节你们吃什么', lang: 'en', history: [] },
      0,
    );
    expect(inEnglish.memoryIds).toEqual(['m-moon-festival']);
    expect(inEnglish.segments.some((segment) => segment.lang === 'zh')).toBe(true);
  });

  test('traditional characters and full-width letters find the same', () => {
    expect(ask(lin, '妳養過貓嗎？', 'zh').memoryIds).toEqual(['m-cat']);
    expect(ask(tom, 'Ｄｉｄ ｙｏｕ ｈａｖｅ ａ ｄｏｇ？', 'en').memoryIds).toEqual(['m-dog-fly']);
  });

  test('an Englishman asked in Chinese answers in Chinese', () => {
    const reply = ask(tom, '你和妻子是怎么认识的？', 'zh');
    expect(reply).toMatchObject({ basis: 'quote', memoryIds: ['m-meet-margaret'] });
    expect(reply.segments.every((segment) => segment.lang === 'zh')).toBe(true);
  });
});

describe('telling', () => {
  test('starts on a short clause, and then goes sentence by sentence', () => {
    const reply = ask(lin, '你小时候住在哪里？', 'zh');
    const [first] = reply.segments;
    expect(first?.text.replaceAll(/\P{Script=Han}/gu, '').length).toBeLessThanOrEqual(12);
    const english = ask(tom, 'Did you have a dog?', 'en');
    expect(english.segments[0]?.text.split(' ').length).toBeLessThanOrEqual(8);
    expect(english.segments.length).toBeGreaterThan(2);
  });

  test('puts an opening of the person’s own before a long first sentence', () => {
    const reply = ask(tom, 'How did you propose?', 'en');
    expect(reply.segments[0]).toMatchObject({
      text: 'Well now.',
      provenance: 'composed',
      memoryIds: [],
    });
    expect(reply.segments[1]?.provenance).toBe('quoted');
  });

  test('after a recording, tells the rest of the memory when asked on', () => {
    const first = ask(lin, '桂花糕怎么做', 'zh');
    const second = ask(lin, '然后呢？', 'zh', [turn('桂花糕怎么做', first)]);
    expect(second).toMatchObject({ basis: 'quote', memoryIds: ['m-osmanthus-cake'] });
    expect(replyText(second.segments)).toMatch(/桂花要自家腌的/);
    expect(replyText(second.segments)).not.toMatch(/筛三遍/);
  });

  test('keeps to four sentences, and goes on from the fifth', () => {
    const persona = examplePersona('lin-yuhua');
    const numbers = ['一', '二', '三', '四', '五', '六'];
    const text = numbers.map((number) => `这是第${number}句讲鹦鹉的话。`).join('');
    const parrot = { ...persona.memories[0], id: 'm-parrot', asks: ['讲讲那只鹦鹉'], text };
    const index = openPersonaIndex({
      ...persona,
      memories: [...persona.memories, parrot] as typeof persona.memories,
    });
    const first = ask(index, '讲讲那只鹦鹉', 'zh');
    const second = ask(index, '后来呢', 'zh', [turn('讲讲那只鹦鹉', first)]);
    index.close();
    expect(replyText(first.segments)).toMatch(/第四句讲鹦鹉的话。$/);
    expect(replyText(second.segments)).toBe('这是第五句讲鹦鹉的话。这是第六句讲鹦鹉的话。');
  });

  test('when interrupted, goes on from the first sentence that was not heard', () => {
    const heard: PastTurn = {
      question: '你养过猫吗',
      reply: '养过一只猫，黄的，叫阿福。是食堂里自己',
      memoryIds: ['m-cat'],
    };
    const reply = ask(lin, '然后呢？', 'zh', [heard]);
    expect(replyText(reply.segments)).toMatch(/^是食堂里自己跑来的/);
  });

  test('after a fact, leads on to the memory it belongs to', () => {
    const name = ask(tom, 'What is your wife’s name?', 'en');
    const reply = ask(tom, 'Tell me more', 'en', [turn('What is your wife’s name?', name)]);
    expect(reply.memoryIds).toEqual(['m-meet-margaret']);
  });

  test('when a memory is told out, offers another near to it, and ends in the end', () => {
    const history: PastTurn[] = [turn('讲讲你的婚礼', ask(lin, '讲讲你的婚礼', 'zh'))];
    const told = new Set<string>(['m-wedding']);
    for (let round = 0; round < 400; round += 1) {
      const reply = ask(lin, '还有吗？', 'zh', history);
      history.push(turn('还有吗？', reply));
      const [id] = reply.memoryIds;
      if (id === undefined) {
        expect(reply.basis).toBe('small-talk');
        break;
      }
      told.add(id);
    }
    expect(told.size).toBeGreaterThan(1);
    expect(history.at(-1)?.memoryIds).toEqual([]);
  });

  test('does not tell the same memory twice, unless asked again in the same words', () => {
    const first = ask(lin, '你养过猫吗？', 'zh');
    const history = [turn('你养过猫吗？', first)];
    expect(ask(lin, '你有没有养过小猫？', 'zh', history).memoryIds).not.toContain('m-cat');
    expect(ask(lin, '你养过猫吗', 'zh', history)).toEqual(first);
  });

  test('knows who "he" is from what was told last', () => {
    const history = [
      turn('Tell me about your grandson', ask(tom, 'When was your grandson born', 'en')),
    ];
    const reply = ask(tom, 'Did you take him fishing?', 'en', history);
    expect(reply.memoryIds).toEqual(['m-sam-fishing']);
  });
});

describe('what is kept back', () => {
  test('a memory marked never is nowhere to be found', () => {
    for (const question of ['存折放在哪里', '金戒指在哪里', '爱珍的秘密是什么']) {
      const reply = ask(lin, question, 'zh');
      expect(replyText(reply.segments)).not.toMatch(/五斗橱最下面|夹板|一辈子不要讲/);
      const ids = lin.search(question, 'zh', 50, { family: true }).map((hit) => hit.id);
      expect(ids).not.toContain('m-savings-place');
      expect(ids).not.toContain('m-aizhen-secret');
    }
  });

  test('a family memory is told only where the family is', () => {
    const question = { text: '志远之前你还有过孩子吗', lang: 'zh' as const, history: [] };
    expect(lin.answer(question, 0).memoryIds).not.toContain('m-lost-child');
    expect(lin.answer(question, 0, { family: true }).memoryIds).toEqual(['m-lost-child']);
  });
});

describe('the lines of a visit', () => {
  test('are there in both languages, and greet by name', () => {
    for (const index of [lin, tom]) {
      for (const lang of ['zh', 'en'] as const) {
        expect(index.greeting(lang).length).toBeGreaterThan(0);
        expect(index.farewell(lang).length).toBeGreaterThan(0);
        expect(index.stillThere(lang).length).toBeGreaterThan(0);
        expect(index.stopLine(lang).length).toBeGreaterThan(0);
        expect(replyText(index.openingLine(lang, '小梅'))).toContain('小梅');
        expect(replyText(index.openingLine(lang))).not.toContain('{');
      }
    }
  });
});

test('the same seed gives the same words, another may give others', () => {
  const said = (seed: number) =>
    replyText(tom.answer({ text: 'Hello', lang: 'en', history: [] }, seed).segments);
  expect(said(1)).toBe(said(1));
  expect(new Set([0, 1, 2].map(said)).size).toBeGreaterThan(1);
});
