import { describe, expect, test } from 'vitest';
import {
  askParameters,
  askSerialNumber,
  decodeParameters,
  decodeSerialNumber,
  encodeUniverse,
  readMessages,
} from '../../../../hardware/dmx/enttec-pro/codec.ts';
import {
  bytes,
  joined,
  widgetAskParameters,
  widgetAskSerial,
  widgetParametersAnswer,
  widgetSerialAnswer,
  widgetUniverseHead,
} from '../vectors.ts';

describe('what we send', () => {
  test('the questions are the published bytes', () => {
    expect(askParameters).toEqual(widgetAskParameters);
    expect(askSerialNumber).toEqual(widgetAskSerial);
  });

  test('a full universe is 518 bytes: head, start code, 512 slots, end', () => {
    const slots = Uint8Array.from({ length: 512 }, (_, slot) => slot % 256);
    const message = encodeUniverse(slots);
    expect(message).toHaveLength(518);
    expect(message.slice(0, 5)).toEqual(widgetUniverseHead);
    expect(message.slice(5, 517)).toEqual(slots);
    expect(message[517]).toBe(0xe7);
  });
});

describe('what we read', () => {
  test('serial number and parameters', () => {
    const { messages, rest } = readMessages(joined(widgetSerialAnswer, widgetParametersAnswer));
    expect(rest).toHaveLength(0);
    expect(decodeSerialNumber(messages[0]?.payload ?? bytes(''))).toBe('20190427');
    expect(decodeParameters(messages[1]?.payload ?? bytes(''))).toEqual({
      firmwareKind: 1,
      firmwareVersion: 44,
      rateHz: 40,
    });
  });

  test('a message in two pieces, wherever it is cut', () => {
    for (let cut = 1; cut < widgetSerialAnswer.length; cut += 1) {
      const first = readMessages(widgetSerialAnswer.slice(0, cut));
      expect(first.messages).toHaveLength(0);
      const second = readMessages(joined(first.rest, widgetSerialAnswer.slice(cut)));
      expect(second.messages).toEqual([{ label: 10, payload: bytes('27 04 19 20') }]);
    }
  });

  test('start and end marks inside a payload are only values', () => {
    const tricky = bytes('7E 0A 04 00 7E E7 7E E7 E7');
    expect(readMessages(tricky).messages).toEqual([{ label: 10, payload: bytes('7E E7 7E E7') }]);
  });

  test('noise before a message is skipped, even noise that looks like a start', () => {
    const noise = bytes('00 E7 7E 7E 55 04 FF FF');
    expect(readMessages(joined(noise, widgetSerialAnswer)).messages).toHaveLength(1);
  });

  test('a message without its end mark is dropped and the next one found', () => {
    const broken = bytes('7E 0A 04 00 27 04 19 20 00');
    const { messages } = readMessages(joined(broken, widgetParametersAnswer));
    expect(messages.map((message) => message.label)).toEqual([3]);
  });

  test('a length that cannot be is no message', () => {
    const { messages } = readMessages(joined(bytes('7E 05 59 02 00'), widgetSerialAnswer));
    expect(messages.map((message) => message.label)).toEqual([10]);
  });

  test('answers that are too short say nothing', () => {
    expect(decodeSerialNumber(bytes('01 02 03'))).toBeNull();
    expect(decodeParameters(bytes('01 02'))).toBeNull();
  });
});
