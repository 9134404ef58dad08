import { useCallback, useEffect, useState } from 'react';

export interface Asked<T> {
  readonly value: T | null;
  readonly failed: boolean;
  readonly again: () => Promise<void>;
}

/** The answer to a query, asked again every `everyMs` and on demand. `ask` must keep its identity. */
export function useAsked<T>(ask: () => Promise<T>, everyMs: number): Asked<T> {
  const [value, setValue] = useState<T | null>(null);
  const [failed, setFailed] = useState(false);
  const again = useCallback(async () => {
    try {
      setValue(await ask());
      setFailed(false);
    } catch {
      setFailed(true);
    }
  }, [ask]);
  useEffect(() => {
    void again();
    const id = setInterval(() => void again(), everyMs);
    return () => clearInterval(id);
  }, [again, everyMs]);
  return { value, failed, again };
}
