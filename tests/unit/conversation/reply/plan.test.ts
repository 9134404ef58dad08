import { describe, expect, it } from 'vitest';
import type { Reply, Segment } from '../../../../avatars/persona/index.ts';
import {
  type PlanInput,
  planReply,
  type Safeguard,
} from '../../../../kiosk/conversation/reply/index.ts';

const fixedWords: Segment[] = [
  { kind: 'speech', text: 'Please stay with us.', lang: 'en', provenance: 'fixed', memoryIds: [] },
];
const calm: Safeguard = {
  judge: () => ({ level: 0, ruleId: null, reply: null }),
  holding: () => fixedWords,
  exitIntent: () => null,
};
const grave: Safeguard = {
  judge: () => ({ level: 3, ruleId: 'en.intent.1', reply: fixedWords }),
  holding: () => fixedWords,
  exitIntent: () => null,
};
const memory: Reply = {
  basis: 'quote',
  confidence: 0.9,
  memoryIds: ['m1'],
  segments: [
    { kind: 'speech', text: 'By the sea.', lang: 'en', provenance: 'quoted', memoryIds: ['m1'] },
  ],
};
const person = { answer: () => memory };
const silentPerson = {
  answer: (): Reply => {
    throw new Error('the person must not be asked');
  },
};
const input: PlanInput = {
  text: 'where were you born',
  lang: 'en',
  asrConfidence: 1,
  history: [],
  visitorName: '',
  seed: 1,
  inCrisis: false,
};

describe('the reply ladder', () => {
  it('lets the person answer from memory', () => {
    expect(planReply(input, person, calm)).toMatchObject({
      kind: 'say',
      speaker: 'person',
      reply: { memoryIds: ['m1'] },
    });
  });

  it('answers danger with fixed words in the neutral voice, and does not ask the person', () => {
    expect(planReply(input, silentPerson, grave)).toMatchObject({
      kind: 'say',
      speaker: 'attendant',
      concern: 3,
      ruleId: 'en.intent.1',
      reply: { basis: 'safety', segments: fixedWords },
    });
  });

  it('leaves at once on "stop", whatever else was said', () => {
    const stop: Safeguard = { ...grave, exitIntent: () => 'stop' };
    expect(planReply(input, silentPerson, stop)).toEqual({ kind: 'leave', how: 'stop' });
  });

  it('takes "goodbye" as leaving, but not over a cry for help', () => {
    const bye = (judge: Safeguard['judge']): Safeguard => ({
      ...calm,
      judge,
      exitIntent: () => 'goodbye',
    });
    expect(planReply(input, silentPerson, bye(calm.judge))).toEqual({
      kind: 'leave',
      how: 'goodbye',
    });
    expect(planReply(input, silentPerson, bye(grave.judge))).toMatchObject({
      speaker: 'attendant',
    });
  });

  it('says nothing in the person’s voice during a crisis, or without a person', () => {
    expect(planReply({ ...input, inCrisis: true }, silentPerson, calm)).toMatchObject({
      speaker: 'attendant',
      reply: { segments: fixedWords },
    });
    expect(planReply(input, null, calm).kind).toBe('nothing');
  });
});
