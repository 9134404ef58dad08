import { describe, expect, test } from 'vitest';
import { enttecProTwin } from '../../../../hardware/dmx/enttec-pro/simulator.ts';
import {
  bytes,
  joined,
  widgetAskParameters,
  widgetAskSerial,
  widgetParametersAnswer,
  widgetSerialAnswer,
  widgetUniverseHead,
} from '../vectors.ts';

const look = (value: number) =>
  joined(widgetUniverseHead, new Uint8Array(512).fill(value), bytes('E7'));

describe('the widget from its own side', () => {
  test('answers as published', () => {
    const twin = enttecProTwin();
    expect(twin.receive(widgetAskSerial)).toEqual([widgetSerialAnswer]);
    expect(twin.receive(widgetAskParameters)).toEqual([widgetParametersAnswer]);
  });

  test('holds the last look, also when its bytes come one by one', () => {
    const twin = enttecProTwin();
    for (const byte of look(0xe7)) twin.receive(Uint8Array.of(byte));
    expect(twin.universe()).toEqual(new Uint8Array(512).fill(0xe7));
    expect(twin.outputting()).toBe(true);
  });

  test('asking parameters leaves the output alone, asking the serial number ends it', () => {
    const twin = enttecProTwin();
    twin.receive(look(7));
    twin.receive(widgetAskParameters);
    expect(twin.outputting()).toBe(true);
    twin.receive(widgetAskSerial);
    expect(twin.outputting()).toBe(false);
    expect(twin.outputsEnded()).toBe(1);
  });

  test('a look too short for the line is refused', () => {
    const twin = enttecProTwin();
    twin.receive(bytes('7E 06 03 00 00 FF FF E7'));
    expect(twin.looksReceived()).toBe(0);
  });

  test('finds its feet after noise', () => {
    const twin = enttecProTwin();
    twin.receive(joined(bytes('00 11 22'), look(9)));
    expect(twin.universe()[511]).toBe(9);
    expect(twin.badBytes()).toBe(3);
  });
});
