/** Console sessions: opened by the PIN, closed by idleness. In memory only: a restart locks the console. */
import { randomBytes } from 'node:crypto';
import type { CallerSession, LoginOutcome } from './context.ts';
import { sameSecret } from './guard.ts';
import { afterFailure, noTries, type PinTries, waitBeforeTryMs } from './pin.ts';

export interface Sessions {
  valid(token: string | undefined): boolean;
  touch(token: string | undefined): void;
  /** The session of one request; `setCookie` is called with a new token, or null to remove it. */
  forCaller(token: string | undefined, setCookie: (token: string | null) => void): CallerSession;
}

const mostSessions = 16;

export function createSessions(options: {
  readonly pin: string;
  readonly idleMs: number;
  readonly now: () => number;
}): Sessions {
  const { pin, idleMs, now } = options;
  const lastTouchMs = new Map<string, number>();
  let tries: PinTries = noTries;

  function valid(token: string | undefined): boolean {
    if (token === undefined) return false;
    const touchedMs = lastTouchMs.get(token);
    if (touchedMs === undefined) return false;
    if (now() - touchedMs <= idleMs) return true;
    lastTouchMs.delete(token);
    return false;
  }

  function touch(token: string | undefined): void {
    if (token !== undefined && valid(token)) lastTouchMs.set(token, now());
  }

  function login(given: string): { outcome: LoginOutcome; token: string | null } {
    const waitMs = waitBeforeTryMs(tries, now());
    if (waitMs > 0) {
      const seconds = Math.ceil(waitMs / 1000);
      return {
        token: null,
        outcome: {
          ok: false,
          waitMs,
          problem: {
            code: 'pin-wait',
            cause: 'Too many wrong PINs.',
            remedy: `Try again in ${seconds} s.`,
          },
        },
      };
    }
    if (!sameSecret(given, pin)) {
      tries = afterFailure(tries, now());
      return {
        token: null,
        outcome: {
          ok: false,
          waitMs: waitBeforeTryMs(tries, now()),
          problem: {
            code: 'pin-wrong',
            cause: 'That is not the PIN.',
            remedy: 'The PIN is console.pin in booth.json.',
          },
        },
      };
    }
    tries = noTries;
    const token = randomBytes(32).toString('base64url');
    const oldest = [...lastTouchMs].sort((a, b) => a[1] - b[1])[0];
    if (lastTouchMs.size >= mostSessions && oldest !== undefined) lastTouchMs.delete(oldest[0]);
    lastTouchMs.set(token, now());
    return { token, outcome: { ok: true, waitMs: 0 } };
  }

  return {
    valid,
    touch,
    forCaller: (cookie, setCookie) => {
      let token = cookie;
      return {
        authenticated: () => valid(token),
        touch: () => touch(token),
        login: (given) => {
          const { outcome, token: opened } = login(given);
          if (opened !== null) {
            token = opened;
            setCookie(opened);
          }
          return outcome;
        },
        logout: () => {
          if (token !== undefined) lastTouchMs.delete(token);
          token = undefined;
          setCookie(null);
        },
      };
    },
  };
}
