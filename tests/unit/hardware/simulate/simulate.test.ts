import { expect, test } from 'vitest';
import { faultyWire, type WireFault, wireFaults } from '../../../../hardware/simulate/faults.ts';
import { comeTalkAndGo, readWalk, seeded } from '../../../../hardware/simulate/index.ts';

const chunk = Uint8Array.from({ length: 30 }, (_, index) => index);
const passAll = (fault: WireFault, times: number) => {
  const wire = faultyWire(seeded(4));
  wire.setFault(fault);
  return Array.from({ length: times }, () => wire.pass(chunk)).flat();
};
const joinedLength = (chunks: readonly Uint8Array[]) =>
  chunks.reduce((sum, each) => sum + each.length, 0);

test('each fault does what it says, and no more', () => {
  expect(passAll('none', 3)).toEqual([chunk, chunk, chunk]);
  expect(passAll('silent', 3)).toEqual([]);
  expect(joinedLength(passAll('split', 5))).toBe(150);
  expect(passAll('split', 5).length).toBe(10);
  expect(passAll('joined', 6).map((each) => each.length)).toEqual([90, 90]);
  const corrupted = passAll('corrupted', 40);
  const wrong = corrupted.map((each) => each.filter((byte, index) => byte !== chunk[index]).length);
  expect(new Set(wrong)).toEqual(new Set([0, 1]));
  for (const each of passAll('junk', 20)) expect(each.slice(-30)).toEqual(chunk);
  expect(wireFaults).toContain('none');
});

test('a seed tells the same luck again', () => {
  const draw = (seed: number) => Array.from({ length: 5 }, seeded(seed));
  expect(draw(9)).toEqual(draw(9));
  expect(draw(9)).not.toEqual(draw(10));
  for (const value of draw(123)) expect(value >= 0 && value < 1).toBe(true);
});

test('walks from outside are read strictly', () => {
  expect(readWalk(comeTalkAndGo)).toEqual({ path: comeTalkAndGo });
  for (const bad of [
    null,
    [],
    [{}],
    [{ atMs: 0, xMm: 'near', zMm: 1 }],
    [{ atMs: -1, xMm: 0, zMm: 1 }],
    [{ atMs: 0, xMm: 0, zMm: Number.NaN }],
    [{ atMs: 0, xMm: 90_000, zMm: 1 }],
    [
      { atMs: 5, xMm: 0, zMm: 1 },
      { atMs: 5, xMm: 0, zMm: 1 },
    ],
  ]) {
    expect(readWalk(bad)).toMatchObject({ code: 'bad-walk' });
  }
});
