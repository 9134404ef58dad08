/** One supervised connection: the pure link state, acted out on a real port. */
import type { LinkState } from '../contract.ts';
import type { OpenPort, Port, PortOptions } from './port.ts';
import { type LinkProblem, linkProblem, type ProblemWords } from './problem.ts';
import { countRate, newRate, rateHz } from './rate.ts';
import {
  type LinkCommand,
  type LinkInput,
  type LinkMemory,
  type LinkTiming,
  newLink,
  stepLink,
} from './state.ts';

/** What a device's bytes meant. */
export interface Received {
  /** Believable frames among them. */
  readonly frames: number;
  /** Set once the device has shown what it is. */
  readonly identity: string | null;
  /** Frames arrive, but have carried the same values for too long. */
  readonly stuck: boolean;
}

/** A device's side of a link: its own state, no port, no clock. */
export interface Driver {
  readonly port: Omit<PortOptions, 'path'>;
  readonly timing: LinkTiming;
  readonly words: ProblemWords;
  /** How often `write` is asked. */
  readonly writeEveryMs: number;
  /** A fresh connection: forget everything about the last one. */
  readonly begin: (nowMs: number) => void;
  readonly read: (bytes: Uint8Array, nowMs: number) => Received;
  /** The bytes due now, or null. Asked only when everything before has left. */
  readonly write: (state: LinkState, nowMs: number) => Uint8Array | null;
}

export interface Clock {
  /** Milliseconds, never going back. */
  readonly nowMs: () => number;
  readonly every: (periodMs: number, act: () => void) => () => void;
}

export interface LinkSnapshot extends LinkMemory {
  readonly path: string;
  readonly framesHz: number;
  readonly writesSkipped: number;
}

export interface Link {
  readonly snapshot: () => LinkSnapshot;
  /** Wait until every byte has left, at most `deadlineMs`. */
  readonly flushed: (deadlineMs: number) => Promise<boolean>;
  /** Close for good. Settles when the port is closed. */
  readonly stop: () => Promise<void>;
}

export interface LinkOptions {
  readonly path: string;
  readonly driver: Driver;
  readonly openPort: OpenPort;
  readonly clock: Clock;
  readonly random: () => number;
  readonly onChange?: (snapshot: LinkSnapshot) => void;
  /** No write finished for this long: the device takes nothing more. */
  readonly stallAfterMs?: number;
  /** Bytes this soon after opening were queued before we came. */
  readonly settleMs?: number;
}

export function superviseLink(options: LinkOptions): Link {
  const { path, driver, openPort, clock, random } = options;
  const stallAfterMs = options.stallAfterMs ?? 500;
  const settleMs = options.settleMs ?? 100;
  let memory = newLink(clock.nowMs());
  let port: Port | null = null;
  let closing: Promise<void> = Promise.resolve();
  let opening: Promise<void> = Promise.resolve();
  let openedAtMs = 0;
  let begun = false;
  let writingSinceMs: number | null = null;
  let writesSkipped = 0;
  let rate = newRate();
  /** Bumped at every close, so that what a former port still says is not heard. */
  let generation = 0;

  const describe = (code: LinkProblem['code'], detail = '') =>
    linkProblem(code, path, driver.words, detail);

  const feed = (input: LinkInput, detail = '') => {
    const before = memory;
    const step = stepLink(memory, input, {
      nowMs: clock.nowMs(),
      random: random(),
      timing: driver.timing,
      describe: (code) => describe(code, detail),
    });
    memory = step.memory;
    for (const command of step.commands) act(command);
    if (before.state !== memory.state || before.problem?.code !== memory.problem?.code) {
      options.onChange?.(snapshot());
    }
  };

  const act = (command: LinkCommand) => {
    switch (command) {
      case 'open':
        opening = openNow();
        return;
      case 'begin':
        openedAtMs = clock.nowMs();
        begun = false;
        return;
      case 'close': {
        generation += 1;
        writingSinceMs = null;
        const closed = port?.close() ?? Promise.resolve();
        port = null;
        closing = Promise.all([closing, closed]).then(() => undefined);
        return;
      }
    }
  };

  const openNow = async () => {
    const mine = generation;
    await closing;
    if (mine !== generation) return;
    const opened = await openPort(
      { path, ...driver.port },
      {
        onData: (bytes) => {
          if (mine === generation) onData(bytes);
        },
        onWritten: () => {
          if (mine === generation) writingSinceMs = null;
        },
        onLost: (detail) => {
          if (mine === generation) feed({ type: 'lost' }, detail);
        },
      },
    );
    if (mine !== generation) {
      if ('port' in opened) await opened.port.close();
      return;
    }
    if ('failure' in opened) {
      feed({
        type: 'open-failed',
        problem: describe(opened.failure.code, opened.failure.detail),
      });
      return;
    }
    port = opened.port;
    feed({ type: 'opened' });
  };

  const isStalled = (nowMs: number) =>
    writingSinceMs !== null && nowMs - writingSinceMs >= stallAfterMs;

  const onData = (bytes: Uint8Array) => {
    const nowMs = clock.nowMs();
    if (!begun) return;
    const received = driver.read(bytes, nowMs);
    for (let frame = 0; frame < received.frames; frame += 1) rate = countRate(rate, nowMs);
    if (
      received.identity !== null &&
      (memory.state === 'probing' || received.identity !== memory.identity)
    ) {
      feed({ type: 'proved', identity: received.identity });
    }
    if (received.stuck) feed({ type: 'stuck' });
    else if (received.frames > 0 && !isStalled(nowMs)) feed({ type: 'frame' });
  };

  const onTick = () => {
    const nowMs = clock.nowMs();
    feed({ type: 'tick' });
    if (port === null) return;
    if (!begun) {
      if (nowMs - openedAtMs < settleMs) return;
      begun = true;
      driver.begin(nowMs);
    }
    if (isStalled(nowMs)) feed({ type: 'stalled' });
    if (port.queuedBytes() > 0) {
      // What would wait in line is old by the time it leaves: the newest counts.
      writesSkipped += 1;
      return;
    }
    const bytes = driver.write(memory.state, nowMs);
    if (bytes === null) return;
    writingSinceMs ??= nowMs;
    port.write(bytes);
  };

  const snapshot = (): LinkSnapshot => ({
    ...memory,
    path,
    framesHz: rateHz(rate, clock.nowMs()),
    writesSkipped,
  });

  const stopTicking = clock.every(driver.writeEveryMs, onTick);
  feed({ type: 'start' });

  return {
    snapshot,
    flushed: async (deadlineMs) => {
      const untilMs = clock.nowMs() + deadlineMs;
      while (port !== null && (port.queuedBytes() > 0 || writingSinceMs !== null)) {
        if (clock.nowMs() >= untilMs) return false;
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
      return true;
    },
    stop: async () => {
      stopTicking();
      feed({ type: 'stop' });
      // A port caught in the middle of opening closes itself; a system that never answers is not waited for.
      await Promise.race([opening, new Promise((resolve) => setTimeout(resolve, 1000))]);
      await closing;
    },
  };
}
