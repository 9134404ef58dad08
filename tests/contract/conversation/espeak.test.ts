import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { afterAll, describe, expect, it } from 'vitest';
import type { VoiceResponse } from '../../../kiosk/conversation/contract.ts';
import {
  createVoice,
  espeakProgram,
  startEspeak,
  type VoiceChild,
} from '../../../kiosk/conversation/speak/index.ts';

const settings = { variant: 'm3', rate: 160, pitch: 45 };

/** Gives the lines to a fresh espeak process, ends its input, and takes all it answers. */
async function converse(
  lines: readonly unknown[],
): Promise<{ answers: VoiceResponse[]; code: number | null }> {
  const child = spawn(process.execPath, [espeakProgram], { stdio: ['pipe', 'pipe', 'inherit'] });
  const answers: VoiceResponse[] = [];
  createInterface({ input: child.stdout }).on('line', (line) => {
    answers.push(JSON.parse(line) as VoiceResponse);
  });
  child.stdin.end(
    lines.map((line) => `${typeof line === 'string' ? line : JSON.stringify(line)}\n`).join(''),
  );
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { answers, code };
}

const say = (id: number, text: string, lang: 'zh' | 'en', voice: unknown = settings) => ({
  id,
  type: 'say',
  text,
  lang,
  voice,
});

describe('the espeak process', () => {
  it('is ready first, speaks in order, answers every line, and ends when its input does', async () => {
    const { answers, code } = await converse([
      say(1, 'Good evening.', 'en'),
      'this is not JSON',
      { id: 2, type: 'sing' },
      say(3, 'Hello', 'en', { ...settings, rate: 9000 }),
      say(4, 'Hello', 'en', { ...settings, variant: '../../etc/passwd' }),
      say(5, 'x'.repeat(5000), 'en'),
      'null',
      say(6, '你好。', 'zh'),
      say(7, '……', 'zh'),
      { id: 6, type: 'cancel' },
    ]);
    expect(code).toBe(0);
    expect(answers[0]).toMatchObject({ type: 'ready' });
    const of = (id: number) => answers.filter((a) => 'id' in a && a.id === id).map((a) => a.type);
    expect(of(1)).toEqual(['audio']);
    for (const id of [2, 3, 4, 5]) expect(of(id)).toEqual(['error']);
    expect(of(-1)).toEqual(['error', 'error']);
    expect(of(6)).toEqual(['cancelled']);
    expect(of(7)).toEqual(['audio']);
  });

  it('imports nothing of ours and is under its own licence', async () => {
    const { readFile, readdir } = await import('node:fs/promises');
    const folder = new URL('../../../kiosk/conversation/speak/espeak/', import.meta.url);
    const names = await readdir(folder);
    expect(names).toEqual(expect.arrayContaining(['COPYING', 'README.md', 'package.json']));
    for (const name of names.filter((n) => n.endsWith('.mjs'))) {
      const source = await readFile(new URL(name, folder), 'utf8');
      expect(source).toContain('SPDX-License-Identifier: GPL-3.0-or-later');
      for (const [, from] of source.matchAll(/from '([^']+)'/gu))
        expect(from).toMatch(/^(node:|@echogarden\/espeak-ng-emscripten$|\.\/[a-z]+\.mjs$)/u);
    }
  });
});

describe('the voice', () => {
  const voice = createVoice();
  afterAll(() => voice.close());

  it.each([
    ['Where were you born?', 'en', /ˈ?ɔː/u, 700],
    ['我十六岁就进了纺织厂。', 'zh', /ˈ?ou/u, 1200],
    ['我兄弟在 New York 住过三年。', 'zh', /ˈ?uː/u, 1500],
  ] as const)('speaks %s with times that cover the sound', async (text, lang, sound, least) => {
    const piece = await voice.say(text, lang, settings);
    const durationMs = (piece.pcm.length / piece.sampleRateHz) * 1000;
    expect(durationMs).toBeGreaterThan(least);
    expect(Math.max(...piece.pcm.map(Math.abs))).toBeGreaterThan(3000);
    expect(piece.phonemes.some((p) => sound.test(p.ipa))).toBe(true);
    let atMs = 0;
    for (const p of piece.phonemes) {
      expect(p.startMs).toBe(atMs);
      expect(p.endMs).toBeGreaterThan(p.startMs);
      atMs = p.endMs;
    }
    expect(Math.abs(durationMs - atMs)).toBeLessThan(15);
  });

  it('reads numbers in the language they stand in', async () => {
    const sounds = async (text: string, lang: 'zh' | 'en') =>
      (await voice.say(text, lang, settings)).phonemes
        .map((p) => p.ipa.replace(/[ˈˌ]/gu, ''))
        .join(' ');
    expect(await sounds('三月5日', 'zh')).toBe(await sounds('三月五日', 'zh'));
    expect(await sounds('1938年', 'zh')).toBe(await sounds('一九三八年', 'zh'));
    expect(await sounds('5 loaves', 'en')).toBe(await sounds('five loaves', 'en'));
  });

  it('gives other voices for other settings', async () => {
    const one = await voice.say('Hello there.', 'en', settings);
    const other = await voice.say('Hello there.', 'en', { variant: 'f2', rate: 110, pitch: 60 });
    expect(other.pcm.length).toBeGreaterThan(one.pcm.length * 1.2);
  });

  it('fails what it was saying when the process is killed, and speaks again after', async () => {
    let running: VoiceChild | undefined;
    const mortal = createVoice({
      start: () => {
        running = startEspeak();
        return running;
      },
    });
    const said = mortal.say('This will not be heard.', 'en', settings);
    running?.kill();
    await expect(said).rejects.toMatchObject({ code: 'voice-gone' });
    await expect
      .poll(() => mortal.say('This will.', 'en', settings).catch(() => undefined), {
        timeout: 15_000,
      })
      .toBeDefined();
    mortal.close();
  });
});
