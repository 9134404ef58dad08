/** The state of each part of the booth, in words a person can act on. */
import type { PartHealth } from './contract.ts';

export type PartState = PartHealth['state'];

export interface Trouble {
  readonly cause: string;
  readonly effect: string;
  readonly remedy: string;
}

export interface Health {
  set(part: string, state: 'ok' | 'starting'): void;
  set(part: string, state: 'degraded' | 'down', trouble: Trouble): void;
  list(): readonly PartHealth[];
  onChange(listener: (parts: readonly PartHealth[]) => void): () => void;
}

/** `sinceMs` of a part is when it entered its state; saying the same again changes nothing. */
export function createHealth(now: () => number): Health {
  const parts = new Map<string, PartHealth>();
  const listeners = new Set<(parts: readonly PartHealth[]) => void>();
  return {
    set: (part: string, state: PartState, trouble?: Trouble) => {
      const words = trouble ?? { cause: '', effect: '', remedy: '' };
      const before = parts.get(part);
      if (before !== undefined && before.state === state && before.cause === words.cause) return;
      const sinceMs = before?.state === state ? before.sinceMs : now();
      parts.set(part, { part, state, sinceMs, ...words });
      const all = [...parts.values()];
      for (const listener of [...listeners]) listener(all);
    },
    list: () => [...parts.values()],
    onChange: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** The whole is as well as its worst part; a part still starting does not make it ill. */
export function overall(parts: readonly PartHealth[]): 'ok' | 'degraded' | 'down' {
  if (parts.some((part) => part.state === 'down')) return 'down';
  if (parts.some((part) => part.state === 'degraded')) return 'degraded';
  return 'ok';
}
