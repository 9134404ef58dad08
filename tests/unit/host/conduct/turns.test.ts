import { describe, expect, it } from 'vitest';
import type { Reply } from '../../../../avatars/persona/index.ts';
import type { Performance } from '../../../../kiosk/conversation/reply/index.ts';
import { createTurns, type Utterance } from '../../../../kiosk/host/conduct/turns.ts';
import type { TurnRecord } from '../../../../kiosk/host/contract.ts';
import type { VisitEvent } from '../../../../kiosk/visit/index.ts';

const reply: Reply = {
  basis: 'quote',
  confidence: 0.8,
  memoryIds: ['m7'],
  segments: [
    { kind: 'speech', text: 'By the sea.', lang: 'en', provenance: 'quoted', memoryIds: ['m7'] },
  ],
};
const spoken: Utterance = {
  text: 'where were you born',
  lang: 'en',
  how: 'voice',
  asrSource: 'grammar',
  confidence: 0.9,
  voiceEndMs: 10_000,
  turnEndMs: 10_450,
};

/** A booth in which performances end when the test says so. */
function room() {
  const told: VisitEvent[] = [];
  const records: Omit<TurnRecord, 'id'>[] = [];
  const audits: object[] = [];
  const faults: unknown[] = [];
  const asked: { history: number }[] = [];
  const performances: {
    replyId: number;
    signal: AbortSignal;
    sound: () => void;
    end: (result: Partial<Performance>) => void;
  }[] = [];
  let level: 0 | 3 = 0;
  let nowMs = 10_500;
  const turns = createTurns({
    persona: () => ({
      answer: (question) => {
        asked.push({ history: question.history.length });
        return reply;
      },
    }),
    safeguard: {
      judge: () => ({
        level,
        ruleId: level ? 'en.intent.1' : null,
        reply: level
          ? [
              {
                kind: 'speech',
                text: 'Help is near.',
                lang: 'en',
                provenance: 'fixed',
                memoryIds: [],
              },
            ]
          : null,
      }),
      holding: () => [],
      exitIntent: (text) => (text === 'stop' ? 'stop' : null),
    },
    perform: (replyId, _segments, _speaker, signal, onSounding) => {
      const { promise, resolve } = Promise.withResolvers<Performance>();
      performances.push({
        replyId,
        signal,
        sound: () => onSounding(0),
        end: (result) =>
          resolve({
            outcome: 'played',
            heard: '',
            firstAudibleMs: null,
            firstFaceMs: null,
            finishedMs: null,
            ...result,
          }),
      });
      return promise;
    },
    visit: () => ({ visitId: 'v1', callMe: 'Ann', inCrisis: level === 3 }),
    tell: (event) => told.push(event),
    record: (turn) => records.push(turn),
    audit: (entry) => audits.push(entry),
    toHostMs: (stageMs) => stageMs + 9_000,
    nowMs: () => nowMs,
    onFault: (error) => faults.push(error),
  });
  return {
    turns,
    told,
    records,
    audits,
    faults,
    asked,
    performances,
    endanger: () => {
      level = 3;
    },
    at: (ms: number) => {
      nowMs = ms;
    },
  };
}

const types = (events: readonly VisitEvent[]) => events.map((event) => event.type);

describe('a spoken turn', () => {
  it('is answered, heard and recorded with its times from the end of the voice', async () => {
    const r = room();
    r.turns.ask(spoken);
    r.performances[0]?.sound();
    r.performances[0]?.end({
      heard: 'By the sea.',
      firstAudibleMs: 1_700,
      firstFaceMs: 1_720,
      finishedMs: 3_000,
    });
    await r.turns.idle();
    expect(types(r.told)).toEqual(['asked', 'sounding', 'reply-done']);
    expect(r.records).toHaveLength(1);
    expect(r.records[0]).toMatchObject({
      visitId: 'v1',
      heard: 'By the sea.',
      basis: 'quote',
      provenance: ['quoted'],
      memoryIds: ['m7'],
      times: { turnEnd: 450, asrFinal: 500, firstAudio: 700, firstFaceFrame: 720, spoken: 2_000 },
    });
  });

  it('is remembered by the next one, and forgotten with the visit', async () => {
    const r = room();
    for (const forget of [false, false, true]) {
      if (forget) r.turns.forget();
      r.turns.ask(spoken);
      r.performances.at(-1)?.end({ heard: 'By the sea.' });
      await r.turns.idle();
    }
    expect(r.asked.map(({ history }) => history)).toEqual([0, 1, 0]);
  });

  it('gives way to a newer question, and only the newer one ends the reply', async () => {
    const r = room();
    r.turns.ask(spoken);
    r.turns.ask({ ...spoken, text: 'what was your work' });
    expect(r.performances[0]?.signal.aborted).toBe(true);
    r.performances[0]?.end({ outcome: 'cancelled', heard: 'By' });
    r.performances[1]?.end({ heard: 'By the sea.' });
    await r.turns.idle();
    expect(types(r.told).filter((type) => type === 'reply-done')).toHaveLength(1);
    // What was heard of the first is kept: the visitor did hear it.
    expect(r.records.map((record) => record.heard)).toEqual(['By', 'By the sea.']);
  });

  it('a word of danger reaches the audit as level and rule, never as words', async () => {
    const r = room();
    r.endanger();
    r.turns.ask(spoken);
    r.performances[0]?.end({ heard: 'Help is near.' });
    await r.turns.idle();
    expect(r.audits).toEqual([{ level: 3, ruleId: 'en.intent.1' }]);
    expect(types(r.told).slice(0, 2)).toEqual(['concern', 'asked']);
  });

  it('"stop" stops the visit and says nothing more', async () => {
    const r = room();
    r.turns.ask({ ...spoken, text: 'stop' });
    await r.turns.idle();
    expect(r.told).toEqual([{ type: 'stop', by: 'visitor' }]);
    expect(r.performances).toEqual([]);
  });
});
