import { useEffect, useState } from 'react';
import { type Clock, keepSubscribed, type Live, type Subscribe } from './live.ts';

const browserClock: Clock = {
  nowMs: () => Date.now(),
  after: (delayMs, task) => {
    const id = setTimeout(task, delayMs);
    return () => clearTimeout(id);
  },
};

/** The newest value of a subscription. `subscribe` must keep its identity between renders. */
export function useLive<T>(subscribe: Subscribe<T>): Live<T> {
  const [live, setLive] = useState<Live<T>>(() => ({
    value: null,
    link: 'connecting',
    sinceMs: Date.now(),
  }));
  useEffect(() => keepSubscribed(subscribe, browserClock, setLive), [subscribe]);
  return live;
}

/** Wall clock, ms, for showing ages; renewed every `everyMs`. */
export function useNow(everyMs: number): number {
  const [nowMs, setNowMs] = useState(() => Date.now());
  useEffect(() => {
    const id = setInterval(() => setNowMs(Date.now()), everyMs);
    return () => clearInterval(id);
  }, [everyMs]);
  return nowMs;
}
