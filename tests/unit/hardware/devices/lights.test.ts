import { describe, expect, test } from 'vitest';
import type { CueName } from '../../../../hardware/contract.ts';
import { defaultGuardTiming, heard, watch } from '../../../../hardware/devices/guard.ts';
import { startLights, type UniverseReport } from '../../../../hardware/devices/lights.ts';
import { enttecProDriver } from '../../../../hardware/dmx/enttec-pro/index.ts';
import { cueLook, defaultPatch, universeOf } from '../../../../hardware/lighting/index.ts';

test('the guard: a second of silence is safe, a minute more is house, a word brings the host back', () => {
  const at = (ms: number) => watch(heard(0), ms, defaultGuardTiming).look;
  expect([at(999), at(1000), at(60_999), at(61_000)]).toEqual([
    'following',
    'safe',
    'safe',
    'house',
  ]);
  expect(heard(70_000).look).toBe('following');
});

/** The lights with their driver, no port: what would be sent is what the driver hands over. */
function booth() {
  const driver = enttecProDriver();
  const reports: UniverseReport[] = [];
  const guards: string[] = [];
  const lights = startLights(
    {
      driver,
      readBack: null,
      onUniverse: (report) => reports.push(report),
      onGuard: (look) => guards.push(look),
    },
    0,
  );
  let nowMs = 0;
  const run = (ms: number, hostSpeaks: boolean) => {
    for (const endMs = nowMs + ms; nowMs < endMs; ) {
      nowMs += 33;
      if (hostSpeaks) lights.heartbeat(nowMs);
      lights.tick(nowMs);
      driver.write('live', nowMs);
    }
  };
  const cue = (name: CueName, fadeMs: number) => lights.cue(name, fadeMs, nowMs);
  const shows = (name: CueName) => {
    expect(driver.lastSent()).toEqual(universeOf(cueLook(name), defaultPatch));
  };
  return { run, cue, shows, reports, guards, hold: () => lights.hold(nowMs), driver };
}

describe('the lights', () => {
  test('follow the host, fade by fade', () => {
    const it = booth();
    it.cue('greet', 1000);
    it.run(500, true);
    expect(it.driver.lastSent()).not.toEqual(universeOf(cueLook('greet'), defaultPatch));
    it.run(700, true);
    it.shows('greet');
    expect(it.guards).toEqual([]);
  });

  test('a silent host: safe within a second and a half, house after a minute, back at its word', () => {
    const it = booth();
    it.cue('asleep', 0);
    it.run(300, true);
    it.shows('asleep');
    it.run(1600, false);
    it.shows('safe');
    it.run(65_000, false);
    it.shows('house');
    it.run(1500, true);
    it.shows('asleep');
    expect(it.guards).toEqual(['safe', 'house', 'following']);
  });

  test('a cue from a host without a heartbeat waits until it is heard again', () => {
    const it = booth();
    it.run(2000, false);
    it.cue('blackout', 0);
    it.run(1000, false);
    it.shows('safe');
    it.run(1500, true);
    it.shows('blackout');
  });

  test('held at the end, nothing moves them any more', () => {
    const it = booth();
    it.run(300, true);
    it.hold();
    it.run(600, true);
    it.cue('blackout', 0);
    it.run(600, true);
    it.shows('safe');
  });

  test('tell the universe when it changes, ten times a second at most, and its last step too', () => {
    const it = booth();
    it.run(4000, true);
    const before = it.reports.length;
    it.run(2000, true);
    expect(it.reports.length).toBe(before);
    it.cue('stopped', 1000);
    it.run(2000, true);
    expect(it.reports.length - before).toBeGreaterThan(5);
    expect(it.reports.length - before).toBeLessThanOrEqual(12);
    expect(it.reports.at(-1)?.sent).toEqual(universeOf(cueLook('stopped'), defaultPatch));
    expect(it.reports.at(-1)?.cue).toBe('stopped');
  });
});
