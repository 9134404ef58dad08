import { describe, expect, it } from 'vitest';
import {
  type BoothSnapshot,
  type Subtitle,
  type VisitSnapshot,
  visitStates,
} from '../../../../kiosk/host/contract.ts';
import {
  follow,
  freshMemory,
  hearingOf,
  hiccupMs,
  type Link,
  offersGoodbye,
  pageOf,
  questionsOn,
  type VisitMemory,
  wordsSize,
} from '../../../../kiosk/panel/page.ts';
import { exampleSnapshot } from '../../../e2e/booth/scripted.ts';

const live: Link = { link: 'live', sinceMs: 0 };

function snapshot(
  visit: Partial<VisitSnapshot>,
  changes: Partial<BoothSnapshot> = {},
): BoothSnapshot {
  const calm = exampleSnapshot(changes);
  return { ...calm, visit: { ...calm.visit, visitId: 'v1', ...visit } };
}

const page = (visit: Partial<VisitSnapshot>, memory: Partial<VisitMemory> = {}) =>
  pageOf(snapshot(visit), { ...freshMemory('v1'), ...memory }, live, 0);

const line = (changes: Partial<Subtitle>): Subtitle => ({
  who: 'person',
  text: '好。',
  lang: 'zh',
  provenance: 'quoted',
  memoryIds: [],
  partial: false,
  ...changes,
});

describe('which page the visitor sees', () => {
  it('follows the visit from invitation to goodbye', () => {
    expect(page({ state: 'asleep' })).toBe('invitation');
    expect(page({ state: 'attract' })).toBe('invitation');
    expect(page({ state: 'greet' })).toBe('notice');
    expect(page({ state: 'listening' })).toBe('talk');
    expect(page({ state: 'thinking' })).toBe('talk');
    expect(page({ state: 'speaking' })).toBe('talk');
    expect(page({ state: 'farewell' })).toBe('farewell');
    expect(page({ state: 'cooldown' })).toBe('farewell');
  });

  it('keeps the notice until it has been read, however far the booth has gone on', () => {
    expect(page({ state: 'check-in' })).toBe('notice');
    expect(page({ state: 'greet' }, { noticeRead: true })).toBe('age');
    expect(page({ state: 'check-in' }, { noticeRead: true })).toBe('age');
    expect(page({ state: 'check-in' }, { noticeRead: true, age: '60-plus' })).toBe('name');
  });

  it('leads a minor to a page without a conversation, to the end', () => {
    const child = { noticeRead: true, age: 'under-18' } as const;
    expect(page({ state: 'check-in' }, child)).toBe('young');
    expect(page({ state: 'farewell' }, child)).toBe('young');
    expect(page({ state: 'cooldown' }, child)).toBe('young');
  });

  it.each(visitStates)('shows the crisis and the stop over everything in %s', (state) => {
    expect(page({ state, safety: 'crisis' })).toBe('crisis');
    expect(page({ state, safety: 'stopped' })).toBe('stopped');
    expect(page({ state, safety: 'watch' })).toBe(page({ state }));
  });

  it('says that nobody is there when no avatar is active', () => {
    const empty = snapshot({ state: 'asleep' }, { avatar: null });
    expect(pageOf(empty, freshMemory('v1'), live, 0)).toBe('nobody');
  });

  it('ignores a hiccup of the link and owns up to a real loss', () => {
    const lost: Link = { link: 'lost', sinceMs: 1000 };
    const talk = snapshot({ state: 'speaking' });
    expect(pageOf(talk, freshMemory('v1'), lost, 1000 + hiccupMs - 1)).toBe('talk');
    expect(pageOf(talk, freshMemory('v1'), lost, 1000 + hiccupMs)).toBe('disconnected');
  });

  it('opens quietly and does not wait for ever', () => {
    const opening: Link = { link: 'connecting', sinceMs: 0 };
    expect(pageOf(null, freshMemory(null), opening, 100)).toBe('opening');
    expect(pageOf(null, freshMemory(null), opening, hiccupMs)).toBe('disconnected');
  });

  it('offers a goodbye only where there is a conversation to end', () => {
    expect(offersGoodbye('talk')).toBe(true);
    expect(offersGoodbye('invitation')).toBe(false);
    expect(offersGoodbye('crisis')).toBe(false);
  });
});

describe('what the panel keeps of a visit', () => {
  it('forgets everything when another visitor comes', () => {
    const memory: VisitMemory = {
      visitId: 'v1',
      noticeRead: true,
      age: '18-59',
      heard: line({ who: 'visitor' }),
      answered: line({}),
    };
    expect(follow(memory, snapshot({ visitId: 'v2' }))).toEqual(freshMemory('v2'));
    expect(follow(memory, snapshot({ visitId: null }))).toEqual(freshMemory(null));
  });

  it('keeps the last words to be read on when the subtitle has gone', () => {
    const answered = follow(
      freshMemory('v1'),
      snapshot({}, { subtitle: line({ text: '记得。' }) }),
    );
    const later = follow(answered, snapshot({}, { subtitle: null }));
    expect(later).toBe(answered);
    expect(later.answered?.text).toBe('记得。');
  });

  it('takes the old answer away for a whole new question, not for half a word', () => {
    const answered = follow(freshMemory('v1'), snapshot({}, { subtitle: line({}) }));
    const half = line({ who: 'visitor', text: '嗯', provenance: null, partial: true });
    const whole = line({ who: 'visitor', text: '您教什么课？', provenance: null });
    const during = follow(answered, snapshot({}, { subtitle: half }));
    expect(during).toMatchObject({ heard: { text: '嗯' }, answered: { text: '好。' } });
    expect(follow(during, snapshot({}, { subtitle: whole }))).toMatchObject({
      heard: { text: '您教什么课？' },
      answered: null,
    });
  });
});

describe('what the visitor may expect of their voice', () => {
  const hearing = (changes: Partial<BoothSnapshot>, visit: Partial<VisitSnapshot> = {}) =>
    hearingOf(snapshot({ state: 'listening', lang: 'zh', ...visit }, changes));

  it('never invites to speak where nothing is understood', () => {
    expect(hearing({ hears: ['en'], microphone: 'open' })).toBe('not-this-language');
    expect(hearing({ hears: ['zh'], microphone: 'missing' })).toBe('no-microphone');
    expect(hearing({ hears: ['zh'], microphone: 'refused' })).toBe('no-microphone');
  });

  it('says that it listens only while it does', () => {
    expect(hearing({ hears: ['zh'], microphone: 'open' })).toBe('listening');
    expect(hearing({ hears: ['zh'], microphone: 'closed' })).toBe('busy');
    expect(hearing({ hears: ['zh'], microphone: 'open' }, { state: 'speaking' })).toBe('busy');
  });
});

describe('suggested questions', () => {
  const all = ['a', 'b', 'c', 'd', 'e'];

  it('shows a few and turns round, so that every one comes up', () => {
    expect(questionsOn(all, 3, 0)).toEqual(['a', 'b', 'c']);
    expect(questionsOn(all, 3, 1)).toEqual(['d', 'e', 'a']);
    const seen = new Set([0, 1, 2, 3, 4].flatMap((turn) => questionsOn(all, 3, turn)));
    expect(seen).toEqual(new Set(all));
  });

  it('shows what there is when there is little', () => {
    expect(questionsOn([], 3, 4)).toEqual([]);
    expect(questionsOn(['a', 'b'], 3, 7)).toEqual(['a', 'b']);
  });
});

it('sets long speech smaller, counting a Han character as two', () => {
  expect(wordsSize('字'.repeat(45))).toBe('large');
  expect(wordsSize('字'.repeat(46))).toBe('medium');
  expect(wordsSize('a'.repeat(90))).toBe('large');
  expect(wordsSize('字'.repeat(101))).toBe('small');
});
