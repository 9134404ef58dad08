import { describe, expect, it } from 'vitest';
import { failuresAfter, waitMs } from '../../../../kiosk/host/children/back-off.ts';
import { childHealth } from '../../../../kiosk/host/children/index.ts';

const backOff = { minMs: 250, maxMs: 10_000 };

describe('the wait before a child starts again', () => {
  it('doubles to a ceiling', () => {
    const waits = [1, 2, 3, 4, 5, 6, 7, 8, 1000].map((failures) => waitMs(failures, backOff, 1));
    expect(waits).toEqual([250, 500, 1000, 2000, 4000, 8000, 10_000, 10_000, 10_000]);
  });

  it('is spread by a fifth, so that children do not come back together', () => {
    expect(waitMs(3, backOff, 0)).toBe(800);
    expect(waitMs(3, backOff, 0.5)).toBe(900);
  });

  it('starts over after a healthy run', () => {
    expect(failuresAfter(4, 100, 10_000)).toBe(5);
    expect(failuresAfter(4, 10_000, 10_000)).toBe(1);
  });
});

describe('a child’s health', () => {
  const words = {
    who: 'The speech process',
    effect: 'Visitors can type but not speak.',
    remedy: 'See var/log/booth.jsonl.',
  };
  const last = { exitCode: null, signal: 'SIGSEGV', failedToStart: null } as const;

  it('is degraded after a fall and down in a loop, with cause, effect and remedy', () => {
    expect(
      childHealth({ is: 'waiting', failures: 1, nextMs: 5, last, looping: false }, words),
    ).toEqual({
      state: 'degraded',
      trouble: {
        cause: 'The speech process was ended by SIGSEGV.',
        effect: 'Visitors can type but not speak.',
        remedy: 'It is being started again by itself.',
      },
    });
    expect(
      childHealth({ is: 'waiting', failures: 4, nextMs: 5, last, looping: true }, words),
    ).toMatchObject({
      state: 'down',
      trouble: {
        cause: 'The speech process was ended by SIGSEGV, 4 times in a row.',
        remedy: 'See var/log/booth.jsonl.',
      },
    });
    expect(childHealth({ is: 'up', pid: 1, sinceMs: 1 }, words)).toEqual({
      state: 'ok',
      trouble: null,
    });
  });
});
