import { describe, expect, it } from 'vitest';
import { belief, confidence } from '../../../../kiosk/conversation/listen/doubt.ts';
import {
  isWhole,
  jsgf,
  knownQuestions,
  matchQuestion,
  spokenWords,
} from '../../../../kiosk/conversation/listen/grammar.ts';
import { phoneDistance, possessive } from '../../../../kiosk/conversation/listen/phones.ts';

const questions = knownQuestions([
  'Where were you born?',
  'Tell me about your wife.',
  'Tell me about your wife’s garden!',
  'where were you BORN',
  '…',
  '你好',
]);
const match = (said: string) => matchQuestion(said.split(' '), questions)?.text;

describe('the grammar', () => {
  it('writes words as the dictionary does', () => {
    expect(spokenWords('What’s your wife’s café like — in 1938?')).toEqual([
      "what's",
      'your',
      "wife's",
      'cafe',
      'like',
      'in',
      'nineteen',
      'thirty',
      'eight',
    ]);
    expect(spokenWords('At 7 or 42? In 1905, 1900, 2000.').join(' ')).toBe(
      'at seven or forty two in nineteen oh five nineteen hundred two zero zero zero',
    );
  });

  it('keeps each question once and leaves out what has no English words', () => {
    expect(questions.map((q) => q.text)).toEqual([
      'Where were you born?',
      'Tell me about your wife.',
      'Tell me about your wife’s garden!',
    ]);
    expect(jsgf(questions)).toContain('where were you born | tell me about your wife |');
  });

  it('finds the question behind a lead and a tail, and nothing in a part of one', () => {
    expect(match('where were you born')).toBe('Where were you born?');
    expect(match('grandpa where were you born please')).toBe('Where were you born?');
    expect(match("tell me about your wife's garden")).toBe('Tell me about your wife’s garden!');
    expect(match('where were you')).toBeUndefined();
    expect(match('my dog where were you born')).toBeUndefined();
  });

  it('does not call a question whole that another one goes on from', () => {
    const other = knownQuestions(['Tell me', 'Tell me about your wife']);
    expect(other.map((q) => isWhole(q, other))).toEqual([false, true]);
  });

  it('says possessives', () => {
    expect(possessive('W AY F')).toBe('W AY F S');
    expect(possessive('M AH DH ER')).toBe('M AH DH ER Z');
    expect(possessive('B AO S')).toBe('B AO S IH Z');
  });
});

describe('belief', () => {
  const wife = 'T EH L M IY AH B AW T Y AO R W AY F'.split(' ');
  const evidence = { frames: 150, loopScore: -4000, expected: wife };

  it('is above the border when the loop of phones heard about the same', () => {
    const believed = belief({ ...evidence, grammarScore: -3900, heard: wife });
    expect(believed).toBeGreaterThan(0);
    expect(confidence(believed)).toBeGreaterThan(0.9);
  });

  it('is below it when other phones fit far better', () => {
    const heard = 'K AE N Y UW L EH N D S AH M M AH N IY'.split(' ');
    expect(belief({ ...evidence, grammarScore: -7500, heard })).toBeLessThan(0);
  });

  it('is none without sound', () => {
    expect(belief({ ...evidence, frames: 0, grammarScore: 0, heard: [] })).toBe(-Infinity);
  });

  it('counts phones of one kind as half different', () => {
    expect(phoneDistance(['S', 'IY'], ['S', 'IY'])).toBe(0);
    expect(phoneDistance(['S', 'IY'], ['SH', 'IH'])).toBe(1);
    expect(phoneDistance(['S', 'IY'], ['M'])).toBe(2);
  });
});
