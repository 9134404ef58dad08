import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { loadPersona, personaPaths } from '../../../../avatars/persona/index.ts';

const folder = new URL('../../../../avatars/examples/lin-yuhua/', import.meta.url);
const encode = (text: string) => new TextEncoder().encode(text);
const original = (path: string) => readFileSync(new URL(path, folder), 'utf8');

/** Lin Yuhua's files, with some replaced or, by null, taken away. */
function load(changed: Readonly<Record<string, string | Uint8Array | null>> = {}) {
  return loadPersona((path) => {
    const other = changed[path];
    if (other === null) return undefined;
    return other === undefined
      ? encode(original(path))
      : other instanceof Uint8Array
        ? other
        : encode(other);
  });
}

const lines = original(personaPaths.memories).split('\n');
const withLine = (
  number: number,
  change: (memory: Record<string, unknown>) => Record<string, unknown>,
) =>
  lines
    .map((line, index) => (index === number - 1 ? JSON.stringify(change(JSON.parse(line))) : line))
    .join('\n');

test('the example loads', () => {
  expect(load().ok).toBe(true);
});

test('clips may be absent when no memory points at one', () => {
  const plain = lines
    .filter((line) => line !== '')
    .map((line) => {
      const { clip: _, ...rest } = JSON.parse(line);
      return JSON.stringify(rest);
    })
    .join('\n');
  expect(load({ [personaPaths.memories]: plain, [personaPaths.clips]: null }).ok).toBe(true);
});

describe('a mistake is refused with its place', () => {
  test.each([
    ['a missing file', { [personaPaths.facts]: null }, 'missing', personaPaths.facts],
    [
      'broken JSON on line 3',
      { [personaPaths.memories]: `${lines[0]}\n${lines[1]}\n{"id":` },
      'not-json',
      'persona/memories.jsonl:3',
    ],
    [
      'an unknown key',
      { [personaPaths.memories]: withLine(2, (memory) => ({ ...memory, mood: 'sad' })) },
      'schema',
      'persona/memories.jsonl:2',
    ],
    [
      'an empty text',
      { [personaPaths.memories]: withLine(4, (memory) => ({ ...memory, text: ' ' })) },
      'schema',
      'persona/memories.jsonl:4 text',
    ],
    [
      'a second text in the own language',
      { [personaPaths.memories]: withLine(5, (memory) => ({ ...memory, textZh: '又一遍' })) },
      'schema',
      'persona/memories.jsonl:5',
    ],
    [
      'an id used twice',
      { [personaPaths.memories]: withLine(6, (memory) => ({ ...memory, id: 'm-old-house' })) },
      'duplicate',
      'persona/memories.jsonl:6',
    ],
    [
      'a clip that is not there',
      { [personaPaths.memories]: withLine(7, (memory) => ({ ...memory, clip: 'c-none' })) },
      'dangling',
      'persona/memories.jsonl:7 clip',
    ],
    ['no memory at all', { [personaPaths.memories]: '\n\n' }, 'empty', 'persona/memories.jsonl'],
    [
      'bytes that are not UTF-8',
      { [personaPaths.manner]: new Uint8Array([0x7b, 0xff, 0xfe]) },
      'not-utf8',
      personaPaths.manner,
    ],
  ] as const)('%s', (_, changed, code, path) => {
    const loaded = load(changed);
    expect(loaded).toMatchObject({ ok: false, problem: { code, path } });
    if (!loaded.ok) {
      expect(loaded.problem.cause).not.toBe('');
      expect(loaded.problem.remedy).not.toBe('');
    }
  });

  test('a sentence with a field the fact lacks', () => {
    const facts = original(personaPaths.facts).replace('我叫{name}', '我叫{year}');
    expect(load({ [personaPaths.facts]: facts })).toMatchObject({
      ok: false,
      problem: { code: 'dangling', path: 'persona/facts.json facts.0.say' },
    });
  });

  test('a reader that throws counts as a missing file', () => {
    const loaded = loadPersona(() => {
      throw new Error('gone');
    });
    expect(loaded).toMatchObject({ ok: false, problem: { code: 'missing' } });
  });
});
