/**
 * The booth as a program, in trouble: each fault is one clear sentence with its remedy, and whatever
 * can still work does. No window is opened here; the stage has its own tests.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { z } from 'zod';

const program = resolve('kiosk/host/main.ts');
const prepared = resolve(process.env.RUMIAN_VAR ?? 'var');
const health = z.object({
  state: z.string(),
  parts: z.array(z.object({ part: z.string(), state: z.string(), cause: z.string() })),
});

interface Started {
  readonly child: ChildProcess;
  readonly varDir: string;
  /** Everything it has printed so far. */
  text(): string;
  /** Exit code, once it has ended. */
  readonly ended: Promise<number | null>;
}

const folders: string[] = [];
const running: Started[] = [];

function freshVar(): string {
  const varDir = mkdtempSync(join(tmpdir(), 'rumian-trouble-'));
  folders.push(varDir);
  for (const shared of ['web', 'examples'])
    symlinkSync(join(prepared, shared), join(varDir, shared));
  return varDir;
}

function start(args: readonly string[], varDir = freshVar()): Started {
  const child = spawn(process.execPath, [program, '--shell', 'none', ...args], {
    env: { ...process.env, RUMIAN_VAR: varDir },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (data: Buffer) => {
      printed += data.toString();
    });
  }
  const ended = once(child, 'exit').then(([code]) => (typeof code === 'number' ? code : null));
  const started = { child, varDir, text: () => printed, ended };
  running.push(started);
  return started;
}

async function until<T>(look: () => T | Promise<T>, holds: (value: T) => boolean): Promise<T> {
  const endMs = performance.now() + 40_000;
  for (;;) {
    const value = await look();
    if (holds(value) || performance.now() > endMs) return value;
    await new Promise((done) => setTimeout(done, 100));
  }
}

const up = (booth: Started) => until(booth.text, (text) => text.includes('The booth runs.'));

async function healthOf({ varDir }: Started) {
  const note: unknown = JSON.parse(readFileSync(join(varDir, 'run', 'booth.json'), 'utf8'));
  const { url } = z.object({ url: z.string() }).parse(note);
  return health.parse(await (await fetch(`${url}/health`)).json());
}

const partOf = async (booth: Started, name: string) =>
  (await healthOf(booth)).parts.find(({ part }) => part === name);

afterEach(async () => {
  for (const { child, ended } of running.splice(0)) {
    child.kill('SIGTERM');
    await ended;
  }
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

describe('a start that cannot be', () => {
  it('names every fault of booth.json with its place, and starts nothing', async () => {
    const varDir = freshVar();
    const file = join(varDir, 'booth.json');
    writeFileSync(file, '{ "port": "soon", "venu": {} }');
    const booth = start(['--config', file], varDir);
    expect(await booth.ended).toBe(2);
    expect(booth.text()).toContain('port');
    expect(booth.text()).toContain('venu');
    expect(booth.text()).toContain('venue');
    expect(existsSync(join(varDir, 'booth.sqlite'))).toBe(false);
  });

  it('a second start says which booth is running, and leaves it alone', async () => {
    const first = start(['--port', '0']);
    await up(first);
    const second = start(['--port', '0'], first.varDir);
    expect(await second.ended).toBe(3);
    expect(second.text()).toContain(`${first.child.pid}`);
    expect((await healthOf(first)).parts.length).toBeGreaterThan(3);
  });

  it('a taken port is named, with the way to another one', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const address = other.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    const booth = start(['--port', String(port)]);
    expect(await booth.ended).toBe(1);
    expect(booth.text()).toContain(String(port));
    expect(booth.text()).toContain('choose another port');
    other.close();
  });
});

describe('a running booth', () => {
  it('goes on without a fitted device, and says what is wrong with its port', async () => {
    const varDir = freshVar();
    const file = join(varDir, 'booth.json');
    writeFileSync(file, '{ "devices": { "radar": { "port": "/dev/no-such-radar" } } }');
    const booth = start(['--port', '0', '--config', file], varDir);
    await up(booth);
    const radar = await until(
      () => partOf(booth, 'radar'),
      (found) => found?.state === 'degraded',
    );
    expect(radar).toMatchObject({
      state: 'degraded',
      cause: expect.stringContaining('/dev/no-such-radar'),
    });
    expect(await partOf(booth, 'dmx')).toMatchObject({ state: 'ok' });
  });

  it('brings a killed voice, ear and lights back by itself', async () => {
    const booth = start(['--port', '0']);
    await up(booth);
    const log = () => readFileSync(join(booth.varDir, 'log', 'booth.jsonl'), 'utf8').split('\n');
    const pids = () =>
      log().flatMap((line) => {
        const entry = line.includes('"child-up"') ? JSON.parse(line) : null;
        return entry ? [{ part: String(entry.part), pid: Number(entry.pid) }] : [];
      });
    for (const { pid } of pids().slice(0, 3)) process.kill(pid, 'SIGKILL');
    const again = await until(pids, (list) => list.length >= 6);
    expect(again.map(({ part }) => part).toSorted()).toEqual([
      'devices',
      'devices',
      'espeak',
      'espeak',
      'speech',
      'speech',
    ]);
    for (const name of ['devices', 'espeak', 'speech']) {
      const part = await until(
        () => partOf(booth, name),
        (found) => found?.state === 'ok',
      );
      expect(part?.state, name).toBe('ok');
    }
  });

  it('says that no window is there, and what still works', async () => {
    const booth = start(['--port', '0']);
    await up(booth);
    expect(await partOf(booth, 'stage')).toMatchObject({
      state: 'degraded',
      cause: 'No stage window is connected.',
    });
  });

  it('ends in order when asked: exit code 0, nothing half-written', async () => {
    const booth = start(['--port', '0']);
    await up(booth);
    booth.child.kill('SIGINT');
    expect(await booth.ended).toBe(0);
    expect(existsSync(join(booth.varDir, 'run', 'booth.json'))).toBe(false);
  });

  it('refuses a hostile package and keeps nothing of it', async () => {
    const varDir = freshVar();
    rmSync(join(varDir, 'examples'));
    const examples = join(varDir, 'examples');
    mkdirSync(examples);
    writeFileSync(join(examples, 'broken.rumian'), 'this is no package');
    const booth = start(['--port', '0'], varDir);
    await up(booth);
    const avatar = await partOf(booth, 'avatar');
    expect(avatar).toMatchObject({ state: 'degraded', cause: 'No avatar is in the booth.' });
    expect(readFileSync(join(varDir, 'log', 'booth.jsonl'), 'utf8')).toContain('example-refused');
  });
});
