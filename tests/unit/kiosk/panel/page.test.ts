import { describe, expect, it } from 'vitest';
import {
  type BoothSnapshot,
  type Subtitle,
  type VisitSnapshot,
  visitStates,
} from '../../../../kiosk/host/contract.ts';
import {
  asked,
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
  const having = (...snapshots: BoothSnapshot[]) =>
    snapshots.reduce<VisitMemory>(follow, freshMemory('v1'));
  const speaking = (subtitle: Subtitle | null) => snapshot({ state: 'speaking' }, { subtitle });
  const listening = (subtitle: Subtitle | null) => snapshot({ state: 'listening' }, { subtitle });
  const thinking = (subtitle: Subtitle | null) => snapshot({ state: 'thinking' }, { subtitle });
  const said = (memory: VisitMemory) => memory.answered.map(({ text }) => text);

  it('forgets everything when another visitor comes', () => {
    const memory: VisitMemory = {
      ...freshMemory('v1'),
      noticeRead: true,
      age: '18-59',
      heard: line({ who: 'visitor' }),
      answered: [line({})],
    };
    const other = follow(memory, snapshot({ visitId: 'v2', state: 'greet' }));
    expect(other).toEqual({ ...freshMemory('v2'), state: 'greet' });
  });

  it('gathers the sentences of one answer, each once', () => {
    const memory = having(
      speaking(line({ text: '后门一推开就是河。' })),
      speaking(line({ text: '后门一推开就是河。' })),
      speaking(line({ text: '夏天', partial: true })),
      speaking(line({ text: '夏天就在那儿洗衣服。' })),
    );
    expect(said(memory)).toEqual(['后门一推开就是河。', '夏天就在那儿洗衣服。']);
  });

  it('keeps the last words to be read on when the subtitle has gone', () => {
    const memory = having(speaking(line({ text: '记得。' })), listening(null), listening(null));
    expect(said(memory)).toEqual(['记得。']);
  });

  it('begins anew with the next answer, though its first sentence may come before its sound', () => {
    const memory = having(
      speaking(line({ text: '记得。' })),
      listening(null),
      thinking(line({ text: '那年冬天，' })),
      speaking(line({ text: '那年冬天，' })),
      speaking(line({ text: '他来送书。' })),
    );
    expect(said(memory)).toEqual(['那年冬天，', '他来送书。']);
  });

  it('never runs the booth’s words and the person’s into one', () => {
    const memory = having(
      speaking(line({ who: 'booth', text: '您好。', provenance: 'fixed' })),
      speaking(line({ text: '你来啦。' })),
    );
    expect(said(memory)).toEqual(['你来啦。']);
  });

  it('takes the old answer away for a whole new question, not for half a word', () => {
    const half = line({ who: 'visitor', text: '嗯', provenance: null, partial: true });
    const whole = line({ who: 'visitor', text: '您教什么课？', provenance: null });
    const during = having(speaking(line({})), speaking(half));
    expect(during).toMatchObject({ heard: { text: '嗯' }, answered: [{ text: '好。' }] });
    expect(follow(during, thinking(whole))).toMatchObject({
      heard: { text: '您教什么课？' },
      answered: [],
    });
  });

  it('waits with an empty page after a typed question, though the old subtitle still stands', () => {
    const old = line({ text: '我不记得了。' });
    const question = line({ who: 'visitor', text: '还有呢？', provenance: null });
    const waiting = { ...having(speaking(old), listening(old)), ...asked(question) };
    expect(said(follow(waiting, thinking(old)))).toEqual([]);
    // The very same words again are an answer, too.
    expect(said([thinking(old), speaking(old)].reduce(follow, waiting))).toEqual(['我不记得了。']);
    const other = line({ text: '还有一件。' });
    const next = [thinking(old), thinking(other), speaking(other)].reduce(follow, waiting);
    expect(said(next)).toEqual(['还有一件。']);
  });

  it('changes nothing, so that nothing is drawn again, while nothing happens', () => {
    const memory = having(speaking(line({})));
    expect(follow(memory, speaking(line({})))).toBe(memory);
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
