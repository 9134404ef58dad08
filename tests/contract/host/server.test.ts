import { describe, expect, it } from 'vitest';
import { browser, events, pin, shelved, snapshot, world } from './world.ts';

describe('the panel', () => {
  it('hands calls on and gives outcomes back', async () => {
    const { server, visit } = await world();
    const panel = browser(server);
    await panel.enter();
    expect(await panel.call('panel.wake')).toEqual({ ok: true });
    await panel.call('panel.checkIn', {
      ageBand: '18-59',
      lang: 'zh',
      noticeAccepted: true,
      callMe: '小安',
    });
    await panel.call('panel.ask', { text: ' 你好吗？ ', lang: 'zh', how: 'tapped' });
    await panel.call('panel.setLang', { lang: 'en' });
    await panel.call('panel.goodbye');
    await panel.call('panel.stop');
    expect(visit.calls).toEqual([
      'wake',
      'checkIn 18-59 zh 小安',
      'ask tapped zh 你好吗？',
      'setLang en',
      'goodbye',
      'stop visitor',
    ]);
  });

  it('refuses what the contract does not know', async () => {
    const { server, visit } = await world();
    const panel = browser(server);
    await panel.enter();
    for (const [procedure, input] of [
      ['panel.ask', { text: '   ', lang: 'zh', how: 'typed' }],
      ['panel.ask', { text: 'x'.repeat(301), lang: 'zh', how: 'typed' }],
      ['panel.ask', { text: 'x', lang: 'fr', how: 'typed' }],
      ['panel.checkIn', { ageBand: '18-59', lang: 'zh', noticeAccepted: false }],
    ] as const) {
      expect(await panel.call(procedure, input)).toEqual({ trpcError: 'BAD_REQUEST' });
    }
    expect(visit.calls).toEqual([]);
  });

  it('gets the state at once and on every change, and lets go when the page closes', async () => {
    const { server, visit } = await world();
    const panel = browser(server);
    await panel.enter();
    const stream = await panel.ask('/trpc/panel.state');
    expect(stream.headers.get('content-type')).toContain('text/event-stream');
    const awake = { ...snapshot, visit: { ...snapshot.visit, state: 'attract' as const } };
    const changed = new Promise<void>((resolve) => {
      const wait = setInterval(() => {
        if (visit.listeners.size === 0) return;
        clearInterval(wait);
        visit.become(awake);
        resolve();
      }, 5);
    });
    expect(await events(stream, 2)).toEqual([snapshot, awake]);
    await changed;
    await expect.poll(() => visit.listeners.size).toBe(0);
  });
});

describe('the console', () => {
  it('is locked until the PIN is given, and audits who tried', async () => {
    const { server, audit } = await world();
    const staff = browser(server);
    await staff.enter();
    expect(await staff.query('console.session')).toEqual({ authenticated: false });
    expect(await staff.query('console.about')).toEqual({ trpcError: 'UNAUTHORIZED' });
    expect(await staff.call('console.stop')).toEqual({ trpcError: 'UNAUTHORIZED' });
    expect(await staff.call('console.login', { pin: '0000' })).toMatchObject({
      ok: false,
      waitMs: 0,
      problem: { code: 'pin-wrong' },
    });
    expect(await staff.call('console.login', { pin })).toEqual({ ok: true, waitMs: 0 });
    expect(await staff.query('console.session')).toEqual({ authenticated: true });
    expect(await staff.query('console.about')).toMatchObject({
      version: '0.0.0-test',
      varFreeBytes: 12_345,
      metricsUrl: `http://127.0.0.1:${server.port}/metrics`,
    });
    expect(await staff.query('console.avatars.list')).toEqual([shelved]);
    expect(await staff.query('console.turns', { limit: 5 })).toEqual([]);
    expect(await staff.call('console.resume')).toMatchObject({
      ok: false,
      problem: { code: 'not-stopped' },
    });
    await staff.call('console.say', { text: '我在这里。', lang: 'zh' });
    await staff.call('console.logout');
    expect(await staff.query('console.session')).toEqual({ authenticated: false });
    expect(await staff.query('console.about')).toEqual({ trpcError: 'UNAUTHORIZED' });
    expect(audit.map((entry) => entry.action)).toEqual([
      'console-pin-refused',
      'console-unlocked',
      'said-through-avatar',
    ]);
    expect(JSON.stringify(audit)).not.toContain('我在这里');
  });

  it('makes guessing slow, then takes the right PIN when the time is over', async () => {
    let nowMs = 1_000_000;
    const { server } = await world({ now: () => nowMs });
    const staff = browser(server);
    await staff.enter();
    const waits: unknown[] = [];
    for (let index = 0; index < 5; index++) {
      const answer = (await staff.call('console.login', { pin: '1111' })) as { waitMs: number };
      waits.push(answer.waitMs);
      nowMs += answer.waitMs;
    }
    expect(waits).toEqual([0, 0, 2000, 4000, 8000]);
    await staff.call('console.login', { pin: '1111' });
    expect(await staff.call('console.login', { pin })).toMatchObject({
      ok: false,
      waitMs: 16_000,
      problem: { code: 'pin-wait', remedy: 'Try again in 16 s.' },
    });
    nowMs += 16_000;
    expect(await staff.call('console.login', { pin })).toMatchObject({ ok: true });
  });

  it('locks itself after a time without use, its open subscriptions too', async () => {
    let nowMs = 1_000_000;
    const { server, visit } = await world({ now: () => nowMs });
    const staff = browser(server);
    await staff.enter();
    await staff.call('console.login', { pin });
    nowMs += 14 * 60_000;
    expect(await staff.call('console.present')).toEqual({ ok: true });
    nowMs += 14 * 60_000;
    expect(await staff.query('console.session')).toEqual({ authenticated: true });
    const stream = await staff.ask('/trpc/console.state');
    const values = events(stream, 2);
    await expect.poll(() => visit.listeners.size).toBe(1);
    nowMs += 2 * 60_000;
    visit.become({ ...snapshot, cue: 'attract' });
    expect(await values).toMatchObject([snapshot, { event: 'serialized-error' }]);
    expect(await staff.query('console.session')).toEqual({ authenticated: false });
  });

  it('shows devices no more than five times a second, always the newest', async () => {
    const { server, devices } = await world();
    const staff = browser(server);
    await staff.enter();
    await staff.call('console.login', { pin });
    // Before the first value: a busy machine may hand it over late, which must not shorten the rest.
    const startedMs = performance.now();
    const stream = await staff.ask('/trpc/console.devices');
    let step = 0;
    const storm = setInterval(() => devices.become(++step), 10);
    const values = (await events(stream, 4)) as { atMs: number }[];
    clearInterval(storm);
    expect(performance.now() - startedMs).toBeGreaterThanOrEqual(3 * 190);
    expect(values.map((value) => value.atMs)).toEqual(
      [...values.map((value) => value.atMs)].sort((a, b) => a - b),
    );
    expect((values[1]?.atMs ?? 0) - (values[0]?.atMs ?? 0)).toBeGreaterThan(1);
  });

  it('takes a package from staff, as bytes or as a form, and refuses it from others', async () => {
    const { server, shelf, audit } = await world();
    const staff = browser(server);
    await staff.enter();
    const bytes = Buffer.from('PK-package');
    const post = (body: BodyInit, type?: string) =>
      staff.ask('/console/avatars', {
        method: 'POST',
        body,
        ...(type === undefined ? {} : { headers: { 'content-type': type } }),
      });
    const early = await post(bytes, 'application/octet-stream');
    expect(early.status).toBe(401);
    expect(await early.json()).toMatchObject({ ok: false, problem: { code: 'console-locked' } });

    await staff.call('console.login', { pin });
    const taken = await post(bytes, 'application/octet-stream');
    expect(taken.status).toBe(200);
    expect(await taken.json()).toEqual({ ok: true, avatar: shelved });

    const form = new FormData();
    form.append('file', new Blob([bytes]), 'lin.rumian');
    expect(await (await post(form)).json()).toEqual({ ok: true, avatar: shelved });

    const refused = await post(Buffer.from('nonsense'), 'application/octet-stream');
    expect(refused.status).toBe(422);
    expect(await refused.json()).toMatchObject({ ok: false, problem: { code: 'not-a-zip' } });

    const huge = new Uint8Array(200_001);
    for (const attempt of [
      await post(huge, 'application/octet-stream'),
      await (async () => {
        const large = new FormData();
        large.append('file', new Blob([huge]), 'large.rumian');
        return await post(large);
      })(),
    ]) {
      expect(attempt.status).toBe(413);
      expect(await attempt.json()).toMatchObject({ ok: false, problem: { code: 'too-large' } });
    }
    expect((await post(new Uint8Array(0), 'application/octet-stream')).status).toBe(400);
    expect(shelf.imported).toEqual([10, 10, 8]);
    expect(audit.map((entry) => entry.action)).toEqual([
      'console-unlocked',
      'avatar-imported',
      'avatar-imported',
      'avatar-refused',
    ]);
  });

  it('walks a simulated visitor', async () => {
    const { server, devices } = await world();
    const staff = browser(server);
    await staff.enter();
    await staff.call('console.login', { pin });
    await staff.call('console.walk', {
      path: [
        { atMs: 0, xMm: 0, zMm: 3000 },
        { atMs: 900, xMm: 0, zMm: 900 },
      ],
    });
    expect(devices.walks).toEqual([2]);
  });
});

describe('start and stop', () => {
  it('names a taken port and the way out', async () => {
    const { server } = await world();
    await expect(world({ port: server.port })).rejects.toThrow(
      new RegExp(`^port-in-use: Port ${server.port} .*RUMIAN_PORT=${server.port + 1}`),
    );
  });

  it('closes although pages hold subscriptions open', async () => {
    const { server, visit } = await world();
    const panel = browser(server);
    await panel.enter();
    const stream = await panel.ask('/trpc/panel.state');
    await expect.poll(() => visit.listeners.size).toBe(1);
    await server.close('the booth stops');
    await expect.poll(() => visit.listeners.size).toBe(0);
    await expect(stream.text()).rejects.toThrow();
  });
});
