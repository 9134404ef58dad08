import { describe, expect, it } from 'vitest';
import type { DevicesCommand } from '../../../../hardware/index.ts';
import { createDevices } from '../../../../kiosk/host/conduct/devices.ts';

function room() {
  const told: DevicesCommand[] = [];
  let beat: (() => void) | null = null;
  const devices = createDevices({
    config: { radar: { port: null }, dmx: { port: null }, simulateMissing: true },
    send: (command) => told.push(command),
    onPresence: () => {},
    onVisitors: () => {},
    repeat: (run) => {
      beat = run;
      return () => {
        beat = null;
      };
    },
    nowMs: () => 0,
  });
  return { told, devices, beat: () => beat?.(), beating: () => beat !== null };
}

describe('the devices process, as the host sees it', () => {
  it('is told the light again whenever it is ready, also after a crash', () => {
    // The tale: the first cue was sent while the process still opened its ports, and the booth stood
    // in house light until a visitor came.
    const { told, devices } = room();
    devices.light('greet', 2_000);
    for (const _start of ['first', 'after a crash']) {
      told.length = 0;
      devices.onUp();
      expect(told.map(({ type }) => type)).toEqual(['configure']);
      devices.onEvent({ type: 'ready', simulated: true });
      expect(told.at(-1)).toEqual({ type: 'cue', cue: 'greet', fadeMs: 2_000 });
      devices.onDown();
    }
  });

  it('hears a heartbeat while it is up, and none after it is gone', () => {
    const { told, devices, beat, beating } = room();
    devices.onUp();
    beat();
    beat();
    expect(told.filter(({ type }) => type === 'heartbeat')).toEqual([
      { type: 'heartbeat', sequence: 1 },
      { type: 'heartbeat', sequence: 2 },
    ]);
    devices.onDown();
    expect(beating()).toBe(false);
  });

  it('sends a cue once, not at every change of anything else', () => {
    const { told, devices } = room();
    devices.light('greet', 2_000);
    devices.light('greet', 2_000);
    expect(told).toHaveLength(1);
  });

  it('does not let a visitor be simulated before a real radar', () => {
    const { devices } = room();
    devices.onEvent({ type: 'ready', simulated: false });
    expect(devices.control.walk([])).toMatchObject({ ok: false, problem: { code: 'real-radar' } });
  });
});
