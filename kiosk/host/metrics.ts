/** What Prometheus may ask of the booth. Numbers and part names only. */
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { DeviceStatus } from '../../hardware/contract.ts';
import type { PartHealth, StageTimes } from './contract.ts';

const turnStages = [
  'turnEnd',
  'asrFinal',
  'replyFirstToken',
  'firstAudio',
  'firstFaceFrame',
  'spoken',
] as const satisfies readonly (keyof StageTimes)[];

const linkStates = ['absent', 'opening', 'probing', 'live', 'stale', 'closed'] as const;
const partStates = ['ok', 'starting', 'degraded', 'down'] as const;

export interface BoothMetrics {
  turn(times: StageTimes, basis: string, input: string): void;
  devices(devices: readonly DeviceStatus[]): void;
  health(parts: readonly PartHealth[]): void;
  childRestarted(name: string): void;
  frames(picture: { readonly fps: number; readonly p95Ms: number; readonly worstMs: number }): void;
  contextLost(): void;
  storeFailed(code: string): void;
  malformed(kind: string): void;
  visitEnded(reason: string): void;
  stageConnected(connected: boolean): void;
  /** Prometheus text. */
  text(): Promise<string>;
  readonly contentType: string;
}

export function createMetrics(version: string): BoothMetrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry, prefix: 'rumian_host_' });
  new Gauge({
    name: 'rumian_build_info',
    help: 'Always 1; the version is the label.',
    labelNames: ['version'],
    registers,
  }).set({ version }, 1);

  const stage = new Histogram({
    name: 'rumian_turn_stage_seconds',
    help: 'Time from the end of the visitor’s speech (typed: from the call) to each stage of the turn.',
    labelNames: ['stage'],
    buckets: [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1, 1.25, 1.5, 2, 3, 5, 10, 30],
    registers,
  });
  const turns = new Counter({
    name: 'rumian_turns_total',
    help: 'Turns by what the answer rested on and how the question came.',
    labelNames: ['basis', 'input'],
    registers,
  });
  const visits = new Counter({
    name: 'rumian_visits_total',
    help: 'Visits by how they ended.',
    labelNames: ['reason'],
    registers,
  });
  const deviceState = new Gauge({
    name: 'rumian_device_state',
    help: '1 for the state a device is in, 0 for the others.',
    labelNames: ['device', 'state'],
    registers,
  });
  const deviceRate = new Gauge({
    name: 'rumian_device_rate_hertz',
    help: 'Believable frames a second.',
    labelNames: ['device'],
    registers,
  });
  const deviceAge = new Gauge({
    name: 'rumian_device_frame_age_seconds',
    help: 'Age of the newest believable frame; absent before the first.',
    labelNames: ['device'],
    registers,
  });
  const deviceReconnects = new Gauge({
    name: 'rumian_device_reconnects',
    help: 'Reconnects since the devices process started.',
    labelNames: ['device'],
    registers,
  });
  const part = new Gauge({
    name: 'rumian_part_state',
    help: '1 for the state a part of the booth is in, 0 for the others.',
    labelNames: ['part', 'state'],
    registers,
  });
  const restarts = new Counter({
    name: 'rumian_child_restarts_total',
    help: 'Restarts of supervised processes.',
    labelNames: ['child'],
    registers,
  });
  const fps = gauge('rumian_stage_frames_per_second', 'Frames a second the stage draws.');
  const frameP95 = gauge('rumian_stage_frame_p95_seconds', '95th percentile of the frame time.');
  const frameWorst = gauge('rumian_stage_frame_worst_seconds', 'Longest frame of the last second.');
  const connected = gauge('rumian_stage_connected', '1 while a stage is connected.');
  const contextLosses = new Counter({
    name: 'rumian_stage_context_losses_total',
    help: 'Times the stage lost its graphics context.',
    registers,
  });
  const storeFailures = new Counter({
    name: 'rumian_store_failures_total',
    help: 'Writes and reads the store refused.',
    labelNames: ['code'],
    registers,
  });
  const malformed = new Counter({
    name: 'rumian_malformed_frames_total',
    help: 'Frames from the stage that were not what the contract says.',
    labelNames: ['kind'],
    registers,
  });

  function gauge(name: string, help: string): Gauge {
    return new Gauge({ name, help, registers });
  }

  return {
    turn: (times, basis, input) => {
      turns.inc({ basis, input });
      for (const name of turnStages) {
        const ms = times[name];
        if (ms !== null) stage.observe({ stage: name }, ms / 1000);
      }
    },
    devices: (devices) => {
      for (const { id, state, rateHz, lastFrameAgeMs, reconnects } of devices) {
        for (const name of linkStates) {
          deviceState.set({ device: id, state: name }, name === state ? 1 : 0);
        }
        deviceRate.set({ device: id }, rateHz);
        deviceReconnects.set({ device: id }, reconnects);
        if (lastFrameAgeMs === null) deviceAge.remove({ device: id });
        else deviceAge.set({ device: id }, lastFrameAgeMs / 1000);
      }
    },
    health: (parts) => {
      for (const { part: name, state } of parts) {
        for (const each of partStates)
          part.set({ part: name, state: each }, each === state ? 1 : 0);
      }
    },
    childRestarted: (name) => restarts.inc({ child: name }),
    frames: (picture) => {
      fps.set(picture.fps);
      frameP95.set(picture.p95Ms / 1000);
      frameWorst.set(picture.worstMs / 1000);
    },
    contextLost: () => contextLosses.inc(),
    storeFailed: (code) => storeFailures.inc({ code }),
    malformed: (kind) => malformed.inc({ kind }),
    visitEnded: (reason) => visits.inc({ reason }),
    stageConnected: (is) => connected.set(is ? 1 : 0),
    text: () => registry.metrics(),
    contentType: registry.contentType,
  };
}
