import { describe, expect, it } from 'vitest';
import { type Pressed, wishOf } from '../../../../kiosk/console/view/keys.ts';
import { colourOf, percentOf } from '../../../../kiosk/console/view/light.ts';
import { age, bytes, lasting, metres } from '../../../../kiosk/console/view/measure.ts';
import { barOf, scaleMs } from '../../../../kiosk/console/view/timeline.ts';
import { worstFirst } from '../../../../kiosk/console/view/trouble.ts';
import { differing, usedSlots } from '../../../../kiosk/console/view/universe.ts';
import { readUploadAnswer } from '../../../../kiosk/console/view/upload.ts';
import {
  comeStayGo,
  leave,
  passBy,
  readPath,
  stand,
  walkUp,
} from '../../../../kiosk/console/view/walks.ts';
import type { PartHealth, StageTimes } from '../../../../kiosk/host/contract.ts';

describe('numbers with their units', () => {
  it('tells ages as people say them', () => {
    expect(age(-5)).toBe('0.0 s');
    expect(age(340)).toBe('0.3 s');
    expect(age(12_900)).toBe('12 s');
    expect(age(185_000)).toBe('3 min 5 s');
    expect(age(7_800_000)).toBe('2 h 10 min');
    expect(age(99 * 3_600_000)).toBe('4 d 3 h');
  });

  it('tells durations, sizes and distances', () => {
    expect(lasting(609.6)).toBe('610 ms');
    expect(lasting(12_340)).toBe('12.3 s');
    expect(bytes(999)).toBe('999 B');
    expect(bytes(8_400_000)).toBe('8.4 MB');
    expect(bytes(12_000_000_000)).toBe('12.0 GB');
    expect(metres(-305)).toBe('-0.30');
  });
});

describe('a turn as a bar', () => {
  const times: StageTimes = {
    turnEnd: 310,
    asrFinal: 240,
    replyFirstToken: 365,
    firstAudio: 610,
    firstFaceFrame: 640,
    spoken: 6820,
  };

  it('lays the stages end to end; what was done inside the silence takes no room', () => {
    expect(barOf(times)).toEqual([
      { stage: 'turnEnd', fromMs: 0, toMs: 310 },
      { stage: 'asrFinal', fromMs: 310, toMs: 310 },
      { stage: 'replyFirstToken', fromMs: 310, toMs: 365 },
      { stage: 'firstAudio', fromMs: 365, toMs: 610 },
    ]);
  });

  it('leaves out what did not happen', () => {
    const silent: StageTimes = {
      turnEnd: null,
      asrFinal: null,
      replyFirstToken: 40,
      firstAudio: null,
      firstFaceFrame: null,
      spoken: null,
    };
    expect(barOf(silent)).toEqual([{ stage: 'replyFirstToken', fromMs: 0, toMs: 40 }]);
    expect(barOf({ ...silent, replyFirstToken: null })).toEqual([]);
  });

  it('gives a table one scale', () => {
    expect(scaleMs([])).toBe(1000);
    expect(scaleMs([times])).toBe(1000);
    expect(scaleMs([times, { ...times, firstAudio: 1710 }])).toBe(2000);
  });
});

describe('the universe', () => {
  it('lists slots from 1 that carry anything on either side, and counts the differing', () => {
    const pairs = usedSlots([0, 10, 0, 7], [0, 10, 3, 0]);
    expect(pairs).toEqual([
      { slot: 2, sent: 10, readBack: 10 },
      { slot: 3, sent: 0, readBack: 3 },
      { slot: 4, sent: 7, readBack: 0 },
    ]);
    expect(differing(pairs)).toBe(2);
  });

  it('compares nothing where nothing can be read back', () => {
    expect(differing(usedSlots([1, 2], null))).toBe(0);
  });

  it('shows linear light as the colour a screen needs for it', () => {
    expect(colourOf({ r: 0, g: 0.2140411, b: 1 })).toBe('rgb(0 127 255)');
    expect(percentOf({ r: 0.1, g: 0.304, b: 0 })).toBe(30);
  });
});

describe('walks for the virtual booth', () => {
  it.each([
    ['walk up', walkUp],
    ['pass by', passBy],
    ['come, stay, go', comeStayGo],
    ['stand', stand(null)],
    ['leave', leave({ xMm: 300, zMm: 900 })],
  ])('%s: times grow, nobody outruns a person', (_name, path) => {
    for (const [index, point] of path.entries()) {
      const before = path[index - 1];
      if (before === undefined) continue;
      const ms = point.atMs - before.atMs;
      expect(ms).toBeGreaterThan(0);
      const mm = Math.hypot(point.xMm - before.xMm, point.zMm - before.zMm);
      expect(mm / ms).toBeLessThan(2);
    }
  });

  it('stands and leaves from where the visitor is', () => {
    expect(stand({ xMm: 5, zMm: 1000 })).toEqual([
      { atMs: 0, xMm: 5, zMm: 1000 },
      { atMs: 3_600_000, xMm: 5, zMm: 1000 },
    ]);
    expect(leave({ xMm: 5, zMm: 1000 })[0]).toEqual({ atMs: 0, xMm: 5, zMm: 1000 });
  });

  it('reads a path of one’s own: seconds and metres, commas of either kind or spaces', () => {
    expect(readPath('0, 1.4, 5.2\n\n 2.5，-0.3，1.2\n4 0 1')).toEqual({
      path: [
        { atMs: 0, xMm: 1400, zMm: 5200 },
        { atMs: 2500, xMm: -300, zMm: 1200 },
        { atMs: 4000, xMm: 0, zMm: 1000 },
      ],
    });
  });

  it.each([
    ['  \n', { code: 'empty' }],
    ['0,0', { code: 'shape', line: 1 }],
    ['0,0,1,2', { code: 'shape', line: 1 }],
    ['0,0,1\nx,0,1', { code: 'shape', line: 2 }],
    ['-1,0,1', { code: 'shape', line: 1 }],
    ['0,,1', { code: 'shape', line: 1 }],
    ['0,0,1\n0,0,2', { code: 'order', line: 2 }],
    ['0,0,21', { code: 'far', line: 1 }],
  ])('refuses %j and names the line', (text, problem) => {
    expect(readPath(text)).toEqual({ problem });
  });
});

describe('the keyboard', () => {
  const press = (changes: Partial<Pressed>) =>
    wishOf({
      key: '1',
      shiftKey: false,
      ctrlKey: false,
      altKey: false,
      metaKey: false,
      typing: false,
      ...changes,
    });

  it('changes pages by digit, but not while somebody types', () => {
    expect(press({ key: '1' })).toEqual({ page: 'overview' });
    expect(press({ key: '6' })).toEqual({ page: 'about' });
    expect(press({ key: '7' })).toBeNull();
    expect(press({ key: '2', typing: true })).toBeNull();
    expect(press({ key: '2', ctrlKey: true })).toBeNull();
  });

  it('stops from anywhere', () => {
    expect(press({ key: 'Escape', shiftKey: true, typing: true })).toBe('stop');
    expect(press({ key: 'Escape' })).toBeNull();
  });
});

it('puts the worst part first, and among equals the newest', () => {
  const part = (name: string, state: PartHealth['state'], sinceMs: number): PartHealth => ({
    part: name,
    state,
    sinceMs,
    cause: '',
    effect: '',
    remedy: '',
  });
  const sorted = worstFirst([
    part('a', 'ok', 1),
    part('b', 'degraded', 1),
    part('c', 'degraded', 5),
    part('d', 'down', 0),
    part('e', 'starting', 9),
  ]);
  expect(sorted.map((p) => p.part)).toEqual(['d', 'c', 'b', 'e', 'a']);
});

describe('the answer to an upload', () => {
  it('passes a refusal on word for word', () => {
    const problem = { code: 'zip-bomb', cause: 'It unpacks to 9 GB.', remedy: 'Pack it again.' };
    expect(readUploadAnswer(JSON.stringify({ ok: false, problem }))).toEqual({
      ok: false,
      problem,
    });
  });

  it.each([
    '',
    '<html>502</html>',
    'null',
    '{"ok":false}',
    '{"ok":true}',
    '{"ok":false,"problem":{}}',
  ])('takes %j for no answer', (text) => {
    expect(readUploadAnswer(text)).toEqual({ ok: false, problem: null });
  });
});
