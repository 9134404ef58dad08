import { spawn } from 'node:child_process';
import { lstat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { enttecProDriver } from '../../../hardware/dmx/enttec-pro/index.ts';
import { run } from '../../../kiosk/commands/booth.ts';
import { freshFolder, link, until } from './rig.ts';

/** A command as a person starts it, ended by `end`. */
function start(...args: string[]) {
  const out: string[] = [];
  const err: string[] = [];
  const ending = new AbortController();
  const code = run(args, {
    out: (line) => out.push(line),
    err: (line) => err.push(line),
    signal: ending.signal,
  });
  onTestFinished(async () => {
    ending.abort();
    await code;
  });
  return { out, err, code, end: () => ending.abort() };
}

describe('booth simulate and booth devices', () => {
  test('a simulated radar and widget are found for what they are', async () => {
    const folder = await freshFolder();
    const [radarAt, dmxAt] = [join(folder, 'radar'), join(folder, 'dmx')];
    const radar = start('simulate', 'radar', '--link', radarAt, '--json');
    const dmx = start('simulate', 'dmx', '--link', dmxAt);
    await until(() => radar.out.length > 0 && dmx.out.length > 0, 4000);
    const devices = start('devices', '--json', '--port', radarAt, '--port', dmxAt);
    expect(await devices.code).toBe(0);
    const { ports } = JSON.parse(devices.out.join('\n'));
    const at = (path: string) => ports.find((port: { path: string }) => port.path === path);
    expect(at(radarAt)).toMatchObject({
      useAs: 'radar',
      answer: { identity: 'HLK-LD2450 V1.02.22062416' },
    });
    expect(at(dmxAt)).toMatchObject({ useAs: 'dmx', answer: { kind: 'dmx-enttec-pro' } });
    // Looking must not have lit or darkened anything.
    expect(dmx.out).toHaveLength(1);
    radar.end();
    dmx.end();
    expect([await radar.code, await dmx.code]).toEqual([0, 0]);
    expect(await lstat(radarAt).catch(() => null)).toBeNull();
  });

  test('the simulated widget tells every change of the universe, and only changes', async () => {
    const path = join(await freshFolder(), 'dmx');
    const dmx = start('simulate', 'dmx', '--link', path, '--json');
    await until(() => dmx.out.length > 0, 4000);
    const driver = enttecProDriver();
    link(path, driver);
    const told = () => dmx.out.slice(1).map((line) => JSON.parse(line).slots.slice(0, 3));
    await until(() => told().length === 1, 3000);
    driver.want(Uint8Array.of(1, 2, 3));
    await until(() => told().length === 2, 2000);
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(told()).toEqual([
      [0, 0, 0],
      [1, 2, 3],
    ]);
  });

  test('a port that is not there is told as such, with exit code 1', async () => {
    const missing = join(await freshFolder(), 'nothing');
    const devices = start('devices', '--json', '--port', missing);
    expect(await devices.code).toBe(1);
    const { ports } = JSON.parse(devices.out.join('\n'));
    expect(ports[0]).toMatchObject({
      path: missing,
      answer: { problem: { code: 'port-missing' } },
    });
  });
});

describe('asked wrongly', () => {
  test.each([
    [['nonsense'], 'unknown-command'],
    [['simulate'], 'unknown-device'],
    [['simulate', 'lamp'], 'unknown-device'],
    [['simulate', 'radar'], 'no-link'],
    [['simulate', 'radar', '--lnik', 'x'], 'bad-arguments'],
    [['simulate', 'radar', '--link', 'x', '--seed', 'y'], 'bad-seed'],
    [['simulate', 'radar', '--link', 'x', '--walk', '/nowhere.json'], 'walk-unreadable'],
    [['devices', '--prot', 'x'], 'bad-arguments'],
  ])('%j is refused as %s, with exit code 2', async (args, code) => {
    const command = start(...args, '--json');
    expect(await command.code).toBe(2);
    expect(JSON.parse(command.out.join(''))).toMatchObject({ error: { code } });
  });

  test('a walk that goes back in time is refused', async () => {
    const file = join(await freshFolder(), 'walk.json');
    await writeFile(file, '[{"atMs":9,"xMm":0,"zMm":1},{"atMs":3,"xMm":0,"zMm":1}]');
    const command = start('simulate', 'radar', '--link', 'x', '--walk', file, '--json');
    expect(await command.code).toBe(2);
    expect(JSON.parse(command.out.join(''))).toMatchObject({ error: { code: 'bad-walk' } });
  });

  test('a file in the way of the link is left alone', async () => {
    const file = join(await freshFolder(), 'mine.txt');
    await writeFile(file, 'mine');
    const command = start('simulate', 'dmx', '--link', file);
    expect(await command.code).toBe(1);
    expect((await lstat(file)).isFile()).toBe(true);
    expect(command.err.join('')).toMatch(/something else is there/);
  });

  test.each([['--help'], ['devices', '--help'], ['simulate', '--help']])(
    '%s explains itself',
    async (...args) => {
      const command = start(...args);
      expect(await command.code).toBe(0);
      expect(command.out.join('\n')).toMatch(/npm run booth/);
    },
  );
});

test('as a program: Ctrl-C ends a simulator cleanly', async () => {
  const path = join(await freshFolder(), 'radar');
  const program = join(import.meta.dirname, '../../../kiosk/commands/booth.ts');
  const child = spawn(process.execPath, [program, 'simulate', 'radar', '--link', path], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exit = new Promise<number | null>((resolve) => child.once('exit', resolve));
  await new Promise((resolve) => child.stdout.once('data', resolve));
  child.kill('SIGINT');
  expect(await exit).toBe(0);
  expect(await lstat(path).catch(() => null)).toBeNull();
});
