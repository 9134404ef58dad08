import { type ChildProcess, fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import {
  type ChildEnd,
  type ChildState,
  type Supervised,
  type SuperviseOptions,
  supervise,
} from '../../../kiosk/host/children/index.ts';
import { silentLog } from '../../../kiosk/host/log.ts';

const talker = fileURLToPath(new URL('./children/talker.ts', import.meta.url));
const running: Supervised<ChildProcess>[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((each) => each.stop('test over')));
});

function watch(over: Partial<SuperviseOptions<ChildProcess>> = {}) {
  const states: ChildState[] = [];
  const ends: ChildEnd[] = [];
  const supervised = supervise({
    name: 'talker',
    start: () => fork(talker),
    backOff: { minMs: 10, maxMs: 40 },
    healthyAfterMs: 60_000,
    deadlineMs: 5000,
    now: () => performance.now(),
    random: () => 1,
    onState: (state) => states.push(state),
    log: silentLog,
    ...over,
  });
  supervised.onDown((end) => ends.push(end));
  running.push(supervised);
  return { supervised, states, ends, names: () => states.map((state) => state.is) };
}

function ready(supervised: Supervised<ChildProcess>): Promise<ChildProcess> {
  return new Promise((resolve) => {
    const off = supervised.onUp((child) => {
      queueMicrotask(() => off());
      void once(child, 'message').then(() => resolve(child));
    });
  });
}

describe('a supervised child', () => {
  it('comes back after it was killed, and is told apart from the one before', async () => {
    const { supervised, ends, names } = watch();
    const first = await ready(supervised);
    process.kill(first.pid ?? 0, 'SIGKILL');
    await expect
      .poll(() => ends)
      .toEqual([{ exitCode: null, signal: 'SIGKILL', failedToStart: null }]);
    const second = await ready(supervised);
    expect(second.pid).not.toBe(first.pid);
    expect(supervised.child).toBe(second);
    expect(supervised.restarts).toBe(1);
    expect(names()).toEqual(['starting', 'up', 'waiting', 'starting', 'up']);
    second.send({ type: 'hello' });
    const [answer] = (await once(second, 'message')) as [unknown];
    expect(answer).toEqual({ type: 'heard', what: 'hello' });
  });

  it('is waited for longer each time it crashes, and named a loop from the third on', async () => {
    const { states } = watch({ start: () => fork(talker, ['crash']) });
    const waits = () => states.filter((state) => state.is === 'waiting');
    await expect.poll(() => waits().length, { timeout: 10_000 }).toBeGreaterThanOrEqual(4);
    expect(waits().slice(0, 4)).toMatchObject([
      { failures: 1, looping: false, last: { exitCode: 7 } },
      { failures: 2, looping: false },
      { failures: 3, looping: true },
      { failures: 4, looping: true },
    ]);
  });

  it('that does not exist is reported, not thrown, and tried again', async () => {
    const { states, supervised } = watch({ start: () => spawn('/no/such/program') });
    await expect.poll(() => supervised.restarts).toBeGreaterThanOrEqual(3);
    expect(states.find((state) => state.is === 'waiting')).toMatchObject({
      last: { exitCode: null, failedToStart: 'ENOENT' },
    });
    expect(states.some((state) => state.is === 'up')).toBe(false);
  });

  it('works over pipes as well, and a write into a dying one harms nobody', async () => {
    const { supervised, ends } = watch({
      start: () =>
        spawn(process.execPath, [talker, 'pipes'], { stdio: ['pipe', 'pipe', 'inherit'] }),
    });
    await expect.poll(() => supervised.state.is).toBe('up');
    const child = supervised.child;
    child?.stdin?.write('a line\n');
    const [echo] = (await once(child?.stdout ?? process, 'data')) as [Buffer];
    expect(echo.toString()).toBe('a line\n');
    child?.kill('SIGKILL');
    child?.stdin?.write('into the void\n'.repeat(10_000));
    await expect.poll(() => ends.length).toBe(1);
    await expect.poll(() => supervised.state.is).toBe('up');
  });

  it('stops when asked in its own words', async () => {
    const { supervised, ends, names } = watch({
      askToStop: (child, reason) => child.send({ type: 'stop', reason }),
    });
    await ready(supervised);
    await supervised.stop('the booth stops');
    expect(ends).toEqual([{ exitCode: 0, signal: null, failedToStart: null }]);
    expect(names().slice(-2)).toEqual(['stopping', 'stopped']);
    expect(supervised.child).toBeNull();
    await supervised.stop('again');
  });

  it('that ignores SIGTERM is killed at the deadline', async () => {
    const { supervised, ends } = watch({
      start: () => fork(talker, ['stubborn']),
      deadlineMs: 150,
    });
    await ready(supervised);
    const [first, second] = [supervised.stop('the booth stops'), supervised.stop('twice')];
    await Promise.all([first, second]);
    expect(ends).toEqual([{ exitCode: null, signal: 'SIGKILL', failedToStart: null }]);
  });

  it('that hangs can be restarted', async () => {
    const { supervised } = watch({ start: () => fork(talker, ['stubborn']), deadlineMs: 50 });
    const first = await ready(supervised);
    supervised.restart('no heartbeat');
    await expect.poll(() => supervised.restarts).toBe(1);
    const second = await ready(supervised);
    expect(second.pid).not.toBe(first.pid);
  });

  it('is not started again once stopped while it waits', async () => {
    const { supervised, names } = watch({
      start: () => fork(talker, ['crash']),
      backOff: { minMs: 60_000, maxMs: 60_000 },
    });
    await expect.poll(() => supervised.state.is).toBe('waiting');
    await supervised.stop('the booth stops');
    expect(names().at(-1)).toBe('stopped');
  });
});
