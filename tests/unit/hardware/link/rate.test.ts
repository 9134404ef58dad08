import { expect, test } from 'vitest';
import { countRate, newRate, rateHz } from '../../../../hardware/link/index.ts';

test('ten a second are ten hertz, and silence counts down to nothing', () => {
  let meter = newRate(3000);
  for (let nowMs = 0; nowMs <= 3000; nowMs += 100) meter = countRate(meter, nowMs);
  expect(rateHz(meter, 3000)).toBeCloseTo(10, 0);
  expect(rateHz(meter, 4500)).toBeLessThan(7);
  expect(rateHz(meter, 9000)).toBe(0);
});
