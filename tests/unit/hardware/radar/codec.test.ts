import { describe, expect, test } from 'vitest';
import {
  command,
  decodeVersion,
  encodeCommand,
  readFrames,
  signedMagnitude,
} from '../../../../hardware/radar/ld2450/codec.ts';
import { seeded } from '../../../../hardware/simulate/index.ts';
import {
  bytes,
  joined,
  radarAskVersion,
  radarEmpty,
  radarEnableAnswer,
  radarEnableConfig,
  radarEndConfig,
  radarMultiTarget,
  radarReport,
  radarVersionAnswer,
} from '../vectors.ts';

const person = { xMm: -782, yMm: 1713, speedMmPerS: -160, resolutionMm: 320 };

test('sign and magnitude, the sign upside down', () => {
  expect(signedMagnitude(0x030e)).toBe(-782);
  expect(signedMagnitude(0x86b1)).toBe(1713);
  expect(signedMagnitude(0x8000)).toBe(0);
  expect(signedMagnitude(0x0000)).toBe(0);
  expect(signedMagnitude(0xffff)).toBe(32767);
  expect(signedMagnitude(0x7fff)).toBe(-32767);
});

test('the published report holds one person', () => {
  const { frames, rest } = readFrames(radarReport);
  expect(frames).toMatchObject([{ type: 'report', targets: [person] }]);
  expect(rest).toHaveLength(0);
});

test('an empty room is a report without targets', () => {
  expect(readFrames(radarEmpty).frames).toMatchObject([{ type: 'report', targets: [] }]);
});

test('commands are the published bytes', () => {
  expect(encodeCommand(command.enableConfig, [1, 0])).toEqual(radarEnableConfig);
  expect(encodeCommand(command.version)).toEqual(radarAskVersion);
  expect(encodeCommand(command.multiTarget)).toEqual(radarMultiTarget);
  expect(encodeCommand(command.endConfig)).toEqual(radarEndConfig);
});

test('answers carry their command, success and value', () => {
  const { frames } = readFrames(joined(radarEnableAnswer, radarVersionAnswer));
  expect(frames).toMatchObject([
    { type: 'answer', answer: { command: 0xff, ok: true } },
    { type: 'answer', answer: { command: 0xa0, ok: true } },
  ]);
  const [, version] = frames;
  expect(version?.type === 'answer' ? decodeVersion(version.answer.value) : '').toBe(
    'V1.02.22062416',
  );
});

describe('a stream as wires deliver it', () => {
  test('cut anywhere', () => {
    const stream = joined(radarReport, radarVersionAnswer, radarEmpty);
    for (let cut = 0; cut <= stream.length; cut += 1) {
      const first = readFrames(stream.slice(0, cut));
      const second = readFrames(joined(first.rest, stream.slice(cut)));
      expect([...first.frames, ...second.frames].map((frame) => frame.type)).toEqual([
        'report',
        'answer',
        'report',
      ]);
    }
  });

  test('several reports at once', () => {
    const stream = joined(radarReport, radarReport, radarReport);
    expect(readFrames(stream).frames).toHaveLength(3);
  });

  test('one bad tail costs one report', () => {
    const bad = radarReport.slice();
    bad[29] = 0xcd;
    expect(readFrames(joined(bad, radarReport)).frames).toMatchObject([{ targets: [person] }]);
  });

  test('a tail inside the data ends nothing', () => {
    const tricky = radarReport.slice();
    tricky.set([0x55, 0xcc], 12);
    expect(readFrames(tricky).frames).toHaveLength(1);
  });

  test('a head cut off by another head', () => {
    expect(readFrames(joined(bytes('AA FF 03'), radarReport)).frames).toHaveLength(1);
    expect(readFrames(joined(bytes('AA AA FF'), radarReport)).frames).toHaveLength(1);
  });

  test('an answer of impossible length is noise', () => {
    const noise = bytes('FD FC FB FA FF FF A0 01');
    expect(readFrames(joined(noise, radarReport)).frames).toHaveLength(1);
  });

  test('garbage between reports: every report is found, nothing grows without end', () => {
    const random = seeded(7);
    let pending: Uint8Array = new Uint8Array(0);
    let found = 0;
    for (let round = 0; round < 400; round += 1) {
      const noise = Uint8Array.from({ length: Math.floor(random() * 12) }, () =>
        Math.floor(random() * 0xa0),
      );
      const { frames, rest } = readFrames(joined(pending, noise, radarReport));
      found += frames.length;
      pending = rest;
      expect(pending.length).toBeLessThan(80);
    }
    expect(found).toBe(400);
  });
});
