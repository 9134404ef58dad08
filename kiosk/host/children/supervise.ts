/** Keeps one child process running: restarts with back-off, stops in order, tells what state it is in. */
import type { ChildProcess } from 'node:child_process';
import type { Log } from '../log.ts';
import { type BackOff, failuresAfter, loopAfter, waitMs } from './back-off.ts';

export interface ChildEnd {
  readonly exitCode: number | null;
  readonly signal: NodeJS.Signals | null;
  /** System code when it could not even start, such as ENOENT. */
  readonly failedToStart: string | null;
}

export type ChildState =
  | { readonly is: 'starting' }
  | { readonly is: 'up'; readonly pid: number; readonly sinceMs: number }
  | {
      readonly is: 'waiting';
      readonly failures: number;
      readonly nextMs: number;
      readonly last: ChildEnd;
      /** It keeps failing: the booth goes on without it and keeps trying. */
      readonly looping: boolean;
    }
  | { readonly is: 'stopping'; readonly reason: string }
  | { readonly is: 'stopped'; readonly reason: string };

export interface Supervised<C extends ChildProcess> {
  readonly name: string;
  readonly state: ChildState;
  readonly restarts: number;
  /** The running child; null while there is none. */
  readonly child: C | null;
  onUp(listener: (child: C) => void): () => void;
  onDown(listener: (end: ChildEnd) => void): () => void;
  /** A child that hangs: ends it and lets it come back. */
  restart(reason: string): void;
  /** Asks, then SIGTERM at once (or when `askToStop` stays unanswered), SIGKILL after the deadline. Resolves when it is gone. */
  stop(reason: string): Promise<void>;
}

export interface SuperviseOptions<C extends ChildProcess> {
  readonly name: string;
  /** `fork(...)` or `spawn(...)`. A throw counts as a failed start. */
  readonly start: () => C;
  readonly backOff: BackOff;
  /** A run this long forgives earlier failures. */
  readonly healthyAfterMs: number;
  /** From the request to stop to SIGKILL. */
  readonly deadlineMs: number;
  readonly now: () => number;
  /** 0..1. */
  readonly random: () => number;
  /** Says goodbye in the child's own protocol; without it SIGTERM does. */
  readonly askToStop?: (child: C, reason: string) => void;
  readonly onState?: (state: ChildState) => void;
  readonly log: Log;
}

export function supervise<C extends ChildProcess>(options: SuperviseOptions<C>): Supervised<C> {
  const { name, backOff, healthyAfterMs, deadlineMs, now, random } = options;
  const log = options.log.part(name);
  const upListeners = new Set<(child: C) => void>();
  const downListeners = new Set<(end: ChildEnd) => void>();
  const gone: (() => void)[] = [];
  let state: ChildState = { is: 'starting' };
  let child: C | null = null;
  let restarts = 0;
  let failures = 0;
  let timer: NodeJS.Timeout | null = null;
  let killer: NodeJS.Timeout | null = null;

  function become(next: ChildState): void {
    state = next;
    options.onState?.(next);
  }

  function launch(): void {
    timer = null;
    become({ is: 'starting' });
    const startedMs = now();
    let started: C;
    try {
      started = options.start();
    } catch (error) {
      ended(startedMs, { exitCode: null, signal: null, failedToStart: codeOf(error) });
      return;
    }
    child = started;
    let over = false;
    const end = (how: ChildEnd): void => {
      if (over) return;
      over = true;
      ended(startedMs, how);
    };
    started.once('spawn', () => {
      if (over || state.is !== 'starting') return;
      become({ is: 'up', pid: started.pid ?? 0, sinceMs: now() });
      log.info('child-up', { pid: started.pid ?? 0 });
      for (const listener of [...upListeners]) listener(started);
    });
    started.on('error', (error) => {
      // Also comes for a message that could not be sent; only a child that never ran ends here.
      if (started.pid === undefined) {
        end({ exitCode: null, signal: null, failedToStart: codeOf(error) });
      } else log.warn('child-error', { code: codeOf(error) });
    });
    // A broken pipe to a dying child is no news: its exit is.
    started.stdin?.on('error', () => undefined);
    started.once('exit', (exitCode, signal) => end({ exitCode, signal, failedToStart: null }));
  }

  function ended(startedMs: number, end: ChildEnd): void {
    const wasUp = child !== null;
    child = null;
    if (killer !== null) clearTimeout(killer);
    killer = null;
    if (wasUp) for (const listener of [...downListeners]) listener(end);
    if (state.is === 'stopping' || state.is === 'stopped') {
      finish(state.reason);
      return;
    }
    failures = failuresAfter(failures, now() - startedMs, healthyAfterMs);
    const delayMs = waitMs(failures, backOff, random());
    const looping = failures >= loopAfter;
    log[looping ? 'error' : 'warn'](looping ? 'child-loops' : 'child-down', {
      ...(end.exitCode === null ? {} : { exitCode: end.exitCode }),
      ...(end.signal === null ? {} : { signal: end.signal }),
      ...(end.failedToStart === null ? {} : { code: end.failedToStart }),
      count: failures,
      ms: delayMs,
    });
    restarts++;
    timer = setTimeout(launch, delayMs);
    become({ is: 'waiting', failures, nextMs: now() + delayMs, last: end, looping });
  }

  function finish(reason: string): void {
    become({ is: 'stopped', reason });
    for (const tell of gone.splice(0)) tell();
  }

  function terminate(target: C, how: 'term' | 'ask', reason: string): void {
    if (how === 'ask' && options.askToStop) {
      try {
        options.askToStop(target, reason);
      } catch {
        target.kill('SIGTERM');
      }
    } else target.kill('SIGTERM');
    if (killer !== null) return;
    killer = setTimeout(() => {
      log.warn('child-killed', { pid: target.pid ?? 0, reason });
      target.kill('SIGKILL');
    }, deadlineMs);
  }

  launch();
  return {
    name,
    get state() {
      return state;
    },
    get restarts() {
      return restarts;
    },
    get child() {
      return state.is === 'up' ? child : null;
    },
    onUp: (listener) => {
      upListeners.add(listener);
      if (state.is === 'up' && child !== null) listener(child);
      return () => upListeners.delete(listener);
    },
    onDown: (listener) => {
      downListeners.add(listener);
      return () => downListeners.delete(listener);
    },
    restart: (reason) => {
      if (child === null || (state.is !== 'up' && state.is !== 'starting')) return;
      log.warn('child-restart', { reason });
      terminate(child, 'term', reason);
    },
    stop: (reason) => {
      if (state.is === 'stopped') return Promise.resolve();
      const done = new Promise<void>((resolve) => {
        gone.push(resolve);
      });
      if (state.is === 'stopping') return done;
      if (timer !== null) clearTimeout(timer);
      timer = null;
      become({ is: 'stopping', reason });
      if (child === null) finish(reason);
      else terminate(child, 'ask', reason);
      return done;
    },
  };
}

function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  return 'code' in error ? String(error.code) : error.name;
}
