import type {
  CueName,
  DevicesCommand,
  DevicesConfig,
  DevicesEvent,
  PresenceEvent,
  WalkPoint,
} from '../../../hardware/index.ts';
import type { CallOutcome, DevicesControl, DevicesSnapshot, Unsubscribe } from '../control.ts';

export interface DevicesParts {
  readonly config: DevicesConfig;
  readonly send: (command: DevicesCommand) => void;
  readonly onPresence: (event: PresenceEvent) => void;
  readonly onVisitors: () => void;
  readonly repeat: (run: () => void, intervalMs: number) => () => void;
  readonly nowMs: () => number;
}

/** The lights guard calls the host dead after 1 s of silence: four beats may be missed by a busy machine. */
const heartbeatMs = 200;

/** The devices process as the host and the console see it: commands out, the newest picture in. */
export function createDevices(parts: DevicesParts) {
  const listeners = new Set<(snapshot: DevicesSnapshot) => void>();
  let cue: { cue: CueName; fadeMs: number } = { cue: 'asleep', fadeMs: 2_000 };
  let sequence = 0;
  let stopHeartbeat = () => {};
  let simulated = false;
  let current: DevicesSnapshot = {
    atMs: parts.nowMs(),
    devices: [],
    lamps: [],
    sent: [],
    readBack: null,
    visitors: [],
    guard: { look: 'house', reason: 'The devices process has not reported yet.' },
  };

  const update = (change: Partial<DevicesSnapshot>): void => {
    current = { ...current, ...change, atMs: parts.nowMs() };
    for (const listener of listeners) listener(current);
  };

  const control: DevicesControl = {
    snapshot: () => current,
    onSnapshot(listener): Unsubscribe {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    walk(path: readonly WalkPoint[]): CallOutcome {
      if (!simulated) {
        return {
          ok: false,
          problem: {
            code: 'real-radar',
            cause: 'A real radar is fitted; visitors cannot be simulated.',
            remedy: 'Walk up to the booth, or leave devices.radar.port out of booth.json.',
          },
        };
      }
      parts.send({ type: 'walk', path });
      return { ok: true };
    },
  };

  return {
    control,
    onUp(): void {
      parts.send({ type: 'configure', config: parts.config });
      stopHeartbeat();
      stopHeartbeat = parts.repeat(() => {
        sequence += 1;
        parts.send({ type: 'heartbeat', sequence });
      }, heartbeatMs);
    },
    onDown(): void {
      stopHeartbeat();
      update({
        devices: [],
        visitors: [],
        guard: { look: 'safe', reason: 'The devices process is down.' },
      });
      parts.onVisitors();
    },
    onEvent(event: DevicesEvent): void {
      switch (event.type) {
        case 'ready':
          simulated = event.simulated;
          // Until it says so it is still opening its ports, and a cue would be lost.
          parts.send({ type: 'cue', ...cue });
          break;
        case 'status':
          simulated = event.devices.some(
            (device) => device.kind === 'radar-ld2450' && device.simulated,
          );
          update({ devices: event.devices });
          break;
        case 'presence':
          parts.onPresence(event.event);
          break;
        case 'visitors':
          update({ visitors: event.visitors });
          parts.onVisitors();
          break;
        case 'universe':
          update({
            lamps: event.lamps,
            sent: [...event.sent],
            readBack: event.readBack ? [...event.readBack] : null,
          });
          break;
        case 'guard':
          update({ guard: { look: event.look, reason: event.reason } });
          break;
      }
    },
    light(next: CueName, fadeMs: number): void {
      if (next === cue.cue) return;
      cue = { cue: next, fadeMs };
      parts.send({ type: 'cue', ...cue });
    },
    stop: () => stopHeartbeat(),
  };
}

export type Devices = ReturnType<typeof createDevices>;
