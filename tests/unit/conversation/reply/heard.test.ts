import { expect, it } from 'vitest';
import { heardText } from '../../../../kiosk/conversation/reply/heard.ts';

it('keeps whole what was heard whole, and joins sentences', () => {
  expect(
    heardText([
      { text: 'I was born by the sea.', durationMs: 2_000, heardMs: 2_000 },
      { text: 'My father built boats.', durationMs: 2_000, heardMs: 1_990 },
    ]),
  ).toBe('I was born by the sea. My father built boats.');
});

it('cuts an interrupted sentence back to the last whole word', () => {
  expect(heardText([{ text: 'I was born by the sea.', durationMs: 2_000, heardMs: 1_100 }])).toBe(
    'I was born',
  );
});

it('cuts Chinese by the character', () => {
  expect(heardText([{ text: '我小时候住在河边。', durationMs: 900, heardMs: 500 }])).toBe(
    '我小时候住',
  );
});

it('never counts what did not sound', () => {
  expect(heardText([{ text: 'Unheard.', durationMs: 800, heardMs: 0 }])).toBe('');
});
