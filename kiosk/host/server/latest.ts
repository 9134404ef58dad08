/**
 * The current value at once, then the newest after every change, never more than one each `minGapMs`.
 * A slow reader skips values; it never makes a queue. Ends when `signal` aborts.
 */
export async function* latest<T>(options: {
  readonly current: () => T;
  readonly onChange: (listener: (value: T) => void) => () => void;
  readonly signal: AbortSignal;
  /** 0 = as fast as the reader reads. */
  readonly minGapMs: number;
}): AsyncGenerator<T, void, undefined> {
  const { current, onChange, signal, minGapMs } = options;
  let changed: { readonly value: T } | null = null;
  let wake: (() => void) | null = null;
  const poke = (): void => {
    const resume = wake;
    wake = null;
    resume?.();
  };
  const unsubscribe = onChange((value) => {
    changed = { value };
    poke();
  });
  signal.addEventListener('abort', poke);
  try {
    if (signal.aborted) return;
    yield current();
    while (!signal.aborted) {
      if (minGapMs > 0) await pause(minGapMs, signal);
      if (changed === null && !signal.aborted) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
      const next = taken();
      if (next !== null && !signal.aborted) yield next.value;
    }
  } finally {
    signal.removeEventListener('abort', poke);
    unsubscribe();
  }

  function taken(): { readonly value: T } | null {
    const value = changed;
    changed = null;
    return value;
  }
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) {
      resolve();
      return;
    }
    const done = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener('abort', done);
  });
}
