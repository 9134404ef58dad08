import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { waitFor } from '../../../kiosk/commands/visit/index.ts';
import { loadConfig } from '../../../kiosk/host/config/index.ts';
import type { BoothSnapshot } from '../../../kiosk/host/contract.ts';
import { silentLog } from '../../../kiosk/host/log.ts';
import { type Booth, startBooth } from '../../../kiosk/host/root.ts';

/** Where `npm start` and `npm test` have put the bundles and the examples. */
const prepared = resolve(process.env.RUMIAN_VAR ?? 'var');

export interface WholeBooth {
  readonly booth: Booth;
  readonly varDir: string;
  /** True once the snapshot holds, false after `waitMs`. */
  reaches(holds: (snapshot: BoothSnapshot) => boolean, waitMs: number): Promise<boolean>;
  close(): Promise<void>;
}

/** A complete booth in this process: real children, real pseudo-terminals, real Chromium; a var folder of its own. */
export async function openWholeBooth(
  microphone: Uint8Array,
  sizePx = { width: 480, height: 640 },
): Promise<WholeBooth> {
  const varDir = mkdtempSync(join(tmpdir(), 'rumian-booth-'));
  mkdirSync(varDir, { recursive: true });
  for (const shared of ['web', 'examples'])
    symlinkSync(join(prepared, shared), join(varDir, shared));
  const wav = join(varDir, 'microphone.wav');
  writeFileSync(wav, microphone);
  const loaded = loadConfig({
    file: join(varDir, 'booth.json'),
    env: {},
    overrides: { port: 0, venue: { lang: 'en' } },
  });
  if (!loaded.ok) throw new Error('The default configuration is refused.');
  const stopping = new AbortController();
  const started = await startBooth({
    config: loaded.config,
    configFile: null,
    varDir,
    version: 'test',
    log: silentLog,
    shell: {
      wanted: 'chromium',
      fakeMicrophoneWav: wav,
      remoteDebugging: true,
      sizePx,
    },
    signal: stopping.signal,
  });
  if (!started.ok) throw new Error(`${started.problem.cause} ${started.problem.remedy}`);
  const { booth } = started;
  return {
    booth,
    varDir,
    reaches: (holds, waitMs) => waitFor(booth.conductor.control, holds, waitMs, stopping.signal),
    async close() {
      await booth.stop('the test is over');
      stopping.abort();
      rmSync(varDir, { recursive: true, force: true });
    },
  };
}

/** Asks until it holds; for what announces no change. */
export async function eventually(holds: () => boolean, waitMs: number): Promise<boolean> {
  const endMs = performance.now() + waitMs;
  while (!holds()) {
    if (performance.now() > endMs) return false;
    await new Promise((done) => setTimeout(done, 100));
  }
  return true;
}
