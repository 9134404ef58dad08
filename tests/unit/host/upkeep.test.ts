import { expect, it } from 'vitest';
import { diskTrouble } from '../../../kiosk/host/upkeep.ts';

it('says how much is free, what is lost and what to do when the disk fills up', () => {
  expect(diskTrouble(120 * 1_048_576, 500, 'var')).toMatchObject({
    cause: '120 MB are free on the disk of var; 500 are wanted.',
    remedy: expect.stringContaining('RUMIAN_VAR'),
  });
});

it('is quiet with room enough, and where the file system does not tell', () => {
  expect(diskTrouble(600 * 1_048_576, 500, 'var')).toBeNull();
  expect(diskTrouble(null, 500, 'var')).toBeNull();
});
