import { request as rawRequest } from 'node:http';
import { describe, expect, it } from 'vitest';
import { browser, token, world } from './world.ts';

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
