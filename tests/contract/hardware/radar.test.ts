import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { RadarTarget } from '../../../hardware/radar/ld2450/index.ts';
import { ld2450Driver } from '../../../hardware/radar/ld2450/index.ts';
import { simulateRadar, wireFaults } from '../../../hardware/simulate/index.ts';
import { freshFolder, link, started, until } from './rig.ts';

async function radarRig() {
  const path = join(await freshFolder(), 'radar');
  const radar = started(await simulateRadar({ link: path, seed: 2 }));
  const heard: (readonly RadarTarget[])[] = [];
  const supervised = link(path, ld2450Driver({ onTargets: (targets) => heard.push(targets) }));
  const state = () => supervised.snapshot().state;
  return { path, radar, heard, supervised, state };
}

const standing = [[{ atMs: 0, xMm: -700, zMm: 1700 }]];

describe('the radar over a real port', () => {
  test('is live within two seconds, known by its version, and its people are where they stand', async () => {
    const { radar, heard, supervised, state } = await radarRig();
    radar.walk(standing);
    await until(
      () => state() === 'live',
      2000,
      () => supervised.snapshot(),
    );
    expect(supervised.snapshot().identity).toBe('HLK-LD2450 V1.02.22062416');
    const from = heard.length;
    await until(() => heard.length >= from + 10, 3000);
    for (const targets of heard.slice(from)) {
      expect(targets).toHaveLength(1);
      expect(Math.abs((targets[0]?.xMm ?? 0) + 700)).toBeLessThan(120);
      expect(Math.abs((targets[0]?.yMm ?? 0) - 1700)).toBeLessThan(120);
    }
  });

  test('unplugged it is absent at once, replugged it is live again', async () => {
    const { radar, supervised, state } = await radarRig();
    await until(() => state() === 'live', 3000);
    await radar.unplug();
    await until(
      () => state() === 'absent',
      500,
      () => supervised.snapshot(),
    );
    await until(() => supervised.snapshot().problem?.code === 'port-missing', 2000);
    expect(await radar.replug()).toBeNull();
    await until(
      () => state() === 'live',
      7000,
      () => supervised.snapshot(),
    );
    expect(supervised.snapshot().reconnects).toBe(1);
  });

  test('silence is noticed within two seconds, and its end too', async () => {
    const { radar, supervised, state } = await radarRig();
    await until(() => state() === 'live', 3000);
    radar.setFault('silent');
    await until(() => state() === 'stale', 2000);
    expect(supervised.snapshot().problem?.code).toBe('silent');
    radar.setFault('none');
    await until(() => state() === 'live', 1500);
  });

  test('a stuck radar is not believed', async () => {
    const { radar, supervised, state } = await radarRig();
    radar.walk(standing);
    await until(() => state() === 'live', 3000);
    radar.setFault('stuck');
    await until(() => supervised.snapshot().problem?.code === 'stuck', 6000);
    expect(state()).toBe('stale');
    radar.setFault('none');
    await until(() => state() === 'live', 1500);
  });

  test.each(wireFaults.filter((fault) => fault !== 'silent'))(
    'a wire that is %s still brings whole reports',
    async (fault) => {
      const { radar, heard, state } = await radarRig();
      radar.walk(standing);
      await until(() => state() === 'live', 3000);
      radar.setFault(fault);
      const from = heard.length;
      await until(() => heard.length >= from + 8, 4000);
      // A flipped byte inside a report cannot be told (there is no checksum): all others must be right.
      const right = heard
        .slice(from)
        .filter((targets) => Math.abs((targets[0]?.yMm ?? 0) - 1700) < 150).length;
      expect(right).toBeGreaterThanOrEqual(fault === 'corrupted' ? 4 : 8);
    },
  );

  test('a port that somebody else holds is busy, and taken as soon as it is free', async () => {
    const { path, supervised, state } = await radarRig();
    await until(() => state() === 'live', 3000);
    const second = link(path, ld2450Driver({ onTargets: () => undefined }));
    await until(() => second.snapshot().problem !== null, 2000);
    expect(second.snapshot()).toMatchObject({ state: 'absent', problem: { code: 'port-busy' } });
    expect(state()).toBe('live');
    await supervised.stop();
    await until(
      () => second.snapshot().state === 'live',
      7000,
      () => second.snapshot(),
    );
  });
});
