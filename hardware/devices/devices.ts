/** The devices of one booth together: radar to presence, cues to lamps, everything to the host. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DevicesCommand, DevicesConfig, DevicesEvent } from '../contract.ts';
import { enttecProDriver } from '../dmx/enttec-pro/index.ts';
import type { Clock, OpenPort } from '../link/index.ts';
import {
  defaultMount,
  defaultPresenceTuning,
  nobody,
  observe,
  toBooth,
  visitorsOf,
} from '../presence/index.ts';
import { ld2450Driver, type RadarTarget } from '../radar/ld2450/index.ts';
import { simulateRadar, simulateWidget } from '../simulate/index.ts';
import { fitDevice } from './fitting.ts';
import { startLights } from './lights.ts';

const lightsEveryMs = 33;
const statusEveryMs = 1000;
/** A radar this quiet is not going to say that somebody left: time passes without it. */
const radarQuietMs = 300;
/** The safe look's own fade, and two more frames for the widget to have it. */
const safeShownMs = 600;
const flushDeadlineMs = 500;

export interface DevicesDeps {
  readonly clock: Clock;
  readonly random: () => number;
  readonly openPort: OpenPort;
  readonly emit: (event: DevicesEvent) => void;
}

export interface Devices {
  readonly handle: (command: Exclude<DevicesCommand, { type: 'configure' | 'stop' }>) => void;
  /** Take the lights from the host for good: it has gone. */
  readonly holdLights: () => void;
  /** Safe look sent and flushed, then the ports closed. */
  readonly stop: () => Promise<void>;
}

export async function startDevices(config: DevicesConfig, deps: DevicesDeps): Promise<Devices> {
  const { clock, emit } = deps;
  const folder = await mkdtemp(join(tmpdir(), 'rumian-devices-'));
  let presence = nobody;
  let observedAtMs = clock.nowMs();
  let visitorsBefore = 0;

  /** Null: the radar said nothing, time passed. */
  const onTargets = (targets: readonly RadarTarget[] | null, nowMs: number) => {
    const places = targets?.map((target) => toBooth(target, defaultMount)) ?? null;
    const step = observe(presence, places, nowMs, defaultPresenceTuning);
    presence = step.presence;
    if (targets !== null) observedAtMs = nowMs;
    for (const event of step.events) emit({ type: 'presence', event });
    const visitors = visitorsOf(presence);
    if (visitors.length > 0 || visitorsBefore > 0)
      emit({ type: 'visitors', visitors, atMs: nowMs });
    visitorsBefore = visitors.length;
  };

  // A link may report before its sibling exists: until all are fitted nobody listens.
  let onLinkChange: () => void = () => undefined;
  const onChange = () => onLinkChange();
  const common = { clock, random: deps.random, openPort: deps.openPort, onChange };
  const simulate = config.simulateMissing;

  const radar = await fitDevice({
    ...common,
    id: 'radar',
    kind: 'radar-ld2450',
    label: 'HLK-LD2450',
    port: config.radar.port,
    simulate: simulate ? () => simulateRadar({ link: join(folder, 'radar'), clock }) : null,
    driver: ld2450Driver({ onTargets }),
  });
  const dmxDriver = enttecProDriver();
  const dmx = await fitDevice({
    ...common,
    id: 'dmx',
    kind: 'dmx-enttec-pro',
    label: 'Enttec DMX USB Pro',
    port: config.dmx.port,
    simulate: simulate ? () => simulateWidget({ link: join(folder, 'dmx'), clock }) : null,
    driver: dmxDriver,
    rateHz: dmxDriver.sentHz,
  });

  const emitStatus = () => {
    const nowMs = clock.nowMs();
    emit({ type: 'status', devices: [radar.status(nowMs), dmx.status(nowMs)] });
  };

  const widget = dmx.simulated;
  const lights = startLights(
    {
      driver: dmx.link === null ? null : dmxDriver,
      readBack: widget === null ? null : () => widget.twin.universe(),
      onUniverse: (report) => emit({ type: 'universe', ...report, atMs: clock.nowMs() }),
      onGuard: (look, reason) => emit({ type: 'guard', look, reason }),
    },
    clock.nowMs(),
  );

  onLinkChange = emitStatus;
  emit({ type: 'ready', simulated: radar.simulated !== null || widget !== null });
  emitStatus();

  const stopLights = clock.every(lightsEveryMs, () => lights.tick(clock.nowMs()));
  const stopStatus = clock.every(statusEveryMs, emitStatus);
  const stopQuiet = clock.every(radarQuietMs, () => {
    const nowMs = clock.nowMs();
    if (nowMs - observedAtMs >= radarQuietMs && presence.people.length > 0) onTargets(null, nowMs);
  });

  return {
    handle: (command) => {
      const nowMs = clock.nowMs();
      switch (command.type) {
        case 'heartbeat':
          lights.heartbeat(nowMs);
          return;
        case 'cue':
          lights.cue(command.cue, command.fadeMs, nowMs);
          return;
        case 'walk':
          radar.simulated?.walk(command.path.length === 0 ? [] : [command.path]);
          return;
      }
    },
    holdLights: () => lights.hold(clock.nowMs()),
    stop: async () => {
      stopQuiet();
      lights.hold(clock.nowMs());
      // A widget that is not there need not be waited for.
      if (dmx.link?.snapshot().state === 'live') {
        await new Promise((resolve) => setTimeout(resolve, safeShownMs));
        await dmx.link.flushed(flushDeadlineMs);
        lights.tick(clock.nowMs());
      }
      stopLights();
      stopStatus();
      await Promise.all([radar.stop(), dmx.stop()]);
      await rm(folder, { recursive: true, force: true });
    },
  };
}
