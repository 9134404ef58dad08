import { PassThrough } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { VoiceRequest, VoiceResponse } from '../../../../kiosk/conversation/contract.ts';
import { createVoice, type VoiceChild } from '../../../../kiosk/conversation/speak/index.ts';

const settings = { variant: 'm3', rate: 150, pitch: 40 };

/** A child that says only what the test tells it to. */
function scripted() {
  const stdin = new PassThrough();
  const stdout = new PassThrough();
  const asked: VoiceRequest[] = [];
  let exit: (reason: string) => void = () => {};
  let killed = false;
  stdin.on('data', (bytes: Buffer) => {
    for (const line of bytes.toString().split('\n'))
      if (line !== '') asked.push(JSON.parse(line) as VoiceRequest);
  });
  const child: VoiceChild = {
    stdin,
    stdout,
    onExit(listener) {
      exit = listener;
    },
    kill() {
      killed = true;
    },
  };
  return {
    child,
    asked,
    die: (reason: string) => exit(reason),
    answer: (response: VoiceResponse | string) =>
      stdout.write(`${typeof response === 'string' ? response : JSON.stringify(response)}\n`),
    get killed() {
      return killed;
    },
  };
}

const audio = (id: number): VoiceResponse => ({
  type: 'audio',
  id,
  sampleRateHz: 22_050,
  pcm: Buffer.from([1, 0, 255, 255]).toString('base64'),
  phonemes: [{ ipa: 'h', startMs: 0, endMs: 50 }],
});

describe('a voice', () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('gives each caller the piece they asked for, whatever the order', async () => {
    const one = scripted();
    const voice = createVoice({ start: () => one.child });
    const first = voice.say('hello', 'en', settings);
    const second = voice.say('bye', 'en', settings);
    one.answer('{"type":"ready","version":"x"}');
    one.answer('not a line of ours');
    one.answer(audio(2));
    one.answer(audio(1));
    expect(await first).toMatchObject({ text: 'hello', pcm: Int16Array.of(1, -1) });
    expect(await second).toMatchObject({ text: 'bye' });
    voice.close();
    expect(one.killed).toBe(true);
  });

  it('withdraws what is cancelled', async () => {
    const one = scripted();
    const voice = createVoice({ start: () => one.child });
    const stop = new AbortController();
    const said = voice.say('hello', 'en', settings, stop.signal);
    stop.abort();
    await expect(said).rejects.toMatchObject({ code: 'voice-cancelled' });
    await vi.waitFor(() => expect(one.asked.at(-1)).toEqual({ id: 1, type: 'cancel' }));
    await expect(voice.say('more', 'en', settings, stop.signal)).rejects.toMatchObject({
      code: 'voice-cancelled',
    });
    voice.close();
  });

  it('does not wait for ever', async () => {
    const one = scripted();
    const voice = createVoice({ start: () => one.child, sayTimeoutMs: 1000 });
    const said = voice.say('hello', 'en', settings);
    const failed = expect(said).rejects.toMatchObject({ code: 'voice-timeout' });
    vi.advanceTimersByTime(16_001);
    await failed;
    voice.close();
  });

  it('fails what waits when the process dies, and starts another for the next', async () => {
    const children = [scripted(), scripted()];
    let started = 0;
    const voice = createVoice({
      start: () => {
        const next = children[started];
        started += 1;
        if (next === undefined) throw new Error('no third child');
        return next.child;
      },
    });
    const said = voice.say('hello', 'en', settings);
    children[0]?.die('SIGKILL');
    await expect(said).rejects.toMatchObject({ code: 'voice-gone' });
    await expect(voice.say('at once', 'en', settings)).rejects.toMatchObject({
      code: 'voice-gone',
    });
    vi.advanceTimersByTime(600);
    const again = voice.say('again', 'en', settings);
    children[1]?.answer(audio(2));
    expect((await again).text).toBe('again');
    voice.close();
  });

  it('speaks through the process a supervisor attaches', async () => {
    const voice = createVoice({ start: undefined });
    const one = scripted();
    await voice.say('nobody', 'en', settings).catch((failure: unknown) => {
      expect(failure).toMatchObject({ code: 'voice-gone' });
    });
    voice.attach(one.child);
    const said = voice.say('hello', 'en', settings);
    one.answer({ type: 'error', id: 1, message: 'no voice named en-us+zz' });
    await expect(said).rejects.toMatchObject({ code: 'voice-refused' });
    voice.close();
    await expect(voice.say('late', 'en', settings)).rejects.toMatchObject({ code: 'voice-closed' });
  });
});
