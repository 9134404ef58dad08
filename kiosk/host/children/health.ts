/** A child's state as a part of the booth's health. Pure. */
import type { PartState, Trouble } from '../health.ts';
import type { ChildEnd, ChildState } from './supervise.ts';

/** What the booth lacks while this child is away, and what staff can do beyond waiting. */
export interface ChildWords {
  /** `The speech process`. */
  readonly who: string;
  readonly effect: string;
  readonly remedy: string;
}

export function childHealth(
  state: ChildState,
  words: ChildWords,
): { readonly state: PartState; readonly trouble: Trouble | null } {
  switch (state.is) {
    case 'starting':
      return { state: 'starting', trouble: null };
    case 'up':
      return { state: 'ok', trouble: null };
    case 'waiting':
      return {
        state: state.looping ? 'down' : 'degraded',
        trouble: {
          cause: `${words.who} ${howItEnded(state.last)}${state.looping ? `, ${state.failures} times in a row` : ''}.`,
          effect: words.effect,
          remedy: state.looping ? words.remedy : 'It is being started again by itself.',
        },
      };
    case 'stopping':
    case 'stopped':
      return {
        state: 'down',
        trouble: {
          cause: `${words.who} was stopped (${state.reason}).`,
          effect: words.effect,
          remedy: 'Start the booth again.',
        },
      };
  }
}

export function howItEnded(end: ChildEnd): string {
  if (end.failedToStart !== null) return `could not be started (${end.failedToStart})`;
  if (end.signal !== null) return `was ended by ${end.signal}`;
  return `ended with exit code ${end.exitCode ?? 'unknown'}`;
}
