import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { findChromium, type Gone, openShell, type Shell } from '../../kiosk/shell/index.ts';
import { silentWav } from './silent-wav.ts';

/** A page that reports what it may do: one POST per finding. */
const page = `<!doctype html><title>probe</title><script type="module">
const report = (what) => fetch('/report', { method: 'POST', body: JSON.stringify(what) });
await report({ path: location.pathname, size: [innerWidth, innerHeight], visible: document.visibilityState });
const outside = await fetch('http://example.com/', { mode: 'no-cors' }).then(() => 'reached', () => 'refused');
const media = async (want) => navigator.mediaDevices.getUserMedia(want).then(() => 'granted', (e) => e.name);
const place = await new Promise((done) => navigator.geolocation.getCurrentPosition(() => done('granted'), (e) => done('code ' + e.code)));
await report({ path: location.pathname, outside, microphone: await media({ audio: true }), camera: await media({ video: true }), place });
</script>`;

interface Report {
  readonly path: string;
  readonly [finding: string]: unknown;
}

const chromium = await findChromium(process.env);

describe.skipIf(chromium === null)('the Chromium shell', () => {
  let server: Server;
  let origin = '';
  let varDir = '';
  let shell: Shell | null = null;
  let reports: Report[] = [];
  let heard: (() => void) | null = null;

  beforeEach(async () => {
    // Headless also on a machine with a desktop: a test must not cover somebody's screen.
    vi.stubEnv('DISPLAY', undefined);
    vi.stubEnv('WAYLAND_DISPLAY', undefined);
    varDir = mkdtempSync(join(tmpdir(), 'rumian-shell-'));
    reports = [];
    server = createServer((request, response) => {
      if (request.method !== 'POST') {
        response.setHeader('content-type', 'text/html').end(page);
        return;
      }
      let body = '';
      request.on('data', (chunk) => {
        body += String(chunk);
      });
      request.on('end', () => {
        reports.push(JSON.parse(body));
        response.end();
        heard?.();
      });
    });
    await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });

  afterEach(async () => {
    vi.unstubAllEnvs();
    await shell?.close();
    shell = null;
    server.closeAllConnections();
    await new Promise((done) => server.close(done));
    rmSync(varDir, { recursive: true, force: true });
  });

  /** Settles when a page has reported something that fits. */
  async function reported(fits: (report: Report) => boolean, times = 1): Promise<Report> {
    for (;;) {
      const found = reports.filter(fits)[times - 1];
      if (found !== undefined) return found;
      await new Promise<void>((again) => {
        heard = again;
      });
    }
  }

  async function open(extra: { fakeMicrophoneWav?: string; remoteDebugging?: boolean } = {}) {
    const opened = await openShell({
      wanted: 'chromium',
      windows: [
        { name: 'stage', url: `${origin}/stage/`, display: 0, sizePx: { width: 480, height: 640 } },
        { name: 'panel', url: `${origin}/panel/`, display: 1, sizePx: { width: 800, height: 600 } },
      ],
      varDir,
      log: () => {},
      signal: new AbortController().signal,
      ...extra,
    });
    if (!opened.ok) throw new Error(opened.problem.cause);
    shell = opened.shell;
    return opened.shell;
  }

  /** Processes whose command line names this test's own folder. */
  function processesOfOurs(): string[] {
    return readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .filter((pid) => {
        try {
          return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(varDir);
        } catch {
          return false;
        }
      });
  }

  it('shows every window at its size, with the microphone and with nothing else', async () => {
    const wav = join(varDir, 'silence.wav');
    writeFileSync(wav, silentWav(16_000));
    const opened = await open({ fakeMicrophoneWav: wav });
    const stage = await reported(({ path, size }) => path === '/stage/' && size !== undefined);
    expect(stage).toMatchObject({ size: [480, 640], visible: 'visible' });
    const panel = await reported(({ path, size }) => path === '/panel/' && size !== undefined);
    expect(panel).toMatchObject({ size: [800, 600], visible: 'visible' });
    const found = await reported(
      ({ path, outside }) => path === '/stage/' && outside !== undefined,
    );
    expect(found).toMatchObject({
      outside: 'refused',
      microphone: 'granted',
      camera: 'NotAllowedError',
      place: 'code 1',
    });
    expect(opened.devToolsUrl).toBeNull();
    const png = await opened.picture('stage');
    expect(
      Buffer.from(png ?? [])
        .subarray(1, 4)
        .toString(),
    ).toBe('PNG');
  });

  it('leaves neither a process nor a profile behind', async () => {
    const opened = await open();
    await reported(({ path }) => path === '/panel/');
    expect(processesOfOurs().length).toBeGreaterThan(0);
    await opened.close();
    expect(processesOfOurs()).toEqual([]);
    expect(readdirSync(join(varDir, 'shell', 'profiles'))).toEqual([]);
  });

  it('brings a crashed page back, and a killed browser too', async () => {
    const opened = await open({ remoteDebugging: true });
    const gone: Gone[] = [];
    opened.onGone((news) => gone.push(news));
    await reported(({ path, size }) => path === '/stage/' && size !== undefined);

    await crashPage(opened.devToolsUrl ?? '', '/stage/');
    await reported(({ path, size }) => path === '/stage/' && size !== undefined, 2);
    expect(gone[0]).toMatchObject({ window: 'stage', next: { do: 'back' } });

    const [oldest] = processesOfOurs()
      .map(Number)
      .sort((one, other) => one - other);
    process.kill(oldest ?? Number.NaN, 'SIGKILL');
    await reported(({ path, size }) => path === '/stage/' && size !== undefined, 3);
    expect(gone.some((news) => news.window === null && news.next.do === 'back')).toBe(true);
  });
});

/** One page's crash, as a fault in the graphics driver would cause it. */
async function crashPage(devToolsUrl: string, path: string): Promise<void> {
  const { host } = new URL(devToolsUrl);
  const targets = (await (await fetch(`http://${host}/json/list`)).json()) as {
    url: string;
    webSocketDebuggerUrl: string;
  }[];
  const target = targets.find(({ url }) => url.endsWith(path));
  const socket = new WebSocket(target?.webSocketDebuggerUrl ?? '');
  await new Promise((ready) => socket.addEventListener('open', ready, { once: true }));
  socket.send(JSON.stringify({ id: 1, method: 'Page.crash' }));
  await new Promise((ready) => socket.addEventListener('message', ready, { once: true }));
  socket.close();
}
