import { describe, expect, it } from 'vitest';
import type { HearingEvent } from '../../../../kiosk/conversation/contract.ts';
import { createHearing } from '../../../../kiosk/conversation/listen/hearing.ts';
import type { Recognised, Recogniser } from '../../../../kiosk/conversation/listen/recogniser.ts';

/** Loud samples are voice. */
const detector = {
  probability: async (window: Float32Array) => (Math.abs(window[0] ?? 0) > 0.1 ? 0.9 : 0.01),
  reset() {},
};

class ScriptedRecogniser implements Recogniser {
  readonly calls: string[] = [];
  fed = 0;
  text = 'where were you born';
  known = false;
  answer: () => Promise<Recognised> = async () => ({
    text: 'Where were you born?',
    source: 'grammar',
    confidence: 0.9,
  });
  configure(questions: readonly string[]) {
    this.calls.push(`configure ${questions.length}`);
    return [];
  }
  begin() {
    this.calls.push('begin');
    this.fed = 0;
  }
  feed(pcm: Int16Array) {
    this.fed += pcm.length;
  }
  partial() {
    return { text: this.text, known: this.known };
  }
  finish(sound: Int16Array) {
    this.calls.push(`finish ${sound.length}`);
    return this.answer();
  }
  abandon() {
    this.calls.push('abandon');
  }
  close() {
    this.calls.push('close');
  }
}

function booth(recogniser: Recogniser | undefined) {
  const events: HearingEvent[] = [];
  const hearing = createHearing({
    detector,
    recogniser,
    emit: (event) => events.push(event),
    nowMs: () => 0,
  });
  let atMs = 5000;
  let sequence = 0;
  return {
    events,
    hearing,
    of: (type: HearingEvent['type']) => events.filter((event) => event.type === type),
    async play(loud: boolean, ms: number) {
      for (let left = ms; left > 0; left -= 32) {
        const pcm = new Int16Array(512).fill(loud ? 9000 : 3);
        await hearing.take({ type: 'audio', sequence, captureMs: atMs, pcm });
        sequence += 1;
        atMs += 32;
      }
    },
    async open(lang: 'zh' | 'en' = 'en') {
      await hearing.take({ type: 'configure', lang, questions: ['Where were you born?'] });
      await hearing.take({ type: 'listen', on: true });
    },
  };
}

describe('hearing', () => {
  it('tells start, partial, end and words, all on the clock of the sound', async () => {
    const recogniser = new ScriptedRecogniser();
    const { events, open, play } = booth(recogniser);
    await open();
    await play(false, 640);
    await play(true, 960);
    await play(false, 640);
    expect(events.map((event) => event.type)).toEqual([
      'speech-started',
      'partial',
      'speech-ended',
      'final',
    ]);
    expect(events[0]).toEqual({ type: 'speech-started', atMs: 5640 });
    expect(events[2]).toEqual({ type: 'speech-ended', endMs: 6600, decidedMs: 7080 });
    expect(events[3]).toMatchObject({
      text: 'Where were you born?',
      source: 'grammar',
      startMs: 5640,
      endMs: 6600,
    });
  });

  it('gives the recogniser 400 ms of sound from before the voice', async () => {
    const recogniser = new ScriptedRecogniser();
    const { open, play } = booth(recogniser);
    await open();
    await play(false, 3200);
    await play(true, 320);
    await play(false, 640);
    // 13 windows before, 3 that began it, 7 more, 15 of silence; nothing of the long wait.
    expect(recogniser.calls.at(-1)).toBe(`finish ${(13 + 10 + 15) * 512}`);
    expect(recogniser.fed).toBe((13 + 10 + 15) * 512);
  });

  it('ends sooner when the words are a whole known question', async () => {
    const recogniser = new ScriptedRecogniser();
    recogniser.known = true;
    const { of, open, play } = booth(recogniser);
    await open();
    await play(true, 960);
    await play(false, 640);
    expect(of('speech-ended')).toEqual([{ type: 'speech-ended', endMs: 5960, decidedMs: 6248 }]);
  });

  it('answers a cough with a final without words', async () => {
    const recogniser = new ScriptedRecogniser();
    const { of, open, play } = booth(recogniser);
    await open();
    await play(true, 128);
    await play(false, 640);
    expect(of('final')).toMatchObject([{ text: '', source: 'none', confidence: 0 }]);
    expect(recogniser.calls).toContain('abandon');
    expect(recogniser.calls.some((call) => call.startsWith('finish'))).toBe(false);
  });

  it('hears the next words while the ones before are still being recognised', async () => {
    const recogniser = new ScriptedRecogniser();
    let solve: (answer: Recognised) => void = () => {};
    recogniser.answer = () => new Promise((resolve) => (solve = resolve));
    const { events, open, play } = booth(recogniser);
    await open();
    await play(true, 640);
    await play(false, 640);
    await play(true, 640);
    expect(events.filter((e) => e.type === 'speech-started')).toHaveLength(2);
    solve({ text: 'late', source: 'free', confidence: 0.4 });
    await Promise.resolve();
    await Promise.resolve();
    expect(events.at(-1)).toMatchObject({ type: 'final', text: 'late', startMs: 5000 });
  });

  it('drops what is being heard when listening is switched off', async () => {
    const recogniser = new ScriptedRecogniser();
    const { events, hearing, open, play } = booth(recogniser);
    await open();
    await play(true, 640);
    await hearing.take({ type: 'listen', on: false });
    await play(false, 2000);
    expect(events.some((event) => event.type === 'final')).toBe(false);
    expect(recogniser.calls.at(-1)).toBe('abandon');
  });

  it('notices Mandarin, says that it cannot be understood, and why', async () => {
    const recogniser = new ScriptedRecogniser();
    const { events, open, play } = booth(recogniser);
    await open('zh');
    expect(events[0]).toMatchObject({ type: 'problem', problem: { code: 'asr-language' } });
    await play(true, 960);
    await play(false, 640);
    expect(events.at(-1)).toMatchObject({ type: 'final', source: 'none', text: '' });
    expect(recogniser.calls).toEqual([]);
  });

  it('works without a recogniser', async () => {
    const { of, open, play } = booth(undefined);
    await open();
    await play(true, 960);
    await play(false, 640);
    expect(of('final')).toMatchObject([{ source: 'none' }]);
  });

  it('turns a failing recogniser into a problem and hears on', async () => {
    const recogniser = new ScriptedRecogniser();
    recogniser.answer = () => Promise.reject(new Error('out of memory'));
    const { of, open, play } = booth(recogniser);
    await open();
    await play(true, 960);
    await play(false, 640);
    expect(of('problem')).toMatchObject([{ problem: { code: 'asr-failed' } }]);
    expect(of('final')).toMatchObject([{ source: 'none' }]);
    await play(true, 960);
    expect(of('speech-started')).toHaveLength(2);
  });
});
