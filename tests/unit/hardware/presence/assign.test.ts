import { expect, test } from 'vitest';
import { assign } from '../../../../hardware/presence/assign.ts';
import { defaultMount, toBooth } from '../../../../hardware/presence/index.ts';

const at = (xMm: number, zMm: number) => ({ xMm, zMm });
const place = (xMm: number, zMm: number, reachMm = 600) => ({ xMm, zMm, reachMm });

test('matching most people comes first, the least total way second', () => {
  // Greedily, the first would take the second's place and leave one over.
  expect(assign([at(0, 1000), at(400, 1000)], [place(300, 1000), place(-500, 1000)])).toEqual([
    1, 0,
  ]);
  expect(assign([at(0, 0), at(100, 0)], [place(90, 0), place(10, 0)])).toEqual([1, 0]);
});

test('nobody is matched beyond reach', () => {
  expect(assign([at(0, 0)], [place(700, 0)])).toEqual([null]);
  expect(assign([at(0, 0)], [])).toEqual([null]);
  expect(assign([], [place(0, 0)])).toEqual([]);
});

test('radar x is booth x, y is z; a module mounted the other way up is mirrored', () => {
  expect(toBooth({ xMm: 300, yMm: 1500 }, defaultMount)).toEqual({ xMm: 300, zMm: 1500 });
  expect(toBooth({ xMm: 300, yMm: 1500 }, { ...defaultMount, mirrored: true })).toEqual({
    xMm: -300,
    zMm: 1500,
  });
  const turned = toBooth({ xMm: 0, yMm: 1000 }, { ...defaultMount, yawDeg: 90, zMm: 50 });
  expect(turned.xMm).toBeCloseTo(1000);
  expect(turned.zMm).toBeCloseTo(50);
});
