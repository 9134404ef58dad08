import { describe, expect, it } from 'vitest';
import { createActor, SimulatedClock } from 'xstate';
import {
  cueOf,
  defaultTimings,
  demeanourOf,
  microphoneOf,
  type VisitEffect,
  type VisitEvent,
  viewOf,
  visitEffects,
  visitMachine,
} from '../../../kiosk/visit/index.ts';

/** A booth on paper: the real statechart, a clock we wind by hand, and a list of what it asked for. */
function booth() {
  const asked: VisitEffect[] = [];
  const actions = Object.fromEntries(
    visitEffects.map((name) => [name, () => void asked.push(name)]),
  ) as Record<VisitEffect, () => void>;
  const clock = new SimulatedClock();
  const actor = createActor(visitMachine.provide({ actions }), {
    clock,
    input: { timings: defaultTimings, lang: 'zh' },
  });
  actor.start();
  return {
    asked,
    wait: (ms: number) => clock.increment(ms),
    tell: (...events: VisitEvent[]) => {
      for (const event of events) actor.send(event);
    },
    view: () => viewOf(actor.getSnapshot().value),
    state: () => viewOf(actor.getSnapshot().value).state,
    context: () => actor.getSnapshot().context,
  };
}

const adult: VisitEvent = { type: 'check-in', ageBand: '60-plus', lang: 'en', callMe: 'Ann' };

function talking() {
  const b = booth();
  b.tell({ type: 'settled' }, { type: 'reply-done' }, adult);
  b.tell({ type: 'sounding' }, { type: 'reply-done' });
  expect(b.state()).toBe('listening');
  return b;
}

describe('a visit from the first step to goodbye', () => {
  it('lights up for a passer-by, greets who stays, asks the age, listens, answers and says goodbye', () => {
    const b = booth();
    b.tell({ type: 'approached' });
    expect(b.state()).toBe('attract');
    b.tell({ type: 'settled' });
    expect(b.state()).toBe('greet');
    expect(b.asked).toEqual(['openVisit', 'sayNotice']);
    b.tell({ type: 'reply-done' });
    expect(b.state()).toBe('check-in');
    b.tell(adult);
    expect(b.state()).toBe('thinking');
    expect(b.context()).toMatchObject({ lang: 'en', callMe: 'Ann' });
    b.tell({ type: 'sounding' });
    expect(b.state()).toBe('speaking');
    b.tell({ type: 'reply-done' });
    expect(b.state()).toBe('listening');
    b.tell({ type: 'asked' }, { type: 'sounding' }, { type: 'reply-done' }, { type: 'goodbye' });
    expect(b.state()).toBe('farewell');
    b.tell({ type: 'reply-done' });
    expect(b.state()).toBe('cooldown');
    expect(b.context().callMe).toBe('');
    b.wait(defaultTimings.cooldownMs);
    // The visitor is still standing there: stay awake for them, but do not begin again unasked.
    expect(b.state()).toBe('attract');
  });

  it('never lets a minor talk with the likeness', () => {
    const b = booth();
    b.tell({ type: 'settled' }, { type: 'reply-done' });
    b.tell({ type: 'check-in', ageBand: 'under-18', lang: 'zh' });
    expect(b.state()).toBe('farewell');
    expect(b.asked).toContain('sayForMinors');
    expect(b.asked).not.toContain('sayOpening');
  });

  it('keeps the microphone closed until an adult has agreed, and after goodbye', () => {
    const b = booth();
    b.tell({ type: 'settled' });
    expect(microphoneOf(b.view())).toBe(false);
    b.tell({ type: 'reply-done' });
    expect(microphoneOf(b.view())).toBe(false);
    b.tell(adult);
    expect(microphoneOf(b.view())).toBe(true);
    b.tell({ type: 'goodbye' });
    expect(microphoneOf(b.view())).toBe(false);
  });
});

describe('every state answers stop, interrupt and visitor left', () => {
  it('stops at once from wherever it is', () => {
    const paths: VisitEvent[][] = [
      [{ type: 'approached' }],
      [{ type: 'settled' }],
      [{ type: 'settled' }, { type: 'reply-done' }],
      [{ type: 'settled' }, adult],
      [{ type: 'settled' }, adult, { type: 'sounding' }],
      [{ type: 'settled' }, adult, { type: 'reply-done' }],
      [{ type: 'settled' }, adult, { type: 'goodbye' }],
    ];
    for (const path of paths) {
      const b = booth();
      b.tell(...path, { type: 'stop', by: 'visitor' });
      expect(['cooldown', 'asleep'], JSON.stringify(path)).toContain(b.state());
      expect(b.view().safety).toBe('calm');
    }
  });

  it('falls silent when the visitor speaks over a reply, and listens', () => {
    const b = talking();
    b.tell({ type: 'asked' }, { type: 'sounding' });
    b.asked.length = 0;
    b.tell({ type: 'interrupted' });
    expect(b.state()).toBe('listening');
    expect(b.asked).toEqual(['silence']);
  });

  it('forgives a sensor that loses somebody for a moment, and ends when they are gone', () => {
    const b = talking();
    b.tell({ type: 'left' });
    b.wait(defaultTimings.leftGraceMs - 1);
    b.tell({ type: 'settled' });
    b.wait(defaultTimings.leftGraceMs);
    expect(b.state()).toBe('listening');
    b.tell({ type: 'left' });
    b.wait(defaultTimings.leftGraceMs);
    expect(b.state()).toBe('cooldown');
    expect(b.asked.at(-1)).toBe('closeVisit');
    b.wait(defaultTimings.cooldownMs);
    expect(b.state()).toBe('asleep');
  });

  it('goes back to sleep when a passer-by walks on', () => {
    const b = booth();
    b.tell({ type: 'approached' }, { type: 'left' });
    b.wait(defaultTimings.leftGraceMs);
    expect(b.state()).toBe('asleep');
    expect(b.asked).toEqual([]);
  });
});

describe('silence', () => {
  it('asks once whether the visitor is still there, then lets them go without urging', () => {
    const b = talking();
    b.wait(defaultTimings.silenceMs);
    expect(b.asked.at(-1)).toBe('sayStillThere');
    b.tell({ type: 'sounding' }, { type: 'reply-done' });
    b.wait(defaultTimings.silenceMs);
    expect(b.state()).toBe('farewell');
  });

  it('does not hang on a reply that never sounds', () => {
    const b = talking();
    b.tell({ type: 'asked' });
    b.wait(defaultTimings.thinkingMs);
    expect(b.state()).toBe('listening');
  });
});

describe('safety', () => {
  it('in a crisis the likeness steps back, the lights turn even, and no timer ends the visit', () => {
    const b = talking();
    b.tell({ type: 'concern', level: 3 });
    expect(b.view().safety).toBe('crisis');
    expect(demeanourOf(b.view())).toBe('absent');
    expect(cueOf(b.view())).toBe('stopped');
    b.wait(defaultTimings.silenceMs * 3);
    b.tell({ type: 'left' });
    b.wait(defaultTimings.leftGraceMs);
    expect(b.state()).toBe('listening');
    b.tell({ type: 'resume' });
    expect(b.view().safety).toBe('calm');
  });

  it('watches after a serious word and calms when that visit ends', () => {
    const b = talking();
    b.tell({ type: 'concern', level: 2 });
    expect(b.view().safety).toBe('watch');
    b.tell({ type: 'stop', by: 'visitor' });
    expect(b.view().safety).toBe('calm');
  });

  it('stopped by staff, it wakes for nobody until staff release it', () => {
    const b = talking();
    b.tell({ type: 'stop', by: 'staff' });
    b.wait(defaultTimings.cooldownMs);
    expect(b.state()).toBe('asleep');
    b.tell({ type: 'approached' }, { type: 'settled' }, { type: 'wake' });
    expect(b.state()).toBe('asleep');
    b.tell({ type: 'resume' }, { type: 'wake' });
    expect(b.state()).toBe('greet');
  });
});
