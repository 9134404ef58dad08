import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { openPersonaIndex, replyText } from '../../../../avatars/persona/index.ts';
import { type Asked, examplePersona, examples, questionFixture } from './example.ts';

/** Share of answers that must rest on an expected memory. Reached when written: see the test names. */
const floor = 0.85;

describe.each(examples)('%s', (example) => {
  const persona = examplePersona(example);
  const index = openPersonaIndex(persona);
  const fixture = questionFixture(example);
  const missed = (set: readonly Asked[]) =>
    set.filter(([lang, text, ids]) => {
      const reply = index.answer({ text, lang, history: [] }, 1);
      return !reply.memoryIds.some((id) => ids.includes(id));
    });
  const rate = (set: readonly Asked[]) => 1 - missed(set).length / set.length;
  const percent = (set: readonly Asked[]) => `${(100 * rate(set)).toFixed(0)} % of ${set.length}`;

  test('the fixture is honest: paraphrases only, enough of them', () => {
    const asks = new Set(
      [...persona.memories, ...persona.facts].flatMap((entry) =>
        entry.asks.map((ask) => ask.replaceAll(/\W+/g, '')),
      ),
    );
    const all = [...fixture.tuned, ...fixture.fresh];
    expect(all.length).toBeGreaterThanOrEqual(60);
    expect(fixture.unanswerable.length).toBeGreaterThanOrEqual(10);
    const english = all.filter(([lang]) => lang === 'en');
    for (const [, text] of english) expect(asks, text).not.toContain(text.replaceAll(/\W+/g, ''));
    const ids = new Set([...persona.memories, ...persona.facts].map((entry) => entry.id));
    for (const [, text, expected] of all) {
      for (const id of expected) expect(ids, `${text} → ${id}`).toContain(id);
    }
  });

  test(`tuned paraphrases are answered from the right memory: ${percent(fixture.tuned)}`, () => {
    expect(rate(fixture.tuned), JSON.stringify(missed(fixture.tuned))).toBeGreaterThanOrEqual(
      floor,
    );
  });

  test(`paraphrases never tuned on are too: ${percent(fixture.fresh)}`, () => {
    expect(rate(fixture.fresh), JSON.stringify(missed(fixture.fresh))).toBeGreaterThanOrEqual(
      floor,
    );
  });

  test.each(fixture.unanswerable)('does not know (%s): %s', (lang, text) => {
    const reply = index.answer({ text, lang, history: [] }, 1);
    expect(reply.basis, replyText(reply.segments)).toBe('unknown');
  });

  test('every ask that is written is answered from its memory, and literally surely', () => {
    const wrong: string[] = [];
    for (const memory of persona.memories) {
      if (memory.sensitivity !== 'open') continue;
      for (const ask of memory.asks) {
        const lang = /\p{Script=Han}/u.test(ask) ? 'zh' : 'en';
        const reply = index.answer({ text: ask, lang, history: [] }, 0);
        if (!reply.memoryIds.includes(memory.id)) wrong.push(`${ask} → ${reply.memoryIds.join()}`);
      }
    }
    expect(wrong).toEqual([]);
  });

  test('every question the recogniser listens for gets an answer', () => {
    const unanswered = (['zh', 'en'] as const).flatMap((lang) =>
      index
        .questions(lang)
        .filter((text) => index.answer({ text, lang, history: [] }, 0).basis === 'unknown'),
    );
    expect(unanswered).toEqual([]);
  });

  test('the main language has at least forty questions to listen for, and both have some', () => {
    expect(index.questions(persona.manner.lang).length).toBeGreaterThanOrEqual(40);
    expect(index.questions('zh').length).toBeGreaterThanOrEqual(20);
    expect(index.questions('en').length).toBeGreaterThanOrEqual(20);
  });

  test('a written life: sixty memories and more, of several kinds, twenty and more in both languages', () => {
    expect(persona.memories.length).toBeGreaterThanOrEqual(60);
    expect(new Set(persona.memories.map((memory) => memory.kind)).size).toBe(4);
    const both = persona.memories.filter((memory) => memory.textEn ?? memory.textZh);
    expect(both.length).toBeGreaterThanOrEqual(20);
    expect(persona.clips.length).toBeGreaterThanOrEqual(4);
    expect(persona.clips.every((clip) => clip.synthesised)).toBe(true);
  });
});

const dictionary = '/usr/share/pocketsphinx/model/en-us/cmudict-en-us.dict';
describe.skipIf(!existsSync(dictionary))(
  `the recogniser's dictionary${existsSync(dictionary) ? '' : ' (skipped: pocketsphinx-en-us is not installed)'}`,
  () => {
    test.each(examples)('knows every word of the English questions of %s', (example) => {
      const known = new Set(
        readFileSync(dictionary, 'utf8')
          .split('\n')
          .map((line) => (line.split(/\s/, 1)[0] ?? '').replace(/\(\d+\)$/, '')),
      );
      const persona = examplePersona(example);
      const english = [
        ...persona.questions.suggested.en,
        ...persona.questions.heard.en,
        ...(example === 'tom-hale'
          ? [...persona.memories, ...persona.facts].flatMap((entry) => entry.asks)
          : []),
      ].filter((text) => !/\p{Script=Han}/u.test(text));
      const words = new Set(
        english.flatMap((text) => text.toLowerCase().match(/[a-z0-9']+/g) ?? []),
      );
      expect([...words].filter((word) => !known.has(word))).toEqual([]);
    });
  },
);
