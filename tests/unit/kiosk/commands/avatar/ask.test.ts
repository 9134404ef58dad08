import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { run } from '../../../../../kiosk/commands/avatar/ask.ts';

const folderOf = (example: string) =>
  fileURLToPath(new URL(`../../../../../avatars/examples/${example}`, import.meta.url));
let scratch = '';
beforeAll(async () => {
  scratch = await mkdtemp(join(tmpdir(), 'rumian-ask-'));
});
afterAll(() => rm(scratch, { recursive: true }));

async function ask(...args: string[]) {
  const out: string[] = [];
  const err: string[] = [];
  const signal = new AbortController().signal;
  const exitCode = await run(args, {
    out: (line) => out.push(line),
    err: (line) => err.push(line),
    signal,
  });
  return { exitCode, out: out.join('\n'), err: err.join('\n') };
}

test('an example folder answers in words, with provenance, memories and confidence', async () => {
  const { exitCode, out } = await ask(folderOf('lin-yuhua'), '你养过猫吗？');
  expect(exitCode).toBe(0);
  expect(out).toContain('叫阿福');
  expect(out).toContain('m-cat');
  expect(out).toContain('quoted');
  expect(out).toContain('confidence  1.00');
});

test('as JSON for scripts', async () => {
  const { exitCode, out } = await ask(folderOf('tom-hale'), 'Did you have a dog?', '--json');
  expect(exitCode).toBe(0);
  const answer = JSON.parse(out);
  expect(answer).toMatchObject({
    lang: 'en',
    basis: 'quote',
    memoryIds: ['m-dog-fly'],
    confidence: 1,
  });
  expect(answer.segments[0]).toMatchObject({ kind: 'speech', provenance: 'quoted' });
  expect(answer.reply).toContain('Fly');
});

test('a history makes "and then?" go on', async () => {
  const turns = join(scratch, 'turns.json');
  const told = {
    question: 'your dog',
    reply: 'I had a dog called Fly, a collie that failed at sheep.',
    memoryIds: ['m-dog-fly'],
  };
  await writeFile(turns, JSON.stringify([told]));
  const { out } = await ask(folderOf('tom-hale'), 'And then?', '--history', turns, '--json');
  expect(JSON.parse(out).reply).toMatch(/frightened of them/);
});

test.each([
  ['no question', [folderOf('tom-hale')], 2],
  ['an unknown language', [folderOf('tom-hale'), 'hello', '--lang', 'fr'], 2],
  ['no such place', ['nowhere.rumian', 'hello'], 1],
  ['a folder without a persona', [tmpdir(), 'hello'], 1],
  ['a file that is no package', [join(folderOf('tom-hale'), 'persona/facts.json'), 'hello'], 1],
])('%s is said, with a remedy', async (_, args, exitCode) => {
  const asked = await ask(...args, '--json');
  expect(asked.exitCode).toBe(exitCode);
  const { error } = JSON.parse(asked.out);
  expect(error.cause).not.toBe('');
  expect(error.remedy).not.toBe('');
});

test('a history of the wrong shape names its place', async () => {
  const turns = join(scratch, 'wrong.json');
  await writeFile(turns, '[{"question": 3}]');
  const { exitCode, err } = await ask(folderOf('tom-hale'), 'hello', '--history', turns);
  expect(exitCode).toBe(1);
  expect(err).toContain('0.question');
});
