/** Builds the bench page into a folder of its own and serves it and one body on loopback. */
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build, preview } from 'vite';
import type { BenchPage } from './page/main.ts';

declare global {
  interface Window {
    readonly rumianBench: BenchPage;
  }
}

export interface ServedPage {
  readonly pageUrl: string;
  readonly bodyUrl: string;
  close(): Promise<void>;
}

export async function servePage(body: Uint8Array): Promise<ServedPage> {
  const outDir = await mkdtemp(join(tmpdir(), 'rumian-bench-'));
  await build({
    configFile: false,
    root: join(import.meta.dirname, 'page'),
    logLevel: 'error',
    build: { outDir, emptyOutDir: true, target: 'es2024', assetsInlineLimit: 0 },
  });
  const page = await preview({
    configFile: false,
    root: outDir,
    logLevel: 'error',
    build: { outDir },
    preview: { port: 0, host: '127.0.0.1' },
  });
  const bodies = createServer((_request, response) => {
    response.writeHead(200, {
      'content-type': 'model/gltf-binary',
      'access-control-allow-origin': '*',
    });
    response.end(body);
  });
  await new Promise<void>((done) => bodies.listen(0, '127.0.0.1', done));
  const port = (address: unknown) => (address as AddressInfo).port;
  return {
    pageUrl: `http://127.0.0.1:${port(page.httpServer.address())}/`,
    bodyUrl: `http://127.0.0.1:${port(bodies.address())}/body.glb`,
    async close() {
      bodies.closeAllConnections();
      bodies.close();
      await page.close();
      await rm(outDir, { recursive: true, force: true });
    },
  };
}
