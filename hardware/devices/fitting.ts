/** A device's place in the booth: a real port, a simulated one, none, or a simulator that failed. */
import type { DeviceStatus } from '../contract.ts';
import type { Clock, Driver, Link, LinkProblem, OpenPort } from '../link/index.ts';
import { superviseLink } from '../link/index.ts';
import type { Simulated, SimulatedDevice } from '../simulate/index.ts';

export interface Fitting<Device extends SimulatedDevice> {
  readonly status: (nowMs: number) => DeviceStatus;
  readonly link: Link | null;
  readonly simulated: Device | null;
  readonly stop: () => Promise<void>;
}

export interface FittingOptions<Device extends SimulatedDevice> {
  readonly id: string;
  readonly kind: DeviceStatus['kind'];
  readonly label: string;
  /** The configured port; null when none is. */
  readonly port: string | null;
  /** Starts the simulator; null when none is wanted. */
  readonly simulate: (() => Promise<Simulated<Device>>) | null;
  readonly driver: Driver;
  /** Instead of the rate of frames read. */
  readonly rateHz?: (nowMs: number) => number;
  readonly clock: Clock;
  readonly random: () => number;
  readonly openPort: OpenPort;
  readonly onChange: () => void;
}

export async function fitDevice<Device extends SimulatedDevice>(
  options: FittingOptions<Device>,
): Promise<Fitting<Device>> {
  const { clock } = options;
  let problem: LinkProblem | null = null;
  let simulated: Device | null = null;
  if (options.port === null && options.simulate !== null) {
    const started = await options.simulate();
    if ('device' in started) simulated = started.device;
    else problem = started.problem;
  }
  const path = options.port ?? simulated?.path ?? '';
  const sinceMs = clock.nowMs();
  const link =
    path === ''
      ? null
      : superviseLink({
          path,
          driver: options.driver,
          openPort: options.openPort,
          clock,
          random: options.random,
          onChange: () => options.onChange(),
        });

  return {
    link,
    simulated,
    status: (nowMs) => {
      const snapshot = link?.snapshot();
      const lastMs = snapshot?.lastFrameAtMs ?? null;
      return {
        id: options.id,
        kind: options.kind,
        label: options.label,
        path,
        simulated: simulated !== null,
        state: snapshot?.state ?? 'absent',
        sinceMs: Math.round(snapshot?.sinceMs ?? sinceMs),
        lastFrameAgeMs: lastMs === null ? null : Math.max(0, Math.round(nowMs - lastMs)),
        rateHz: snapshot === undefined ? 0 : (options.rateHz?.(nowMs) ?? snapshot.framesHz),
        reconnects: snapshot?.reconnects ?? 0,
        identity: snapshot?.identity ?? '',
        problem: snapshot?.problem ?? problem,
      };
    },
    stop: async () => {
      await link?.stop();
      await simulated?.stop();
    },
  };
}
