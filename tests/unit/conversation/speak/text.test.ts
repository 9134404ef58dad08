import { describe, expect, it } from 'vitest';
import { readable, runs } from '../../../../kiosk/conversation/speak/espeak/runs.mjs';
import { clauses, speakable } from '../../../../kiosk/conversation/speak/index.ts';

describe('text made ready for a voice', () => {
  it('reads Chinese years digit by digit, ranges and percentages as one says them', () => {
    expect(speakable('我1938年生，1956-1960年在上海，占30%。', 'zh')).toBe(
      '我一九三八年生，一九五六到一九六零年在上海，占百分之30。',
    );
    expect(speakable('他走了20年。', 'zh')).toBe('他走了20年。');
  });

  it('drops what no voice can say', () => {
    expect(speakable('  Well… *yes* 👵 — 3–4 loaves & jam\u0000\n', 'en')).toBe(
      'Well. yes , 3 to 4 loaves and jam'.replace(' ,', ','),
    );
  });
});

describe('pieces', () => {
  it('begin short, so that the first is heard soon', () => {
    const pieces = clauses(
      '那时候家里穷，妈妈每天早上四点起来磨豆腐，我就跟在后面。后来我去了上海。',
      'zh',
    );
    expect(pieces[0]).toBe('那时候家里穷，');
    expect(pieces.join('')).toBe(
      '那时候家里穷，妈妈每天早上四点起来磨豆腐，我就跟在后面。后来我去了上海。',
    );
  });

  it('keep all words of an English reply and do not cut at Mr. or 1.5', () => {
    const text =
      'I was born in Kettleby. Mr. Reed, the baker, taught me to make bread that weighed 1.5 pounds, and I never forgot how the oven smelled. No.';
    const pieces = clauses(text, 'en');
    expect(pieces.join(' ')).toBe(text);
    expect(pieces[0]).toBe('I was born in Kettleby.');
    expect(pieces.every((piece) => !/(Mr|1)\.$/.test(piece))).toBe(true);
    expect(pieces.every((piece) => piece.length <= 110)).toBe(true);
  });

  it('are none for nothing', () => {
    expect(clauses('', 'zh')).toEqual([]);
    expect(clauses('  ', 'en')).toEqual([]);
  });
});

describe('mixed text', () => {
  it('goes to the voice of each language; numbers belong to the language of the text', () => {
    expect(runs('我在New York住了3年。', 'zh')).toEqual([
      { lang: 'zh', text: '我在' },
      { lang: 'en', text: 'New York' },
      { lang: 'zh', text: '住了3年。' },
    ]);
    expect(runs('在Broadway 15号', 'zh').map((run) => run.text)).toEqual([
      '在',
      'Broadway',
      ' 15号',
    ]);
    expect(runs('1938年', 'zh')).toEqual([{ lang: 'zh', text: '1938年' }]);
    expect(runs('“……”', 'zh')).toEqual([]);
  });

  it('replaces the syllables the Mandarin voice would spell out in English', () => {
    expect(readable('兄弟在这儿，女儿和儿子玩儿')).toBe('勋弟在这，女儿和儿子玩');
  });
});
