import { describe, expect, test } from 'vitest';
import type { LinkState } from '../../../../hardware/contract.ts';
import {
  type Clock,
  type Driver,
  defaultTiming,
  type OpenPort,
  superviseLink,
} from '../../../../hardware/link/index.ts';
import type { PortFailure, PortListener } from '../../../../hardware/link/port.ts';

/** Time that moves only when told to. */
function handClock() {
  let nowMs = 0;
  const timers: { periodMs: number; nextMs: number; act: () => void }[] = [];
  const clock: Clock = {
    nowMs: () => nowMs,
    every: (periodMs, act) => {
      const timer = { periodMs, nextMs: nowMs + periodMs, act };
      timers.push(timer);
      return () => timers.splice(timers.indexOf(timer), 1);
    },
  };
  const advance = async (ms: number) => {
    for (let step = 0; step < ms; step += 10) {
      nowMs += 10;
      for (const timer of [...timers]) {
        if (nowMs < timer.nextMs) continue;
        timer.nextMs += timer.periodMs;
        timer.act();
      }
      // Openings and closings settle in between.
      for (let turn = 0; turn < 8; turn += 1) await Promise.resolve();
    }
  };
  return { clock, advance, timers };
}

/** A port as serialport's is seen through ours: takes bytes, keeps them while it hangs. */
function handPorts() {
  const opened: {
    listener: PortListener;
    closed: boolean;
    written: Uint8Array[];
    queued: number;
  }[] = [];
  const world: { failure: PortFailure | null; hangs: boolean } = { failure: null, hangs: false };
  const openPort: OpenPort = (_options, listener) => {
    if (world.failure !== null) return Promise.resolve({ failure: world.failure });
    const port: (typeof opened)[number] = { listener, closed: false, written: [], queued: 0 };
    opened.push(port);
    return Promise.resolve({
      port: {
        queuedBytes: () => port.queued,
        write: (bytes) => {
          if (port.closed) throw new Error('written after close');
          port.written.push(bytes);
          if (world.hangs) port.queued += bytes.length;
          else listener.onWritten();
        },
        close: () => {
          port.closed = true;
          return Promise.resolve();
        },
      },
    });
  };
  return { openPort, opened, world };
}

/** A device that speaks single bytes: 1 is a frame, 2 proves it, 3 is stuck. It is sent 9s. */
function byteDriver(): Driver & { readonly asked: LinkState[]; readonly begun: number[] } {
  const asked: LinkState[] = [];
  const begun: number[] = [];
  return {
    asked,
    begun,
    port: { baudRate: 9600, stopBits: 1 },
    timing: defaultTiming,
    words: { device: 'thing', effect: 'Nothing happens.' },
    writeEveryMs: 50,
    begin: (nowMs) => begun.push(nowMs),
    read: (bytes) => ({
      frames: bytes.filter((byte) => byte === 1).length,
      identity: bytes.includes(2) ? 'Thing' : null,
      stuck: bytes.includes(3),
    }),
    write: (state) => {
      asked.push(state);
      return Uint8Array.of(9);
    },
  };
}

function setUp() {
  const { clock, advance, timers } = handClock();
  const { openPort, opened, world } = handPorts();
  const driver = byteDriver();
  const changes: string[] = [];
  const link = superviseLink({
    path: '/dev/thing',
    driver,
    openPort,
    clock,
    random: () => 0.5,
    onChange: (snapshot) => changes.push(`${snapshot.state}:${snapshot.problem?.code ?? ''}`),
  });
  const say = (...bytes: number[]) => opened.at(-1)?.listener.onData(Uint8Array.from(bytes));
  return { advance, timers, opened, world, driver, changes, link, say };
}

describe('a supervised link', () => {
  test('does not listen to what was queued before it came', async () => {
    const { advance, say, link, driver } = setUp();
    await advance(20);
    say(2);
    await advance(60);
    expect(link.snapshot().state).toBe('probing');
    expect(driver.begun).toEqual([]);
    await advance(100);
    expect(driver.begun).toHaveLength(1);
    say(2);
    expect(link.snapshot()).toMatchObject({ state: 'live', identity: 'Thing' });
  });

  test('an unplugged device is told at once and taken up again by itself', async () => {
    const { advance, say, link, opened, world, changes, driver } = setUp();
    await advance(200);
    say(2);
    world.failure = { code: 'port-missing', detail: '' };
    opened[0]?.listener.onLost('gone');
    expect(link.snapshot()).toMatchObject({ state: 'absent', problem: { code: 'unplugged' } });
    expect(opened[0]?.closed).toBe(true);
    await advance(2000);
    expect(link.snapshot().problem?.code).toBe('port-missing');
    world.failure = null;
    while (driver.begun.length < 2) await advance(50);
    say(2);
    expect(link.snapshot()).toMatchObject({ state: 'live', reconnects: 1, problem: null });
    expect(changes.at(-1)).toBe('live:');
  });

  test('what a former port still says is not heard', async () => {
    const { advance, say, link, opened } = setUp();
    await advance(200);
    say(2);
    opened[0]?.listener.onLost('gone');
    await advance(600);
    opened[0]?.listener.onData(Uint8Array.of(2));
    opened[0]?.listener.onLost('gone once more');
    expect(link.snapshot().state).toBe('probing');
  });

  test('nothing is written behind bytes that wait, and half a second of that is a stall', async () => {
    const { advance, say, link, opened, world } = setUp();
    await advance(200);
    say(2);
    world.hangs = true;
    await advance(400);
    const before = opened[0]?.written.length ?? 0;
    await advance(100);
    expect(opened[0]?.written.length).toBe(before);
    expect(link.snapshot().writesSkipped).toBeGreaterThan(3);
    await advance(200);
    expect(link.snapshot()).toMatchObject({ state: 'stale', problem: { code: 'stalled' } });
    // Still talking does not make it well.
    say(1);
    expect(link.snapshot().state).toBe('stale');
    world.hangs = false;
    await advance(5000);
    expect(opened.length).toBeGreaterThan(1);
  });

  test('stuck values make it stale until they move', async () => {
    const { advance, say, link } = setUp();
    await advance(200);
    say(2);
    say(3);
    expect(link.snapshot()).toMatchObject({ state: 'stale', problem: { code: 'stuck' } });
    say(1);
    expect(link.snapshot()).toMatchObject({ state: 'live', problem: null });
  });

  test('waits for the last bytes to leave, but not for ever', async () => {
    const { advance, say, link } = setUp();
    await advance(200);
    say(2);
    expect(await link.flushed(100)).toBe(true);
  });

  test('stopping closes the port and ends the ticking', async () => {
    const { advance, say, link, opened, timers } = setUp();
    await advance(200);
    say(2);
    await link.stop();
    expect(opened[0]?.closed).toBe(true);
    expect(timers).toHaveLength(0);
    expect(link.snapshot().state).toBe('closed');
  });

  test('stopping in the middle of opening leaves no port behind', async () => {
    const { link, opened } = setUp();
    await link.stop();
    expect(opened.every((port) => port.closed)).toBe(true);
    expect(link.snapshot().state).toBe('closed');
  });
});
