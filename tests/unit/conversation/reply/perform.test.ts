import { describe, expect, it } from 'vitest';
import type { Segment } from '../../../../avatars/persona/index.ts';
import type { SpokenPiece } from '../../../../kiosk/conversation/contract.ts';
import { createPerformer } from '../../../../kiosk/conversation/reply/index.ts';
import type { ToStage } from '../../../../kiosk/host/contract.ts';

const words = (text: string): Segment => ({
  kind: 'speech',
  text,
  lang: 'en',
  provenance: 'quoted',
  memoryIds: ['m1'],
});

/** A stage that notes what it is given; time moves only when the test winds it. */
function theatre(options: { connected?: boolean; voice?: 'broken' } = {}) {
  const sent: ToStage[] = [];
  const samples = new Map<number, number>();
  const subtitles: string[] = [];
  const faults: unknown[] = [];
  const timers = new Set<{ run: () => void; atMs: number }>();
  let nowMs = 0;
  const performer = createPerformer({
    stage: {
      connected: options.connected ?? true,
      send: (message) => sent.push(message),
      sendVoice: (_reply, index, offset, pcm) => {
        expect(offset).toBe(samples.get(index) ?? 0);
        samples.set(index, offset + pcm.length);
      },
    },
    speech: {
      voiceOf: () => ({ variant: 'm3', rate: 140, pitch: 40 }),
      clip: async () => null,
      say: async (text): Promise<SpokenPiece> => {
        if (options.voice === 'broken') throw new Error('voice gone');
        return {
          text,
          sampleRateHz: 10_000,
          pcm: new Int16Array(10_000),
          phonemes: [{ ipa: 'a', startMs: 100, endMs: 900 }],
        };
      },
    },
    subtitle: (segment) => subtitles.push(segment.text),
    onVoiceFault: (error) => faults.push(error),
    setTimer: (run, delayMs) => {
      const timer = { run, atMs: nowMs + delayMs };
      timers.add(timer);
      return () => timers.delete(timer);
    },
  });
  return {
    performer,
    sent,
    samples,
    subtitles,
    faults,
    types: () => sent.map((message) => message.type),
    wind(ms: number) {
      nowMs += ms;
      for (const timer of timers) {
        if (timer.atMs > nowMs) continue;
        timers.delete(timer);
        timer.run();
      }
    },
    settle: () => new Promise<void>((resolve) => setImmediate(resolve)),
  };
}

const playback = (index: number, event: 'started' | 'finished' | 'stopped', heardMs: number) =>
  ({ type: 'playback', replyId: 1, index, event, stageMs: 5_000 + index, heardMs }) as const;

describe('a reply on the stage', () => {
  it('sends each sentence with its sound and its face, and ends when the last one was heard', async () => {
    const t = theatre();
    const sounding: (number | null)[] = [];
    const performing = t.performer.perform(
      1,
      [words('By the sea.'), words('In a small house.')],
      'person',
      new AbortController().signal,
      (stageMs) => sounding.push(stageMs),
    );
    await t.settle();
    expect(t.types()).toEqual(['segment', 'segment', 'reply-end']);
    expect([...t.samples.values()]).toEqual([10_000, 10_000]);
    const first = t.sent[0];
    expect(first?.type === 'segment' && Object.keys(first.track.channels).length).toBeGreaterThan(
      0,
    );

    t.performer.onStage({ type: 'first-audible', replyId: 1, stageMs: 4_000 });
    t.performer.onStage(playback(0, 'started', 0));
    t.performer.onStage(playback(0, 'finished', 1_000));
    t.performer.onStage(playback(1, 'started', 0));
    t.performer.onStage(playback(1, 'finished', 1_000));
    expect(await performing).toEqual({
      outcome: 'played',
      heard: 'By the sea. In a small house.',
      firstAudibleMs: 4_000,
      firstFaceMs: null,
      finishedMs: 5_001,
    });
    expect(sounding).toEqual([4_000]);
    expect(t.subtitles).toEqual(['By the sea.', 'In a small house.']);
  });

  it('keeps the face still while the booth’s own voice speaks', async () => {
    // The tale: in the first pictures the person mouthed the notice, which is not theirs to say.
    const t = theatre();
    const cut = new AbortController();
    const performing = t.performer.perform(
      1,
      [words('Help is near.')],
      'attendant',
      cut.signal,
      () => {},
    );
    await t.settle();
    const first = t.sent[0];
    expect(first?.type === 'segment' && first.track).toEqual({ durationMs: 1_000, channels: {} });
    cut.abort('enough');
    t.wind(500);
    await performing;
  });

  it('cut short, it remembers only what was heard', async () => {
    const t = theatre();
    const cut = new AbortController();
    const performing = t.performer.perform(
      1,
      [words('By the sea.'), words('In a small house.')],
      'person',
      cut.signal,
      () => {},
    );
    await t.settle();
    t.performer.onStage(playback(0, 'finished', 1_000));
    cut.abort('the visitor spoke');
    expect(t.sent.at(-1)).toEqual({ type: 'cancel', replyId: 1, reason: 'the visitor spoke' });
    t.performer.onStage(playback(1, 'stopped', 420));
    expect(await performing).toMatchObject({ outcome: 'cancelled', heard: 'By the sea. In a' });
  });

  it('does not wait for ever on a stage that died', async () => {
    const t = theatre();
    const performing = t.performer.perform(
      1,
      [words('By the sea.')],
      'person',
      new AbortController().signal,
      () => {},
    );
    await t.settle();
    t.wind(6_000);
    expect(await performing).toMatchObject({ heard: '' });
  });

  it('without a stage, or with a broken voice, the words are still shown as long as it takes to read them', async () => {
    for (const [options, faults] of [
      [{ connected: false }, 0],
      [{ voice: 'broken' }, 1],
    ] as const) {
      const t = theatre(options);
      const sounding: (number | null)[] = [];
      const performing = t.performer.perform(
        1,
        [words('By the sea.')],
        'person',
        new AbortController().signal,
        (stageMs) => sounding.push(stageMs),
      );
      await t.settle();
      expect(t.subtitles).toEqual(['By the sea.']);
      expect(sounding).toEqual([null]);
      t.wind(2_000);
      await t.settle();
      expect(await performing).toMatchObject({ outcome: 'silent', heard: 'By the sea.' });
      expect(t.faults).toHaveLength(faults);
    }
  });
});
