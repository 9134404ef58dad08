import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'vite';
import { describe, expect, it, vi } from 'vitest';
import { findElectron, hasDisplay, openShell } from '../../kiosk/shell/index.ts';
import { silentWav } from './silent-wav.ts';

/** The page tells which door opened: every one but the microphone must stay shut. */
const page = `<!doctype html><title>probe</title><script type="module">
const media = async (want) => navigator.mediaDevices.getUserMedia(want).then(() => 'granted', (e) => e.name);
const opened = window.open('http://127.0.0.1:1/') === null ? 'refused' : 'opened';
const found = { opened, node: typeof globalThis.require + typeof globalThis.process,
  camera: await media({ video: true }), microphone: await media({ audio: true }) };
await fetch('/report', { method: 'POST', body: JSON.stringify(found) });
location.href = 'http://127.0.0.1:1/elsewhere';
</script>`;

const root = join(import.meta.dirname, '..', '..');
const binary = await findElectron(join(root, 'node_modules'));
const lacking =
  binary === null
    ? "Electron's binary is not there"
    : hasDisplay(process.env, process.platform)
      ? null
      : 'there is no display';

describe('the Electron shell', () => {
  it(`opens a locked-down window${lacking === null ? '' : ` (skipped: ${lacking})`}`, async ({
    skip,
  }) => {
    if (lacking !== null) skip(lacking);
    const varDir = mkdtempSync(join(tmpdir(), 'rumian-electron-'));
    vi.stubEnv('RUMIAN_APP', 'electron');
    vi.stubEnv('RUMIAN_WEB_OUT', join(varDir, 'web'));
    await build({ configFile: join(root, 'vite.config.ts'), logLevel: 'warn' });
    vi.unstubAllEnvs();
    expect(existsSync(join(varDir, 'web', 'electron', 'main.mjs'))).toBe(true);

    const { promise: report, resolve } = Promise.withResolvers<unknown>();
    const server = createServer((request, response) => {
      if (request.method !== 'POST') {
        response.setHeader('content-type', 'text/html').end(page);
        return;
      }
      let body = '';
      request.on('data', (chunk) => {
        body += String(chunk);
      });
      request.on('end', () => {
        response.end();
        resolve(JSON.parse(body));
      });
    });
    await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
    const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const refusals: string[] = [];
    const { promise: refused, resolve: navigationRefused } = Promise.withResolvers<void>();
    const wav = join(varDir, 'silence.wav');
    writeFileSync(wav, silentWav(16_000));
    const stop = new AbortController();
    try {
      const opened = await openShell({
        wanted: 'electron',
        windows: [{ name: 'stage', url: `${origin}/stage/`, display: 0 }],
        varDir,
        log: (line) => {
          refusals.push(line);
          if (line === 'stage: navigation refused') navigationRefused();
        },
        fakeMicrophoneWav: wav,
        signal: stop.signal,
      });
      if (!opened.ok) throw new Error(opened.problem.cause);
      expect(await report).toEqual({
        opened: 'refused',
        node: 'undefinedundefined',
        camera: 'NotAllowedError',
        microphone: 'granted',
      });
      await refused;
      expect(refusals).toContain('stage: new window refused');
      expect((await opened.shell.picture('stage'))?.length).toBeGreaterThan(100);
      await opened.shell.close();
    } finally {
      stop.abort();
      server.closeAllConnections();
      server.close();
      rmSync(varDir, { recursive: true, force: true });
    }
  });
});
