/** What the tests on real pseudo-terminals share: a folder, patience with a deadline, a supervised link. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import {
  type Driver,
  type Link,
  openSerialPort,
  superviseLink,
  systemClock,
} from '../../../hardware/link/index.ts';

export async function freshFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'rumian-test-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** Waits until it is so; fails with the last words of `seen` when it is not so in time. */
export async function until(
  isSo: () => boolean,
  withinMs: number,
  seen: () => unknown = () => '',
): Promise<number> {
  const startMs = performance.now();
  while (!isSo()) {
    if (performance.now() - startMs > withinMs) {
      throw new Error(`not within ${withinMs} ms; at the end: ${JSON.stringify(seen())}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  return performance.now() - startMs;
}

export function link(path: string, driver: Driver): Link {
  const supervised = superviseLink({
    path,
    driver,
    openPort: openSerialPort,
    clock: systemClock,
    random: () => 0.5,
  });
  onTestFinished(() => supervised.stop());
  return supervised;
}

export function started<Device extends { readonly stop: () => Promise<void> }>(
  simulated: { readonly device: Device } | { readonly problem: { readonly cause: string } },
): Device {
  if ('problem' in simulated) throw new Error(simulated.problem.cause);
  onTestFinished(() => simulated.device.stop());
  return simulated.device;
}
