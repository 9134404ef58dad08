import { describe, expect, test } from 'vitest';
import type { RadarTarget } from '../../../../hardware/radar/ld2450/codec.ts';
import { ld2450Driver, ld2450Twin } from '../../../../hardware/radar/ld2450/index.ts';
import { seeded } from '../../../../hardware/simulate/index.ts';
import {
  radarAskVersion,
  radarEmpty,
  radarEnableAnswer,
  radarEnableConfig,
  radarEndAnswer,
  radarReport,
  radarVersionAnswer,
} from '../vectors.ts';

const silent = { onTargets: () => undefined };

describe('meeting the module', () => {
  test('driver and module come to know each other, with 50 ms between commands', () => {
    const driver = ld2450Driver(silent);
    const twin = ld2450Twin({ random: seeded(1) });
    driver.begin(0);
    const sentAt: number[] = [];
    let identity: string | null = null;
    for (let nowMs = 0; nowMs <= 1000 && identity === null; nowMs += 10) {
      const command = driver.write('probing', nowMs);
      if (command === null) continue;
      sentAt.push(nowMs);
      for (const answer of twin.receive(command)) {
        identity = driver.read(answer, nowMs + 5).identity;
      }
    }
    expect(identity).toBe('HLK-LD2450 V1.02.22062416');
    expect(sentAt).toHaveLength(4);
    for (const [index, at] of sentAt.entries()) {
      expect(at - (sentAt[index - 1] ?? -50)).toBeGreaterThanOrEqual(50);
    }
    expect(twin.multiTarget()).toBe(true);
    expect(twin.report(1000)).not.toBeNull();
  });

  test('a module that answers nothing but reports is taken all the same', () => {
    const driver = ld2450Driver(silent);
    driver.begin(0);
    let identity: string | null = null;
    for (let nowMs = 0; nowMs <= 1800; nowMs += 50) {
      driver.write('probing', nowMs);
      if (nowMs % 100 === 0) identity = driver.read(radarEmpty, nowMs).identity;
    }
    expect(identity).toBe('HLK-LD2450 (version not told)');
  });

  test('an answer to something else does not move the conversation on', () => {
    const driver = ld2450Driver(silent);
    driver.begin(0);
    expect(driver.write('probing', 50)).toEqual(radarEnableConfig);
    driver.read(radarEndAnswer, 60);
    expect(driver.write('probing', 120)).toBeNull();
    driver.read(radarEnableAnswer, 130);
    expect(driver.write('probing', 190)).toEqual(radarAskVersion);
    expect(driver.read(radarVersionAnswer, 200).identity).toBeNull();
  });
});

describe('listening', () => {
  test('targets go on with their time', () => {
    const heard: [readonly RadarTarget[], number][] = [];
    const driver = ld2450Driver({ onTargets: (targets, nowMs) => heard.push([targets, nowMs]) });
    driver.begin(0);
    driver.read(radarReport, 1234);
    expect(heard).toEqual([
      [[{ xMm: -782, yMm: 1713, speedMmPerS: -160, resolutionMm: 320 }], 1234],
    ]);
  });

  test('a person who does not move by a millimetre for four seconds is a stuck radar', () => {
    const heard: number[] = [];
    const driver = ld2450Driver({ onTargets: (_, nowMs) => heard.push(nowMs) });
    driver.begin(0);
    expect(driver.read(radarReport, 0).stuck).toBe(false);
    expect(driver.read(radarReport, 3900).stuck).toBe(false);
    expect(driver.read(radarReport, 4000)).toMatchObject({ stuck: true, frames: 0 });
    expect(heard).toEqual([0, 3900]);
    expect(driver.read(radarEmpty, 4100).stuck).toBe(false);
  });

  test('an empty room may stay empty', () => {
    const driver = ld2450Driver(silent);
    driver.begin(0);
    driver.read(radarEmpty, 0);
    expect(driver.read(radarEmpty, 60_000)).toMatchObject({ stuck: false, frames: 1 });
  });
});
