import { request as rawRequest } from 'node:http';
import { describe, expect, it } from 'vitest';
import { browser, events, pin, shelved, snapshot, token, world } from './world.ts';

/** With a Host header of one's own choosing, as a rebound name would send. */
function statusWithHost(port: number, host: string, path: string): Promise<number> {
  return new Promise((resolve, reject) => {
    rawRequest({ host: '127.0.0.1', port, path, headers: { host } }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    })
      .on('error', reject)
      .end();
  });
}

describe('the door', () => {
  it('lets a browser in that opens the printed address, and takes the token out of it', async () => {
    const { server } = await world();
    const visitor = browser(server);
    expect((await visitor.ask('/panel/')).status).toBe(401);

    const opened = await visitor.ask(server.urls.panel);
    expect(opened.status).toBe(303);
    expect(opened.headers.get('location')).toBe('/panel/');
    const cookie = opened.headers.getSetCookie()[0];
    expect(cookie).toMatch(/HttpOnly/);
    expect(cookie).toMatch(/SameSite=Strict/);

    const page = await visitor.ask('/panel/');
    expect(page.status).toBe(200);
    expect(await page.text()).toContain('<title>panel</title>');
  });

  it('keeps other parts of the address when it takes the token out', async () => {
    const { server } = await world();
    const opened = await browser(server).ask(`/stage/?demo=1&token=${token}&x=2`);
    expect(opened.headers.get('location')).toBe('/stage/?demo=1&x=2');
  });

  it('refuses a wrong token with a page that says what to do', async () => {
    const { server } = await world();
    const stranger = browser(server);
    const answer = await stranger.ask('/panel/?token=guess', { headers: { accept: 'text/html' } });
    expect(answer.status).toBe(401);
    expect(answer.headers.getSetCookie()).toEqual([]);
    expect(await answer.text()).toContain('printed when the booth started');
  });

  it.each([
    '/trpc/panel.state',
    '/avatars/lin-yuhua/body.glb',
    '/panel/assets/index-Ab3dE5fG.js',
    '/nothing',
  ])('shows nothing of %s without the cookie', async (path) => {
    const { server } = await world();
    expect((await browser(server).ask(path)).status).toBe(401);
  });

  it('tells health and metrics to programs of this machine without a token', async () => {
    const { server, metrics } = await world({
      health: () => [
        {
          part: 'speech',
          state: 'degraded',
          sinceMs: 1,
          cause: 'No model.',
          effect: 'Typing only.',
          remedy: 'Install it.',
        },
      ],
    });
    metrics.storeFailed('store-full');
    const probe = browser(server);
    const health = await probe.ask('/health');
    expect(health.status).toBe(200);
    expect(await health.json()).toMatchObject({ state: 'degraded', parts: [{ part: 'speech' }] });
    const text = await (await probe.ask('/metrics')).text();
    expect(text).toContain('rumian_part_state{part="speech",state="degraded"} 1');
    expect(text).toContain('rumian_store_failures_total{code="store-full"} 1');
  });

  it('answers 503 while a part is down', async () => {
    const { server } = await world({
      health: () => [
        { part: 'devices', state: 'down', sinceMs: 1, cause: '', effect: '', remedy: '' },
      ],
    });
    expect((await browser(server).ask('/health')).status).toBe(503);
  });

  it.each(['//', '//x/health', '/panel/../health', '/panel/%2e%2e/health', '/health/'])(
    'is not talked past by writing an address oddly: %s',
    async (path) => {
      const { server } = await world();
      expect(await statusWithHost(server.port, `127.0.0.1:${server.port}`, path)).toBe(401);
    },
  );

  it('refuses other names for this machine, even for health: DNS rebinding', async () => {
    const { server } = await world();
    expect(await statusWithHost(server.port, `evil.example:${server.port}`, '/health')).toBe(421);
    expect(
      await statusWithHost(server.port, `evil.example:${server.port}`, `/panel/?token=${token}`),
    ).toBe(421);
    expect(await statusWithHost(server.port, `localhost:${server.port}`, '/health')).toBe(200);
  });

  it('refuses calls from other origins, also from another port of loopback that shares the cookie', async () => {
    const { server, visit } = await world();
    for (const origin of ['http://evil.example', 'http://127.0.0.1:9', 'null']) {
      const page = browser(server, { origin });
      page.cookies.set('rumian', token);
      const answer = await page.ask('/trpc/panel.stop', { method: 'POST' });
      expect(answer.status).toBe(403);
    }
    const silent = browser(server);
    silent.cookies.set('rumian', token);
    const withoutOrigin = await fetch(`http://127.0.0.1:${server.port}/trpc/panel.stop`, {
      method: 'POST',
      headers: { cookie: `rumian=${token}` },
    });
    expect(withoutOrigin.status).toBe(403);
    const embedded = await silent.ask('/avatars/lin-yuhua/body.glb', {
      headers: { 'sec-fetch-site': 'same-site', 'sec-fetch-mode': 'no-cors' },
    });
    expect(embedded.status).toBe(403);
    expect(visit.calls).toEqual([]);
  });

  it('sends pages with a strict policy; only the stage may compile WebAssembly and use the microphone', async () => {
    const { server } = await world();
    const visitor = browser(server);
    await visitor.enter();
    const panel = await visitor.ask('/panel/');
    const policy = panel.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self';");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(panel.headers.get('permissions-policy')).toContain('microphone=()');
    expect(panel.headers.get('referrer-policy')).toBe('no-referrer');
    expect(panel.headers.get('x-content-type-options')).toBe('nosniff');
    const stage = await visitor.ask('/stage/');
    expect(stage.headers.get('content-security-policy')).toContain(
      `connect-src 'self' ws://127.0.0.1:${server.port}`,
    );
    expect(stage.headers.get('content-security-policy')).toContain("'wasm-unsafe-eval'");
    expect(stage.headers.get('permissions-policy')).toContain('microphone=(self)');
  });
});

describe('pages', () => {
  it('lets browsers keep files with a hash in the name and asks again for the rest', async () => {
    const { server } = await world();
    const visitor = browser(server);
    await visitor.enter();
    const file = await visitor.ask('/panel/assets/index-Ab3dE5fG.js');
    expect(file.headers.get('cache-control')).toContain('immutable');
    expect(file.headers.get('content-type')).toContain('javascript');
    expect((await visitor.ask('/panel/check-in')).headers.get('cache-control')).toBe('no-cache');
    expect((await visitor.ask('/panel/assets/gone.js')).status).toBe(404);
  });

  it('says what to run when a bundle is missing', async () => {
    const { server } = await world();
    const visitor = browser(server);
    await visitor.enter();
    const page = await visitor.ask('/stage/', { headers: { accept: 'text/html' } });
    expect(page.status).toBe(503);
    expect(await page.text()).toContain('npm start');
  });

  it.each([
    '/panel/../../secret.txt',
    '/panel/..%2f..%2fsecret.txt',
    '/panel/%2e%2e/%2e%2e/secret.txt',
  ])('serves nothing outside the bundles: %s', async (path) => {
    const { server, webDir } = await world();
    const { writeFileSync } = await import('node:fs');
    writeFileSync(`${webDir}/../secret.txt`, 'the secret');
    const visitor = browser(server);
    await visitor.enter();
    const status = await new Promise<string>((resolve, reject) => {
      rawRequest(
        { host: '127.0.0.1', port: server.port, path, headers: { cookie: `rumian=${token}` } },
        (response) => {
          let text = '';
          response.on('data', (chunk) => (text += chunk));
          response.on('end', () => resolve(text));
        },
      )
        .on('error', reject)
        .end();
    });
    expect(status).not.toContain('the secret');
  });

  it('gives the active body from memory and answers 304 to who has it', async () => {
    const { server } = await world();
    const stage = browser(server);
    await stage.enter();
    const body = await stage.ask('/avatars/lin-yuhua/body.glb');
    expect(body.headers.get('content-type')).toBe('model/gltf-binary');
    expect(body.headers.get('etag')).toBe('"abc"');
    expect(await body.text()).toBe('glTF');
    const again = await stage.ask('/avatars/lin-yuhua/body.glb', {
      headers: { 'if-none-match': '"abc"' },
    });
    expect(again.status).toBe(304);
    expect((await stage.ask('/avatars/other/body.glb')).status).toBe(404);
  });
});

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
    const stream = await staff.ask('/trpc/console.devices');
    let step = 0;
    const storm = setInterval(() => devices.become(++step), 10);
    const startedMs = performance.now();
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
