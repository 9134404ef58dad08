import { describe, expect, test } from 'vitest';
import type { PresenceEvent } from '../../../../hardware/contract.ts';
import {
  defaultPresenceTuning,
  nobody,
  observe,
  type Presence,
  visitorsOf,
} from '../../../../hardware/presence/index.ts';
import { seeded } from '../../../../hardware/simulate/index.ts';

interface Place {
  readonly xMm: number;
  readonly zMm: number;
}

/** A radar at 10 Hz with centimetre noise, and everything it made happen. */
function room(seed = 5) {
  const random = seeded(seed);
  const events: PresenceEvent[] = [];
  const noisy = (place: Place): Place => ({
    xMm: place.xMm + (random() - 0.5) * 60,
    zMm: place.zMm + (random() - 0.5) * 60,
  });
  let presence: Presence = nobody;
  let nowMs = 0;
  const report = (...places: readonly Place[]) => {
    nowMs += 100;
    const step = observe(presence, places.map(noisy), nowMs, defaultPresenceTuning);
    presence = step.presence;
    events.push(...step.events);
  };
  return {
    report,
    /** The radar itself is away. */
    blind: (seconds: number) => {
      for (let tick = 0; tick < seconds * 3; tick += 1) {
        nowMs += 333;
        const step = observe(presence, null, nowMs, defaultPresenceTuning);
        presence = step.presence;
        events.push(...step.events);
      }
    },
    stay: (seconds: number, ...places: readonly Place[]) => {
      for (let tick = 0; tick < seconds * 10; tick += 1) report(...places);
    },
    walk: (seconds: number, from: Place, to: Place, others: readonly Place[] = []) => {
      for (let tick = 1; tick <= seconds * 10; tick += 1) {
        const part = tick / (seconds * 10);
        report(
          {
            xMm: from.xMm + (to.xMm - from.xMm) * part,
            zMm: from.zMm + (to.zMm - from.zMm) * part,
          },
          ...others,
        );
      }
    },
    types: () => events.map((event) => event.type),
    events,
    visitors: () => visitorsOf(presence),
  };
}

const far = { xMm: 900, zMm: 5200 };
const talk = { xMm: 50, zMm: 1200 };

describe('a visitor', () => {
  test('walks up, stays, and goes: approached, settled, left, all the same person', () => {
    const it = room();
    it.walk(4, far, talk);
    expect(it.types()).toEqual(['approached']);
    it.stay(2, talk);
    expect(it.types()).toEqual(['approached', 'settled']);
    expect(it.visitors()).toMatchObject([{ id: it.events[0]?.visitorId, zone: 'talk' }]);
    it.walk(2, talk, { xMm: -400, zMm: 3000 });
    expect(it.visitors()[0]?.zone).toBe('leaving');
    it.walk(2, { xMm: -400, zMm: 3000 }, { xMm: -900, zMm: 5600 });
    expect(it.types()).toEqual(['approached', 'settled', 'left']);
    expect(new Set(it.events.map((event) => event.visitorId)).size).toBe(1);
    expect(it.visitors()).toEqual([]);
  });

  test('standing at a distance for a second is an approach too', () => {
    const it = room();
    it.stay(0.9, { xMm: 0, zMm: 3000 });
    expect(it.types()).toEqual([]);
    it.stay(1, { xMm: 0, zMm: 3000 });
    expect(it.types()).toEqual(['approached']);
  });

  test('appearing right before the booth is approached and settled, in this order', () => {
    const it = room();
    it.stay(2, talk);
    expect(it.types()).toEqual(['approached', 'settled']);
  });

  test('passing through the far end of the zone is nothing', () => {
    const it = room();
    it.walk(0.8, { xMm: 1500, zMm: 3300 }, { xMm: 1900, zMm: 3900 });
    it.walk(1, { xMm: 1900, zMm: 3900 }, { xMm: 2500, zMm: 5500 });
    expect(it.types()).toEqual([]);
  });

  test('stands still and is lost by the radar for fifteen seconds: still here', () => {
    const it = room();
    it.walk(4, far, talk);
    it.stay(2, talk);
    it.stay(15);
    expect(it.types()).toEqual(['approached', 'settled']);
    expect(it.visitors()).toHaveLength(1);
    it.stay(1, { xMm: 200, zMm: 1350 });
    expect(it.visitors()).toMatchObject([{ id: it.events[0]?.visitorId }]);
    it.stay(21);
    expect(it.types()).toEqual(['approached', 'settled', 'left']);
  });

  test('lost on the way out is gone within moments', () => {
    const it = room();
    it.walk(4, far, talk);
    it.stay(2, talk);
    it.walk(1.5, talk, { xMm: 0, zMm: 3000 });
    it.stay(1.5);
    expect(it.types()).toEqual(['approached', 'settled', 'left']);
  });

  test('walks away while the radar is away: the same person, and gone when out', () => {
    const it = room();
    it.walk(4, far, talk);
    it.stay(2, talk);
    it.blind(1);
    it.stay(0.3, { xMm: -300, zMm: 3200 });
    expect(it.visitors()).toHaveLength(1);
    it.walk(1, { xMm: -300, zMm: 3200 }, { xMm: -500, zMm: 5200 });
    expect(it.types()).toEqual(['approached', 'settled', 'left']);
  });

  test('too close is told, and at a border the zone does not flutter', () => {
    const it = room();
    it.stay(2, { xMm: 0, zMm: 350 });
    expect(it.visitors()[0]?.zone).toBe('too-close');
    const zones = new Set<string>();
    it.walk(2, { xMm: 0, zMm: 350 }, { xMm: 0, zMm: 1790 });
    for (let tick = 0; tick < 60; tick += 1) {
      it.report({ xMm: 0, zMm: 1800 });
      zones.add(it.visitors()[0]?.zone ?? '');
    }
    expect([...zones]).toEqual(['talk']);
  });
});

describe('several people', () => {
  test('a second person has an identity and events of their own', () => {
    const it = room();
    it.walk(4, far, talk);
    it.stay(1, talk);
    it.walk(3, { xMm: -1500, zMm: 3500 }, { xMm: -600, zMm: 1500 }, [talk]);
    it.stay(2, { xMm: -600, zMm: 1500 }, talk);
    const ids = it.visitors().map((visitor) => visitor.id);
    expect(new Set(ids).size).toBe(2);
    expect(it.types().filter((type) => type === 'settled')).toHaveLength(2);
  });

  test('the radar renumbers when one leaves: everybody keeps their identity', () => {
    const it = room();
    const left = { xMm: -500, zMm: 1300 };
    const right = { xMm: 500, zMm: 1500 };
    it.stay(2, left, right);
    const idOf = (near: Place) =>
      it.visitors().find((visitor) => Math.abs(visitor.xMm - near.xMm) < 250)?.id;
    const before = { left: idOf(left), right: idOf(right) };
    expect(before.left).not.toBe(before.right);
    for (let swap = 0; swap < 20; swap += 1)
      it.report(...(swap % 2 ? [left, right] : [right, left]));
    it.stay(1, right);
    expect({ left: idOf(left), right: idOf(right) }).toEqual(before);
  });

  test('two people crossing before the booth stay two people', () => {
    const it = room();
    for (let tick = 0; tick <= 40; tick += 1) {
      const part = tick / 40;
      it.report({ xMm: -1000 + 2000 * part, zMm: 1400 }, { xMm: 1000 - 2000 * part, zMm: 2300 });
    }
    expect(it.visitors()).toHaveLength(2);
    const front = it.visitors().find((visitor) => visitor.zMm < 1800);
    expect(front?.xMm).toBeGreaterThan(700);
    expect(front?.id).toBe(1);
  });
});

describe('what a radar invents', () => {
  test('an echo at the edge, however long, is nobody', () => {
    const it = room();
    it.stay(10, { xMm: 2000, zMm: 1200 });
    it.stay(10, { xMm: -1700, zMm: 1000 });
    expect(it.types()).toEqual([]);
    expect(it.visitors()).toEqual([]);
  });

  test('somebody known may go out through the edge', () => {
    const it = room();
    it.stay(2, talk);
    it.walk(1, talk, { xMm: 1900, zMm: 1150 });
    expect(it.visitors()).toHaveLength(1);
  });

  test('a flash of two reports is nobody', () => {
    const it = room();
    it.stay(0.2, talk);
    it.stay(3);
    it.stay(0.2, talk);
    it.stay(3);
    expect(it.types()).toEqual([]);
  });
});

test('places are smooth when standing and quick when walking', () => {
  const it = room();
  it.stay(2, talk);
  const seen: number[] = [];
  for (let tick = 0; tick < 40; tick += 1) {
    it.report(talk);
    seen.push(it.visitors()[0]?.zMm ?? 0);
  }
  // Noise of ±30 mm comes in.
  expect(Math.max(...seen) - Math.min(...seen)).toBeLessThan(40);
  it.walk(2, talk, { xMm: 50, zMm: 3000 });
  expect(Math.abs((it.visitors()[0]?.zMm ?? 0) - 3000)).toBeLessThan(250);
  expect(it.visitors()[0]?.vzMmPerS).toBeGreaterThan(500);
});

test('the same reports tell the same story', () => {
  const story = () => {
    const it = room(11);
    it.walk(4, far, talk);
    it.stay(3, talk);
    return JSON.stringify([it.events, it.visitors()]);
  };
  expect(story()).toBe(story());
});
