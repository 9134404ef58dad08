import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { listSerialPorts, openSerialPort } from '../../../../hardware/link/index.ts';

const listener = { onData: () => undefined, onWritten: () => undefined, onLost: () => undefined };
const path = process.env.PATH;

afterEach(() => {
  process.env.PATH = path;
});

describe.runIf(process.platform === 'linux')('ports of this machine', () => {
  test('listing without udevadm is an empty list that says why', async () => {
    process.env.PATH = '';
    const listing = await listSerialPorts();
    expect(listing.ports).toEqual([]);
    expect(listing.warning).toMatch(/udevadm/);
  });

  test('what is not there, and what is no port, are told apart', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'rumian-port-'));
    const file = join(folder, 'file');
    await writeFile(file, 'no port');
    const open = (at: string) =>
      openSerialPort({ path: at, baudRate: 9600, stopBits: 1 }, listener);
    expect(await open(join(folder, 'nothing'))).toMatchObject({
      failure: { code: 'port-missing' },
    });
    expect(await open(file)).toMatchObject({ failure: { code: 'port-not-serial' } });
    expect(await open('/dev/null')).toMatchObject({ failure: { code: 'port-not-serial' } });
    await rm(folder, { recursive: true });
  });
});
