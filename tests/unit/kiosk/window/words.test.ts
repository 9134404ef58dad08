import { describe, expect, it } from 'vitest';
import { provenances } from '../../../../avatars/persona/contract.ts';
import { texts as consoleTexts } from '../../../../kiosk/console/texts.ts';
import type { Subtitle } from '../../../../kiosk/host/contract.ts';
import { answerText, memoriesOf, sourceKey, sourcesOf } from '../../../../kiosk/panel/source.ts';
import { texts as panelTexts } from '../../../../kiosk/panel/texts.ts';
import { makeLanguage, type WordTree } from '../../../../kiosk/window/index.ts';

function leaves(tree: WordTree, path = ''): [key: string, sentence: string][] {
  return Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string'
      ? [[`${path}${key}`, value] as [string, string]]
      : leaves(value, `${path}${key}.`),
  );
}

const blanks = (sentence: string) =>
  new Set([...sentence.matchAll(/{{(\w+)}}/g)].map(([, name]) => name));

describe.each([
  ['panel', panelTexts],
  ['console', consoleTexts],
] as const)('the words of the %s', (_name, texts) => {
  const zh = leaves(texts.zh);
  const en = new Map(leaves(texts.en));

  it('are written in both languages, with the same blanks to fill', () => {
    expect(new Set(en.keys())).toEqual(new Set(zh.map(([key]) => key)));
    for (const [key, sentence] of zh) {
      expect(sentence.trim(), key).not.toBe('');
      expect(en.get(key)?.trim(), key).not.toBe('');
      expect(blanks(en.get(key) ?? ''), key).toEqual(blanks(sentence));
    }
  });

  it('keep the languages apart', () => {
    for (const [key, sentence] of en) expect(sentence, key).not.toMatch(/\p{Script=Han}/u);
  });

  it('use Chinese punctuation in Chinese', () => {
    for (const [key, sentence] of zh) {
      expect(sentence, key).not.toMatch(/\p{Script=Han}[,;:!?]/u);
    }
  });
});

describe('the words to the visitor', () => {
  it('never beg, sell, hurry or claim to be alive', () => {
    const all = [...leaves(panelTexts.zh), ...leaves(panelTexts.en)];
    for (const [key, sentence] of all) {
      expect(sentence, key).not.toMatch(
        /别走|不要走|留下来|快点|抓紧|购买|优惠|我还活|我没有离开|don.t go|hurry up|buy|i am alive|still here/iu,
      );
    }
  });

  it('say both that it is an AI and 数字人 in the mark', () => {
    expect(panelTexts.zh.mark).toContain('人工智能');
    expect(panelTexts.zh.mark).toContain('数字人');
    expect(panelTexts.en.mark).toMatch(/\bAI\b/);
  });

  it('name the source of every kind of reply, and own up to what is made up for an example', () => {
    const language = makeLanguage(panelTexts, 'en');
    const subtitle: Subtitle = {
      who: 'person',
      text: 'Yes.',
      lang: 'en',
      provenance: null,
      memoryIds: [],
      partial: false,
    };
    for (const provenance of provenances) {
      const key = sourceKey({ ...subtitle, provenance }, false);
      expect(key).not.toBeNull();
      expect(language.i18n.t(key ?? '', { name: 'Lin' })).not.toBe(key);
    }
    expect(sourceKey({ ...subtitle, provenance: 'recorded' }, true)).toBe('source.recordedFiction');
    expect(sourceKey({ ...subtitle, provenance: 'quoted' }, true)).toBe('source.quotedFiction');
    expect(sourceKey({ ...subtitle, provenance: null }, true)).toBeNull();
  });

  it('name each source of an answer once and count its memories once', () => {
    const sentence = (text: string, provenance: Subtitle['provenance'], ...memoryIds: string[]) =>
      ({ who: 'person', text, lang: 'en', provenance, memoryIds, partial: false }) as const;
    const answer = [
      sentence('It was winter.', 'quoted', 'a'),
      sentence('He came.', 'quoted', 'a', 'b'),
      sentence('So it was.', 'composed', 'b'),
    ];
    expect(sourcesOf(answer, false)).toEqual(['source.quoted', 'source.composed']);
    expect(memoriesOf(answer)).toBe(2);
    expect(answerText(answer)).toBe('It was winter. He came. So it was.');
    expect(answerText([])).toBe('');
  });
});
