import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { enttecProDriver } from '../../../hardware/dmx/enttec-pro/index.ts';
import { ld2450Driver } from '../../../hardware/radar/ld2450/index.ts';
import { simulateRadar, simulateWidget } from '../../../hardware/simulate/index.ts';
import { freshFolder, link, started, until } from './rig.ts';

async function widgetRig() {
  const path = join(await freshFolder(), 'dmx');
  const widget = started(await simulateWidget({ link: path }));
  const driver = enttecProDriver();
  const supervised = link(path, driver);
  await until(
    () => supervised.snapshot().state === 'live',
    2000,
    () => supervised.snapshot(),
  );
  return { path, widget, driver, supervised };
}

describe('the widget over a real port', () => {
  test('is live within two seconds and known by its serial number', async () => {
    const { supervised } = await widgetRig();
    expect(supervised.snapshot().identity).toBe('DMX USB Pro, serial 20190427, firmware 1.44');
  });

  test('every slot value arrives as sent, about 30 times a second, and nothing ends the output', async () => {
    const { widget, driver, supervised } = await widgetRig();
    const ramp = Uint8Array.from({ length: 512 }, (_, slot) => slot % 256);
    driver.want(ramp);
    await until(() => widget.twin.universe().every((slot, at) => slot === ramp[at]), 500);
    const before = widget.twin.looksReceived();
    await new Promise((resolve) => setTimeout(resolve, 2200));
    const perSecond = (widget.twin.looksReceived() - before) / 2.2;
    // 30 on a machine at rest; half of it is still more than a lamp needs.
    expect(perSecond).toBeGreaterThan(15);
    expect(perSecond).toBeLessThan(34);
    expect(widget.twin.outputting()).toBe(true);
    expect(widget.twin.outputsEnded()).toBe(0);
    expect(widget.twin.badBytes()).toBe(0);
    expect(supervised.snapshot().state).toBe('live');
  });

  test('unplugged and back: the newest look is there, not an old one', async () => {
    const { widget, driver, supervised } = await widgetRig();
    driver.want(new Uint8Array(512).fill(10));
    await until(() => widget.twin.universe()[0] === 10, 500);
    await widget.unplug();
    await until(() => supervised.snapshot().state === 'absent', 500);
    driver.want(new Uint8Array(512).fill(99));
    await widget.replug();
    await until(
      () => widget.twin.universe()[0] === 99,
      7000,
      () => supervised.snapshot(),
    );
    expect(supervised.snapshot().reconnects).toBe(1);
  });

  test('a widget that takes nothing more is stalled, frames are dropped, and the newest comes after', async () => {
    const { widget, driver, supervised } = await widgetRig();
    widget.setFault('slow');
    for (let value = 1; value < 60; value += 1) driver.want(new Uint8Array(512).fill(value));
    await until(
      () => supervised.snapshot().problem?.code === 'stalled',
      4000,
      () => supervised.snapshot(),
    );
    expect(supervised.snapshot()).toMatchObject({ state: 'stale' });
    expect(supervised.snapshot().writesSkipped).toBeGreaterThan(5);
    driver.want(new Uint8Array(512).fill(200));
    widget.setFault('none');
    await until(
      () => widget.twin.universe()[0] === 200,
      8000,
      () => supervised.snapshot(),
    );
    await until(
      () => supervised.snapshot().state === 'live',
      8000,
      () => supervised.snapshot(),
    );
  });

  test('a widget that answers nothing more is silent', async () => {
    const { widget, supervised } = await widgetRig();
    widget.setFault('silent');
    await until(() => supervised.snapshot().problem?.code === 'silent', 5000);
  });

  test('a radar on the lamps port is not taken for a widget', async () => {
    const path = join(await freshFolder(), 'radar');
    started(await simulateRadar({ link: path }));
    const supervised = link(path, enttecProDriver());
    await until(() => supervised.snapshot().problem !== null, 4000);
    expect(supervised.snapshot().problem?.code).toBe('probe-failed');
  });

  test('a widget on the radar port is not taken for a radar', async () => {
    const path = join(await freshFolder(), 'dmx');
    started(await simulateWidget({ link: path }));
    const supervised = link(path, ld2450Driver({ onTargets: () => undefined }));
    await until(() => supervised.snapshot().problem !== null, 4000);
    expect(supervised.snapshot().problem?.code).toBe('probe-failed');
  });
});
