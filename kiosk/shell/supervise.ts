/** Keeps a browser running: starts it, starts it again after an accident, and ends it for good. */
import type {
  Gone,
  Opened,
  Shell,
  ShellKind,
  ShellLog,
  ShellProblem,
  WindowName,
} from './contract.ts';
import { restartAfter } from './ladder.ts';

/** One life of a browser process. */
export interface Life {
  readonly devToolsUrl: string | null;
  /** Settles with the cause once the process has ended, for whatever reason. */
  readonly ended: Promise<string>;
  picture(window: WindowName): Promise<Uint8Array | null>;
  reload(window: WindowName): Promise<boolean>;
  /** Ends the process and cleans up; settles when nothing is left. */
  end(): Promise<void>;
}

export type Launched =
  | { readonly ok: true; readonly life: Life }
  | { readonly ok: false; readonly problem: ShellProblem };

export interface Launch {
  readonly kind: ShellKind;
  readonly headless: boolean;
  /** @param report a single window went away and is being mended */
  start(report: (gone: Gone) => void, signal: AbortSignal): Promise<Launched>;
}

export interface Clock {
  nowMs(): number;
  /** Settles after this time, or at once when the signal is aborted. */
  wait(ms: number, signal: AbortSignal): Promise<void>;
}

/**
 * Opens the windows and keeps them open until `close` or the signal.
 * Only the first start can be refused; later accidents are told through `onGone`.
 */
export async function supervise(
  launch: Launch,
  { log, clock, signal }: { log: ShellLog; clock: Clock; signal: AbortSignal },
): Promise<Opened> {
  const listeners = new Set<(gone: Gone) => void>();
  const closing = new AbortController();
  const stop = AbortSignal.any([closing.signal, signal]);
  const tell = (gone: Gone) => {
    log(
      `${gone.window ?? 'all windows'} gone: ${gone.cause}; ${
        gone.next.do === 'back' ? `back in ${gone.next.inMs} ms` : 'gave up'
      }`,
    );
    for (const listener of listeners) listener(gone);
  };

  const first = await launch.start(tell, stop);
  if (!first.ok) return first;
  let life: Life | null = first.life;

  const keepAlive = async (): Promise<void> => {
    const endsAtMs: number[] = [];
    while (life !== null && !stop.aborted) {
      const cause = await life.ended;
      await life.end();
      life = null;
      while (life === null && !stop.aborted) {
        const nowMs = clock.nowMs();
        endsAtMs.push(nowMs);
        const next = restartAfter(endsAtMs, nowMs);
        tell({ window: null, cause, next });
        if (next.do === 'gave-up') return;
        await clock.wait(next.inMs, stop);
        if (stop.aborted) return;
        const again = await launch.start(tell, stop);
        if (again.ok) life = again.life;
        else log(`${again.problem.cause}: ${again.problem.remedy}`);
      }
    }
  };
  const kept = keepAlive();

  const close = async (): Promise<void> => {
    closing.abort();
    await life?.end();
    await kept;
    // A start that was under way when we were closed may still have come to life.
    await life?.end();
    listeners.clear();
  };
  signal.addEventListener('abort', () => void close(), { once: true });

  const shell: Shell = {
    kind: launch.kind,
    headless: launch.headless,
    get devToolsUrl() {
      return life?.devToolsUrl ?? null;
    },
    onGone(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    picture: async (window) => (await life?.picture(window)) ?? null,
    reload: async (window) => (await life?.reload(window)) ?? false,
    close,
  };
  return { ok: true, shell };
}
