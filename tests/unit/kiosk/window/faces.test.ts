import { expect, it } from 'vitest';
import { signsOf } from '../../../../kiosk/window/index.ts';

it('gathers every sign of the sentences once, characters beyond the basic plane whole', () => {
  expect(signsOf({ a: '再见', b: { c: '再来𠮷' } }, { a: 'see' })).toBe('再见来𠮷se');
});
