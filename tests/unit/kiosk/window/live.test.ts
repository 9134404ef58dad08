import { describe, expect, it } from 'vitest';
import {
  type Clock,
  keepSubscribed,
  type Live,
  type SubscriptionHandlers,
  waitBeforeRetryMs,
} from '../../../../kiosk/window/index.ts';

/** A line that the test connects and cuts, on a clock that the test turns. */
function line() {
  let nowMs = 0;
  let due: { atMs: number; task: () => void } | null = null;
  const clock: Clock = {
    nowMs: () => nowMs,
    after: (delayMs, task) => {
      due = { atMs: nowMs + delayMs, task };
      return () => {
        due = null;
      };
    },
  };
  const attempts: { handlers: SubscriptionHandlers<string>; open: boolean }[] = [];
  const seen: Live<string>[] = [];
  const stop = keepSubscribed<string>(
    (handlers) => {
      const attempt = { handlers, open: true };
      attempts.push(attempt);
      return {
        unsubscribe: () => {
          attempt.open = false;
        },
      };
    },
    clock,
    (live) => seen.push(live),
  );
  const last = () => {
    const attempt = attempts.at(-1);
    if (attempt === undefined) throw new Error('no attempt');
    return attempt.handlers;
  };
  const pass = (ms: number) => {
    nowMs += ms;
    if (due !== null && due.atMs <= nowMs) {
      const { task } = due;
      due = null;
      task();
    }
  };
  return { attempts, seen, stop, last, pass, waiting: () => due !== null };
}

describe('a subscription that is kept up', () => {
  it('passes every value on', () => {
    const { last, seen } = line();
    last().onData('a');
    last().onData('b');
    expect(seen.map(({ value, link }) => [value, link])).toEqual([
      ['a', 'live'],
      ['b', 'live'],
    ]);
  });

  it('keeps the last value when the line is cut, and takes it up again', () => {
    const { last, seen, pass, attempts } = line();
    last().onData('a');
    pass(1000);
    last().onError(new Error('503'));
    expect(seen.at(-1)).toEqual({ value: 'a', link: 'lost', sinceMs: 1000 });
    pass(499);
    expect(attempts).toHaveLength(1);
    pass(1);
    expect(attempts).toHaveLength(2);
    last().onData('b');
    expect(seen.at(-1)).toEqual({ value: 'b', link: 'live', sinceMs: 1500 });
  });

  it('waits longer after each failure and forgets them after a success', () => {
    const { last, pass, attempts } = line();
    for (const [failures, waitMs] of [500, 1000, 2000, 4000, 5000, 5000].entries()) {
      expect(waitBeforeRetryMs(failures)).toBe(waitMs);
      last().onComplete();
      pass(waitMs - 1);
      expect(attempts).toHaveLength(failures + 1);
      pass(1);
      expect(attempts).toHaveLength(failures + 2);
    }
    last().onData('a');
    last().onError(new Error('gone'));
    pass(500);
    expect(attempts).toHaveLength(8);
  });

  it('shows the loss but leaves the retry to the event source while that is trying', () => {
    const { last, seen, attempts, waiting } = line();
    last().onData('a');
    last().onConnectionStateChange({ state: 'connecting', error: new Error('reset') });
    expect(seen.at(-1)?.link).toBe('lost');
    expect(waiting()).toBe(false);
    expect(attempts).toHaveLength(1);
    last().onData('a');
    expect(seen.at(-1)?.link).toBe('live');
  });

  it('ignores what an ended attempt still says', () => {
    const { attempts, seen, last, pass } = line();
    last().onError(new Error('x'));
    pass(500);
    attempts[0]?.handlers.onData('late');
    attempts[0]?.handlers.onError(new Error('late'));
    expect(seen.at(-1)?.value).toBeNull();
    expect(attempts).toHaveLength(2);
  });

  it('stops for good: unsubscribed, no retry, no more news', () => {
    const { attempts, seen, stop, last, pass } = line();
    last().onError(new Error('x'));
    stop();
    pass(60_000);
    expect(attempts).toHaveLength(1);
    expect(attempts[0]?.open).toBe(false);
    const told = seen.length;
    last().onData('late');
    expect(seen).toHaveLength(told);
  });
});
