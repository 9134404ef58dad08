/** A real server on a free port over controls whose every answer the test can see. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach } from 'vitest';
import type { BoothSnapshot, ShelfAvatar } from '../../../kiosk/host/contract.ts';
import type {
  CallOutcome,
  DevicesControl,
  DevicesSnapshot,
  ShelfControl,
  VisitControl,
} from '../../../kiosk/host/control.ts';
import { silentLog } from '../../../kiosk/host/log.ts';
import { createMetrics } from '../../../kiosk/host/metrics.ts';
import {
  type AuditEntry,
  type BoothServer,
  type ServerOptions,
  startServer,
} from '../../../kiosk/host/server/index.ts';

export const token = 'a-token-of-this-test-0123456789';
export const pin = '824613';

export const snapshot: BoothSnapshot = {
  visit: {
    visitId: null,
    state: 'asleep',
    safety: 'calm',
    presence: 'none',
    driver: 'persona',
    lang: 'zh',
    sinceMs: 1,
  },
  avatar: null,
  cue: 'asleep',
  subtitle: null,
  hears: [],
  microphone: 'closed',
  virtual: true,
  helpNumbers: [],
  health: [],
};

export function visitDouble() {
  const calls: string[] = [];
  const listeners = new Set<(value: BoothSnapshot) => void>();
  let current = snapshot;
  const note = (line: string): CallOutcome => {
    calls.push(line);
    return { ok: true };
  };
  const control: VisitControl = {
    snapshot: () => current,
    onSnapshot: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    wake: () => note('wake'),
    checkIn: (input) => note(`checkIn ${input.ageBand} ${input.lang} ${input.callMe ?? '-'}`),
    ask: (input, how) => note(`ask ${how} ${input.lang} ${input.text}`),
    setLang: (lang) => note(`setLang ${lang}`),
    goodbye: () => note('goodbye'),
    stop: (by) => note(`stop ${by}`),
    resume: () => ({
      ok: false,
      problem: {
        code: 'not-stopped',
        cause: 'The booth is not stopped.',
        remedy: 'Nothing to do.',
      },
    }),
    say: (text, lang) => note(`say ${lang} ${text}`),
  };
  return {
    control,
    calls,
    listeners,
    become: (next: BoothSnapshot) => {
      current = next;
      for (const listener of listeners) listener(next);
    },
  };
}

export function devicesDouble() {
  const walks: number[] = [];
  const listeners = new Set<(value: DevicesSnapshot) => void>();
  let current: DevicesSnapshot = {
    atMs: 0,
    devices: [],
    lamps: [],
    sent: [],
    readBack: null,
    visitors: [],
    guard: { look: 'following', reason: '' },
  };
  const control: DevicesControl = {
    snapshot: () => current,
    onSnapshot: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    walk: (path) => {
      walks.push(path.length);
      return { ok: true };
    },
  };
  return {
    control,
    walks,
    become: (atMs: number) => {
      current = { ...current, atMs };
      for (const listener of listeners) listener(current);
    },
  };
}

export const shelved: ShelfAvatar = {
  id: 'lin-yuhua',
  name: { zh: '林玉华', en: 'Lin Yuhua' },
  version: '1.0.0',
  active: true,
  fictional: true,
  sizeBytes: 10,
  importedMs: 1,
  memories: 60,
  clips: 3,
};

export function shelfDouble() {
  const imported: number[] = [];
  const control: ShelfControl = {
    list: () => [shelved],
    import: (bytes) => {
      imported.push(bytes.length);
      return Promise.resolve(
        bytes[0] === 0x50
          ? { ok: true, avatar: shelved }
          : {
              ok: false,
              problem: {
                code: 'not-a-zip',
                cause: 'This is not a package.',
                remedy: 'Choose one.',
              },
            },
      );
    },
    activate: () => Promise.resolve({ ok: true }),
    withdraw: () => Promise.resolve({ ok: true }),
  };
  return { control, imported };
}

const ending: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const end of ending.splice(0).reverse()) await end();
});

export async function world(over: Partial<ServerOptions> = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'rumian-server-'));
  ending.push(() => rmSync(folder, { recursive: true }));
  const webDir = join(folder, 'web');
  mkdirSync(join(webDir, 'panel', 'assets'), { recursive: true });
  writeFileSync(join(webDir, 'panel', 'index.html'), '<!doctype html><title>panel</title>');
  writeFileSync(join(webDir, 'panel', 'assets', 'index-Ab3dE5fG.js'), 'export {};');
  const visit = visitDouble();
  const devices = devicesDouble();
  const shelf = shelfDouble();
  const audit: AuditEntry[] = [];
  const metrics = createMetrics('0.0.0-test');
  const outcome = await startServer({
    port: 0,
    token,
    webDir,
    varDir: folder,
    configFile: null,
    pin,
    sessionIdleMs: 15 * 60_000,
    packageMaxBytes: 200_000,
    version: '0.0.0-test',
    freeBytes: () => 12_345,
    visit: visit.control,
    devices: devices.control,
    shelf: shelf.control,
    turns: { recent: () => [] },
    bodies: {
      body: (id) => (id === 'lin-yuhua' ? { bytes: Buffer.from('glTF'), etag: '"abc"' } : null),
    },
    health: () => [],
    metrics,
    audit: (entry) => audit.push(entry),
    log: silentLog,
    ...over,
  });
  if (!outcome.ok) {
    const { code, cause, remedy } = outcome.problem;
    throw new Error(`${code}: ${cause} ${remedy}`);
  }
  const { server } = outcome;
  ending.push(() => server.close('test over'));
  return {
    server,
    base: `http://127.0.0.1:${server.port}`,
    visit,
    devices,
    shelf,
    audit,
    metrics,
    webDir,
  };
}

/** One visitor's or staff member's browser: keeps cookies, sends an Origin as browsers do. */
export function browser(server: BoothServer, over: { origin?: string } = {}) {
  const base = `http://127.0.0.1:${server.port}`;
  const cookies = new Map<string, string>();
  const ask = async (path: string, init: RequestInit = {}): Promise<Response> => {
    const response = await fetch(new URL(path, base), {
      redirect: 'manual',
      ...init,
      headers: {
        cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; '),
        ...(init.method === 'POST' ? { origin: over.origin ?? base } : {}),
        ...(init.headers as Record<string, string> | undefined),
      },
    });
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (value === '') cookies.delete(name);
      else cookies.set(name, value);
    }
    return response;
  };
  const call = async (procedure: string, input?: unknown): Promise<unknown> => {
    const response = await ask(`/trpc/${procedure}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      ...(input === undefined ? {} : { body: JSON.stringify(input) }),
    });
    return unwrap(await response.json());
  };
  const query = async (procedure: string, input?: unknown): Promise<unknown> => {
    const search = input === undefined ? '' : `?input=${encodeURIComponent(JSON.stringify(input))}`;
    return unwrap(await (await ask(`/trpc/${procedure}${search}`)).json());
  };
  return {
    ask,
    call,
    query,
    cookies,
    cookie: () => [...cookies].map(([name, value]) => `${name}=${value}`).join('; '),
    enter: () => ask(`/panel/?token=${token}`),
  };
}

function unwrap(answer: unknown): unknown {
  const { result, error } = answer as {
    result?: { data?: unknown };
    error?: { data?: { code?: string } };
  };
  return error === undefined ? result?.data : { trpcError: error.data?.code };
}

/** Values of a server-sent subscription, until `count` have come. */
export async function events(response: Response, count: number): Promise<unknown[]> {
  if (response.body === null) throw new Error('no stream');
  const values: unknown[] = [];
  let text = '';
  const decoder = new TextDecoder();
  const reader = response.body.getReader();
  try {
    while (values.length < count) {
      const { done, value } = await reader.read();
      if (done) break;
      text += decoder.decode(value, { stream: true });
      const blocks = text.split('\n\n');
      text = blocks.pop() ?? '';
      for (const block of blocks) {
        const event = /^event: (.*)$/m.exec(block)?.[1];
        const data = /^data: (.*)$/m.exec(block)?.[1];
        if (event !== undefined && event !== 'serialized-error') continue;
        if (data !== undefined && data !== '') {
          values.push(event === undefined ? JSON.parse(data) : { event, ...JSON.parse(data) });
        }
      }
    }
  } finally {
    await reader.cancel();
  }
  return values;
}
