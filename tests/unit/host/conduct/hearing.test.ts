import { describe, expect, it } from 'vitest';
import type { HearingCommand, HearingEvent } from '../../../../kiosk/conversation/contract.ts';
import { createHearing } from '../../../../kiosk/host/conduct/hearing.ts';

/** The speech process as a list of what it was told, and a clock wound by hand. */
function ears() {
  const told: HearingCommand[] = [];
  const happened: string[] = [];
  const timers = new Map<number, { run: () => void; atMs: number }>();
  let nowMs = 0;
  let ids = 0;
  const hearing = createHearing({
    link: { send: (command) => told.push(command) },
    questions: (lang) => (lang === 'en' ? ['where were you born'] : []),
    toHostMs: (stageMs) => stageMs + 1_000_000,
    onHearing: () => happened.push('hearing'),
    onInterrupted: () => happened.push('interrupted'),
    onPartial: (text) => happened.push(`partial ${text}`),
    onUtterance: (utterance) =>
      happened.push(
        `${utterance.text} @${utterance.voiceEndMs} +${Number(utterance.turnEndMs) - Number(utterance.voiceEndMs)}`,
      ),
    onNotUnderstood: () => happened.push('not understood'),
    onChange: () => {},
    setTimer: (run, delayMs) => {
      const id = ids++;
      timers.set(id, { run, atMs: nowMs + delayMs });
      return () => timers.delete(id);
    },
  });
  return {
    hearing,
    told,
    happened,
    wait(ms: number) {
      nowMs += ms;
      for (const [id, timer] of timers) {
        if (timer.atMs > nowMs) continue;
        timers.delete(id);
        timer.run();
      }
    },
    hear: (...events: HearingEvent[]) => events.forEach((event) => void hearing.onEvent(event)),
  };
}

const final = (text: string, source: 'grammar' | 'none' = 'grammar'): HearingEvent => ({
  type: 'final',
  text,
  source,
  confidence: 0.9,
  startMs: 100,
  endMs: 1_500,
  asrMs: 20,
});
const listening = { on: true, lang: 'en', replying: false } as const;

describe('following the visit', () => {
  it('configures the language once and opens the ears only when the visit listens', () => {
    const e = ears();
    e.hearing.onUp();
    e.hearing.follow(listening);
    e.hearing.follow(listening);
    expect(e.told.map((command) => command.type)).toEqual([
      'configure',
      'listen',
      'configure',
      'listen',
    ]);
    expect(e.told.at(-2)).toMatchObject({ lang: 'en', questions: ['where were you born'] });
    expect(e.told.at(-1)).toEqual({ type: 'listen', on: true });
  });

  it('lets no sound through while the microphone should be closed', () => {
    const e = ears();
    e.hearing.microphone(1, 0, new Int16Array(320));
    expect(e.told).toEqual([]);
  });

  it('tells a restarted process everything again', () => {
    const e = ears();
    e.hearing.follow(listening);
    e.hearing.onDown();
    e.told.length = 0;
    e.hearing.onUp();
    expect(e.told).toEqual([
      { type: 'configure', lang: 'en', questions: ['where were you born'] },
      { type: 'listen', on: true },
    ]);
  });
});

describe('what is heard', () => {
  it('becomes an utterance with its times on the host clock', () => {
    const e = ears();
    e.hearing.follow(listening);
    e.hear(
      { type: 'speech-started', atMs: 100 },
      { type: 'partial', text: 'where were', atMs: 900 },
      { type: 'speech-ended', endMs: 1_500, decidedMs: 1_900 },
      final('where were you born'),
    );
    expect(e.happened).toEqual([
      'hearing',
      'partial where were',
      'where were you born @1001500 +400',
    ]);
  });

  it('says so when there was a voice but no words', () => {
    const e = ears();
    e.hearing.follow(listening);
    e.hear(final('', 'none'));
    expect(e.happened).toEqual(['not understood']);
  });

  it('drops what arrives after the visit has stopped listening', () => {
    const e = ears();
    e.hear({ type: 'speech-started', atMs: 0 }, final('where were you born'));
    expect(e.happened).toEqual([]);
  });
});

describe('speech over a reply', () => {
  it('a cough does not stop the person, and is no question', () => {
    const e = ears();
    e.hearing.follow({ ...listening, replying: true });
    e.hear({ type: 'speech-started', atMs: 0 });
    e.wait(200);
    e.hear({ type: 'speech-ended', endMs: 150, decidedMs: 600 }, final('where were you born'));
    e.wait(1_000);
    expect(e.happened).toEqual([]);
  });

  it('a sentence does, and is then answered', () => {
    const e = ears();
    e.hearing.follow({ ...listening, replying: true });
    e.hear({ type: 'speech-started', atMs: 0 });
    e.wait(400);
    expect(e.happened).toEqual(['interrupted']);
    e.hearing.follow(listening);
    e.hear({ type: 'speech-ended', endMs: 1_500, decidedMs: 1_900 }, final('where were you born'));
    expect(e.happened.at(-1)).toContain('where were you born');
  });
});
