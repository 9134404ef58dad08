/** The devices process as the host has it: forked, spoken to over IPC, on real pseudo-terminals. */
import { type ChildProcess, fork, spawn } from 'node:child_process';
import { readdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, onTestFinished, test } from 'vitest';
import {
  type CueName,
  cueLook,
  type DevicesCommand,
  type DevicesConfig,
  type DevicesEvent,
  defaultPatch,
  devicesProcessUrl,
  universeOf,
} from '../../../hardware/index.ts';
import { simulateWidget } from '../../../hardware/simulate/index.ts';
import { freshFolder, started, until } from './rig.ts';

const entry = fileURLToPath(devicesProcessUrl);
const allSimulated: DevicesConfig = {
  radar: { port: null },
  dmx: { port: null },
  simulateMissing: true,
};
const slotsOf = (cue: CueName) => universeOf(cueLook(cue), defaultPatch);
const same = (first: Uint8Array | null | undefined, second: Uint8Array) =>
  first?.every((slot, at) => slot === second[at]) ?? false;

type Told<Type extends DevicesEvent['type']> = Extract<DevicesEvent, { type: Type }>;

/** A host's side of the conversation, with a heartbeat that can be stopped. */
async function host(config: DevicesConfig) {
  const child = fork(entry, {
    serialization: 'advanced',
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  onTestFinished(async () => {
    if (child.exitCode !== null) return;
    const exit = ended(child);
    child.kill('SIGTERM');
    await exit;
  });
  const events: DevicesEvent[] = [];
  child.on('message', (event) => events.push(event as DevicesEvent));
  const send = (command: DevicesCommand) => child.send(command);
  let sequence = 0;
  const beating = setInterval(() => {
    sequence += 1;
    if (child.connected) send({ type: 'heartbeat', sequence });
  }, 200);
  onTestFinished(() => clearInterval(beating));
  const all = <Type extends DevicesEvent['type']>(type: Type) =>
    events.filter((event): event is Told<Type> => event.type === type);
  const device = (id: string) =>
    all('status')
      .at(-1)
      ?.devices.find((each) => each.id === id);
  send({ type: 'configure', config });
  await until(
    () => all('ready').length === 1,
    8000,
    () => events,
  );
  return { child, send, all, device, stopBeating: () => clearInterval(beating) };
}

const ended = (child: ChildProcess) =>
  new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)));

describe('with everything simulated', () => {
  test('both devices come alive, a visitor walks up, settles and leaves', async () => {
    const { all, device, send } = await host(allSimulated);
    expect(all('ready')[0]?.simulated).toBe(true);
    await until(
      () => device('radar')?.state === 'live' && device('dmx')?.state === 'live',
      4000,
      () => all('status').at(-1),
    );
    expect(device('dmx')).toMatchObject({ simulated: true, problem: null });
    send({
      type: 'walk',
      path: [
        { atMs: 0, xMm: 600, zMm: 4600 },
        { atMs: 1800, xMm: 0, zMm: 1200 },
        { atMs: 3300, xMm: 0, zMm: 1200 },
        { atMs: 5000, xMm: -800, zMm: 5000 },
      ],
    });
    const types = () => all('presence').map(({ event }) => event.type);
    await until(() => types().length === 3, 10_000, types);
    expect(types()).toEqual(['approached', 'settled', 'left']);
    const zones = all('visitors').flatMap(({ visitors }) => visitors.map(({ zone }) => zone));
    expect(zones).toContain('attract');
    expect(zones).toContain('talk');
    expect(zones).toContain('leaving');
    await until(() => all('visitors').at(-1)?.visitors.length === 0, 1000);
  });

  test('a cue arrives: what the widget read back is what was sent', async () => {
    const { all, send, device } = await host(allSimulated);
    await until(() => device('dmx')?.state === 'live', 4000);
    send({ type: 'cue', cue: 'check-in', fadeMs: 400 });
    await until(
      () => same(all('universe').at(-1)?.readBack, slotsOf('check-in')),
      2500,
      () => all('universe').at(-1),
    );
    const last = all('universe').at(-1);
    expect(same(last?.sent, slotsOf('check-in'))).toBe(true);
    expect(last?.cue).toBe('check-in');
    expect(last?.lamps.map((lamp) => lamp.id)).toContain('ceiling');
  });

  test('told to stop it ends with 0 and leaves no pseudo-terminal behind', async () => {
    const { child, send, device, all } = await host(allSimulated);
    await until(() => device('dmx')?.state === 'live', 4000);
    const exit = ended(child);
    send({ type: 'stop', reason: 'test' });
    expect(await exit).toBe(0);
    expect(same(all('universe').at(-1)?.readBack, slotsOf('safe'))).toBe(true);
    const folder = device('dmx')?.path.split('/').at(-2) ?? 'none';
    expect(await readdir(tmpdir())).not.toContain(folder);
  });
});

describe('the lights guard, seen from a widget outside the process', () => {
  async function outside() {
    const path = join(await freshFolder(), 'dmx');
    const widget = started(await simulateWidget({ link: path }));
    const config = { radar: { port: null }, dmx: { port: path }, simulateMissing: false };
    const booth = await host(config);
    await until(() => booth.device('dmx')?.state === 'live', 4000);
    booth.send({ type: 'cue', cue: 'asleep', fadeMs: 0 });
    await until(() => same(widget.twin.universe(), slotsOf('asleep')), 2000);
    return { ...booth, widget };
  }

  test('a host that falls silent: the safe look within 1.8 s, and its cue back when it speaks', async () => {
    const { widget, stopBeating, all, send } = await outside();
    stopBeating();
    const tookMs = await until(() => same(widget.twin.universe(), slotsOf('safe')), 2500);
    // One second of patience, half a second of fade, and the way there.
    expect(tookMs).toBeLessThan(1800);
    expect(all('guard').at(-1)?.look).toBe('safe');
    const again = setInterval(() => send({ type: 'heartbeat', sequence: 1 }), 200);
    onTestFinished(() => clearInterval(again));
    await until(() => same(widget.twin.universe(), slotsOf('asleep')), 3000);
    expect(all('guard').at(-1)?.look).toBe('following');
  });

  test('SIGTERM: the safe look is on the widget when the process has gone, with 0', async () => {
    const { child, widget } = await outside();
    const exit = ended(child);
    child.kill('SIGTERM');
    expect(await exit).toBe(0);
    expect(same(widget.twin.universe(), slotsOf('safe'))).toBe(true);
    expect(widget.twin.outputting()).toBe(true);
    expect(widget.twin.outputsEnded()).toBe(0);
  });

  test('the host is killed: the safe look within a second and a half, then the process ends by itself', async () => {
    const folder = await freshFolder();
    const path = join(folder, 'dmx');
    const widget = started(await simulateWidget({ link: path }));
    const program = join(folder, 'host.mjs');
    await writeFile(
      program,
      `import { fork } from 'node:child_process';
const child = fork(${JSON.stringify(entry)}, { serialization: 'advanced' });
child.send({ type: 'configure', config: { radar: { port: null }, dmx: { port: ${JSON.stringify(path)} }, simulateMissing: false } });
setInterval(() => child.send({ type: 'heartbeat', sequence: 0 }), 200);
child.once('message', () => child.send({ type: 'cue', cue: 'asleep', fadeMs: 0 }));
process.stdout.write(String(child.pid));
`,
    );
    const poorHost = spawn(process.execPath, [program], { stdio: ['ignore', 'pipe', 'inherit'] });
    onTestFinished(() => {
      poorHost.kill('SIGKILL');
    });
    const pid = await new Promise<number>((resolve) =>
      poorHost.stdout.once('data', (text: Buffer) => resolve(Number(text.toString()))),
    );
    await until(() => same(widget.twin.universe(), slotsOf('asleep')), 8000);
    poorHost.kill('SIGKILL');
    await until(() => same(widget.twin.universe(), slotsOf('safe')), 1500);
    await until(() => !isRunning(pid), 5000);
  });
});

describe('ports that are not as configured', () => {
  test('each says what is wrong, and the other goes on', async () => {
    const path = join(await freshFolder(), 'dmx');
    started(await simulateWidget({ link: path }));
    const missing = join(await freshFolder(), 'nothing');
    const { device } = await host({
      radar: { port: missing },
      dmx: { port: path },
      simulateMissing: true,
    });
    await until(() => device('dmx')?.state === 'live', 4000);
    expect(device('radar')).toMatchObject({
      state: 'absent',
      path: missing,
      simulated: false,
      problem: { code: 'port-missing' },
    });
  });

  test('null without simulation is a device that is not fitted: no port, no problem', async () => {
    const { all, device } = await host({
      radar: { port: null },
      dmx: { port: null },
      simulateMissing: false,
    });
    // `ready` comes before the first status.
    await until(() => all('status').length > 0, 2000);
    expect(device('radar')).toMatchObject({ state: 'absent', path: '', problem: null });
    expect(device('dmx')).toMatchObject({ state: 'absent', path: '', problem: null });
  });
});

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
