import { describe, expect, test } from 'vitest';
import { enttecProDriver } from '../../../../hardware/dmx/enttec-pro/index.ts';
import {
  bytes,
  joined,
  widgetAskParameters,
  widgetAskSerial,
  widgetParametersAnswer,
  widgetSerialAnswer,
} from '../vectors.ts';

const labelsIn = (message: Uint8Array | null): number[] => {
  const labels: number[] = [];
  for (let at = 0; message !== null && at < message.length; ) {
    labels.push(message[at + 1] ?? -1);
    at += 5 + (message[at + 2] ?? 0) + (message[at + 3] ?? 0) * 256;
  }
  return labels;
};

describe('the widget driver', () => {
  test('asks who is there while probing, and asks again', () => {
    const driver = enttecProDriver();
    driver.begin(0);
    expect(driver.write('probing', 0)).toEqual(joined(widgetAskParameters, widgetAskSerial));
    expect(driver.write('probing', 100)).toBeNull();
    expect(driver.write('probing', 450)).not.toBeNull();
  });

  test('once there is output, nothing is asked that would end it: only label 3, once a second', () => {
    const driver = enttecProDriver();
    driver.begin(0);
    driver.write('probing', 0);
    const asked: number[] = [];
    for (let nowMs = 33; nowMs < 10_000; nowMs += 33) {
      const labels = labelsIn(driver.write('live', nowMs));
      expect(labels[0]).toBe(6);
      asked.push(...labels.slice(1));
    }
    expect(new Set(asked)).toEqual(new Set([3]));
    expect(asked.length).toBeGreaterThanOrEqual(9);
    expect(asked.length).toBeLessThanOrEqual(10);
  });

  test('sends the newest look, and the same again when nothing changed', () => {
    const driver = enttecProDriver();
    driver.begin(0);
    driver.write('probing', 0);
    driver.want(new Uint8Array(512).fill(1));
    driver.want(new Uint8Array(512).fill(2));
    expect(driver.write('live', 33)?.[5]).toBe(2);
    expect(driver.write('live', 66)?.[5]).toBe(2);
    expect(driver.lastSent()).toEqual(new Uint8Array(512).fill(2));
    expect(driver.sentHz(66)).toBeGreaterThan(20);
  });

  test('a look of fewer slots is dark in the rest', () => {
    const driver = enttecProDriver();
    driver.begin(0);
    driver.want(new Uint8Array(512).fill(9));
    driver.want(Uint8Array.of(1, 2));
    expect(driver.write('live', 33)).toHaveLength(518 + 7);
    expect([...(driver.lastSent() ?? [])].slice(0, 4)).toEqual([1, 2, 0, 0]);
  });

  test('is known by its serial number', () => {
    const driver = enttecProDriver();
    driver.begin(0);
    expect(driver.read(widgetParametersAnswer, 10)).toEqual({
      frames: 1,
      identity: null,
      stuck: false,
    });
    expect(driver.read(widgetSerialAnswer, 20).identity).toBe(
      'DMX USB Pro, serial 20190427, firmware 1.44',
    );
    driver.begin(30);
    expect(driver.read(bytes(''), 40).identity).toBeNull();
  });

  test('a false start with a long length does not swallow the next answers', () => {
    const driver = enttecProDriver();
    driver.begin(0);
    expect(driver.read(bytes('7E 33 58 02'), 0).frames).toBe(0);
    expect(driver.read(widgetSerialAnswer, 1000).frames).toBe(1);
  });

  test('writes nothing into a port that is not open', () => {
    const driver = enttecProDriver();
    for (const state of ['absent', 'opening', 'closed'] as const) {
      expect(driver.write(state, 0)).toBeNull();
    }
  });
});
