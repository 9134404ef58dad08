import { describe, expect, it } from 'vitest';
import type { Gone } from '../../../../kiosk/shell/contract.ts';
import {
  type Clock,
  type Launch,
  type Launched,
  supervise,
} from '../../../../kiosk/shell/supervise.ts';

/** A browser whose lives end when the test says so. */
function fakeBrowser() {
  const lives: { end: (cause: string) => void; asked: boolean }[] = [];
  const refusals: Launched[] = [];
  const born: (() => void)[] = [];
  const launch: Launch = {
    kind: 'chromium',
    headless: true,
    start: async () => {
      const refusal = refusals.shift();
      if (refusal !== undefined) return refusal;
      const { promise: ended, resolve } = Promise.withResolvers<string>();
      const own = { end: resolve, asked: false };
      lives.push(own);
      for (const tell of born.splice(0)) tell();
      return {
        ok: true,
        life: {
          devToolsUrl: `ws://life-${lives.length}`,
          ended,
          picture: async () => new Uint8Array([lives.length]),
          reload: async () => true,
          end: async () => {
            own.asked = true;
            resolve('asked');
            await ended;
          },
        },
      };
    },
  };
  const nextLife = () => new Promise<void>((done) => born.push(done));
  return { launch, lives, refusals, nextLife };
}

/** Time passes only while somebody waits. */
function fakeClock() {
  const waits: number[] = [];
  let now = 0;
  const clock: Clock = {
    nowMs: () => now,
    wait: async (ms) => {
      waits.push(ms);
      now += ms;
    },
  };
  return { clock, waits };
}

const problem = {
  code: 'not-started',
  cause: 'no memory',
  effect: 'no window opens',
  remedy: 'close something',
} as const;

async function opened(browser: ReturnType<typeof fakeBrowser>, signal?: AbortSignal) {
  const { clock, waits } = fakeClock();
  const log: string[] = [];
  const outcome = await supervise(browser.launch, {
    clock,
    log: (line) => log.push(line),
    signal: signal ?? new AbortController().signal,
  });
  if (!outcome.ok) throw new Error(outcome.problem.cause);
  return { shell: outcome.shell, waits, log };
}

describe('a supervised shell', () => {
  it('comes back after an accident, and says so', async () => {
    const browser = fakeBrowser();
    const { shell, waits } = await opened(browser);
    const gone: Gone[] = [];
    shell.onGone((news) => gone.push(news));
    const back = browser.nextLife();
    browser.lives[0]?.end('Chromium was ended by SIGSEGV');
    await back;
    expect(gone).toEqual([
      { window: null, cause: 'Chromium was ended by SIGSEGV', next: { do: 'back', inMs: 500 } },
    ]);
    expect(waits).toEqual([500]);
    await shell.close();
    expect(browser.lives.map((life) => life.asked)).toEqual([true, true]);
  });

  it('passes on the first refusal and starts nothing', async () => {
    const browser = fakeBrowser();
    browser.refusals.push({ ok: false, problem });
    const { clock } = fakeClock();
    const outcome = await supervise(browser.launch, {
      clock,
      log: () => {},
      signal: new AbortController().signal,
    });
    expect(outcome).toEqual({ ok: false, problem });
    expect(browser.lives).toEqual([]);
  });

  it('tries on, ever more slowly, when starting again is refused, and gives up in the end', async () => {
    const browser = fakeBrowser();
    const { shell, waits } = await opened(browser);
    for (let count = 0; count < 10; count += 1) browser.refusals.push({ ok: false, problem });
    const gaveUp = new Promise<void>((done) =>
      shell.onGone((news) => {
        if (news.next.do === 'gave-up') done();
      }),
    );
    browser.lives[0]?.end('Chromium ended with code 1');
    await gaveUp;
    expect(waits).toEqual([500, 1_000, 2_000, 4_000, 8_000, 15_000]);
    expect(await shell.picture('stage')).toBeNull();
    await shell.close();
  });

  it('stays closed, however it is closed', async () => {
    const browser = fakeBrowser();
    const stop = new AbortController();
    const { shell, waits } = await opened(browser, stop.signal);
    stop.abort();
    await shell.close();
    await shell.close();
    expect(browser.lives.length).toBe(1);
    expect(waits).toEqual([]);
  });
});
