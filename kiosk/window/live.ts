/** A subscription that is kept up: whatever ends it, it is taken up again. */

export interface Live<T> {
  /** The newest value; kept while the link is lost, so that a page need not go blank. */
  readonly value: T | null;
  readonly link: 'connecting' | 'live' | 'lost';
  /** Clock time of the last change of `link`, ms. */
  readonly sinceMs: number;
}

export interface SubscriptionHandlers<T> {
  readonly onStarted: () => void;
  readonly onData: (value: T) => void;
  readonly onError: (error: unknown) => void;
  readonly onComplete: () => void;
  readonly onConnectionStateChange: (state: { state: string; error: unknown }) => void;
}

export type Subscribe<T> = (handlers: SubscriptionHandlers<T>) => { unsubscribe: () => void };

export interface Clock {
  readonly nowMs: () => number;
  /** Runs `task` after `delayMs`; the result cancels it. */
  readonly after: (delayMs: number, task: () => void) => () => void;
}

/** 0.5, 1, 2, 4, then 5 s: a restarted host is found within seconds, a dead one is not flooded. */
export const waitBeforeRetryMs = (failures: number): number =>
  Math.min(5_000, 500 * 2 ** Math.min(failures, 10));

/**
 * Subscribes until the returned function is called. `onChange` is called with every value and with
 * every change of the link. A browser's own event source gives up for good on an HTTP error status;
 * this does not.
 */
export function keepSubscribed<T>(
  subscribe: Subscribe<T>,
  clock: Clock,
  onChange: (live: Live<T>) => void,
): () => void {
  let live: Live<T> = { value: null, link: 'connecting', sinceMs: clock.nowMs() };
  let failures = 0;
  let attemptNumber = 0;
  let unsubscribe = () => {};
  let cancelRetry = () => {};
  let over = false;

  const set = (link: Live<T>['link'], value: T | null = live.value) => {
    if (link === live.link && value === live.value) return;
    live = { value, link, sinceMs: link === live.link ? live.sinceMs : clock.nowMs() };
    onChange(live);
  };

  const attempt = () => {
    attemptNumber += 1;
    const mine = attemptNumber;
    const current = () => !over && mine === attemptNumber;
    const ended = () => {
      if (!current()) return;
      attemptNumber += 1;
      set('lost');
      cancelRetry = clock.after(waitBeforeRetryMs(failures), attempt);
      failures += 1;
    };
    ({ unsubscribe } = subscribe({
      onStarted: () => {},
      onData: (value) => {
        if (!current()) return;
        failures = 0;
        set('live', value);
      },
      onError: ended,
      onComplete: ended,
      onConnectionStateChange: ({ state, error }) => {
        // The event source itself is trying again; no need to compete with it.
        if (current() && state === 'connecting' && error !== null) set('lost');
      },
    }));
  };

  attempt();
  return () => {
    over = true;
    cancelRetry();
    unsubscribe();
  };
}
