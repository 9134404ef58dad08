import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Lang } from '../../../avatars/persona/index.ts';
import { auditOf, judge } from '../../../kiosk/safeguard/index.ts';
import { examplePersona, examples, questionFixture } from '../avatars/persona/example.ts';

interface Line {
  readonly level: number;
  readonly lang: Lang;
  readonly text: string;
}

const lines: Line[] = readFileSync(
  new URL('../../fixtures/safeguard/crisis-lines.tsv', import.meta.url),
  'utf8',
)
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'))
  .map((line) => {
    const [level, lang, text] = line.split('\t');
    if ((lang !== 'zh' && lang !== 'en') || text === undefined) throw new Error(line);
    return { level: Number(level), lang, text };
  });

describe('the bilingual crisis set', () => {
  test('holds at least 120 lines in both languages and all levels', () => {
    expect(lines.length).toBeGreaterThanOrEqual(120);
    for (const lang of ['zh', 'en']) {
      for (const level of [0, 1, 2, 3]) {
        const some = lines.filter((line) => line.lang === lang && line.level === level);
        expect(some.length, `${lang} ${level}`).toBeGreaterThanOrEqual(8);
      }
    }
  });

  test.each(lines)('$lang level $level: $text', ({ level, lang, text }) => {
    expect(judge(text, lang)).toMatchObject({ level });
  });
});

describe('the reply to a crisis', () => {
  test('is fixed, in the visitor’s language, and names the venue’s numbers digit by digit', () => {
    const numbers = { helpline: '988', ambulance: '911', police: '911' };
    const { reply } = judge('I want to kill myself', 'en', { numbers });
    expect(reply?.every((segment) => segment.provenance === 'fixed' && segment.lang === 'en')).toBe(
      true,
    );
    const said = reply?.map((segment) => segment.text).join(' ') ?? '';
    expect(said).toContain('9 8 8');
    expect(said).toContain('9 1 1');
  });

  test('never speaks as the person: level 2 and 3 say that this is the venue', () => {
    for (const text of ['我不想活了', '我想自杀']) {
      const said =
        judge(text, 'zh')
          .reply?.map((segment) => segment.text)
          .join('') ?? '';
      expect(said).toContain('展厅的语音');
      expect(said).toContain('1 2 3 5 6');
    }
  });

  test('is absent when nothing is wrong', () => {
    expect(judge('桂花糕怎么做', 'zh')).toEqual({ level: 0, ruleId: null, reply: null });
  });
});

describe('badly heard words', () => {
  test('soften nothing: a negation may have been misheard', () => {
    expect(judge("I'm not going to kill myself", 'en').level).toBe(1);
    expect(judge("I'm not going to kill myself", 'en', { asrConfidence: 0.3 }).level).toBe(3);
  });

  test('are found by their sound when the characters are wrong', () => {
    expect(judge('我布想活了', 'zh').level).toBe(2);
    expect(judge('我想区陪你', 'zh').level).toBe(2);
    expect(judge('我想字杀', 'zh').level).toBe(3);
  });

  test('an English cry is heard while Chinese is chosen, and answered in Chinese', () => {
    const judged = judge('I want to kill myself', 'zh');
    expect(judged.level).toBe(3);
    expect(judged.reply?.[0]?.lang).toBe('zh');
  });
});

test.each(examples)('nothing that one may ask %s is taken for a crisis', (example) => {
  const { questions, memories, facts } = examplePersona(example);
  const { tuned, fresh } = questionFixture(example);
  const asked = [
    ...Object.values(questions.suggested).flat(),
    ...Object.values(questions.heard).flat(),
    ...[...memories, ...facts].flatMap((entry) => entry.asks),
    ...[...tuned, ...fresh].map(([, text]) => text),
  ];
  const alarming = asked.filter((text) => judge(text, 'zh').level > 0);
  expect(alarming).toEqual([]);
});

test('the audit keeps level, time and rule, and no words', () => {
  const entry = auditOf(judge('我不想活了', 'zh'), 1_800_000_000_000);
  expect(entry).toEqual({ level: 2, atMs: 1_800_000_000_000, ruleId: 'zh-wish-dead' });
  expect(auditOf(judge('你好', 'zh'), 1)).toBeNull();
});
