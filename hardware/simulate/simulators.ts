/** The twins put on pseudo-terminals, where the real drivers find them. */
import type { WalkPoint } from '../contract.ts';
import { type EnttecProTwin, enttecProTwin } from '../dmx/enttec-pro/simulator.ts';
import type { ProblemWords } from '../link/index.ts';
import { type Clock, type LinkProblem, systemClock } from '../link/index.ts';
import { ld2450Twin } from '../radar/ld2450/simulator.ts';
import { faultyWire, seeded, type WireFault } from './faults.ts';
import { openPty, type Pty } from './pty.ts';

export type SimulatorFault = WireFault | 'stuck' | 'slow';

export interface SimulatedDevice {
  readonly path: string;
  readonly setFault: (fault: SimulatorFault) => void;
  /** The port vanishes at once, as when a cable is pulled. */
  readonly unplug: () => Promise<void>;
  readonly replug: () => Promise<LinkProblem | null>;
  /** Settles when the terminal now plugged in has gone. */
  readonly gone: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

export interface SimulatedRadar extends SimulatedDevice {
  /** People walking before the booth; times count from now. None: an empty room. */
  readonly walk: (paths: readonly (readonly WalkPoint[])[]) => void;
}

export interface SimulatedWidget extends SimulatedDevice {
  readonly twin: EnttecProTwin;
}

export type Simulated<Device> = { readonly device: Device } | { readonly problem: LinkProblem };

export interface SimulatorOptions {
  /** Where to put it; a symbolic link made by the simulator. */
  readonly link: string;
  readonly seed?: number;
  readonly clock?: Clock;
}

const reportEveryMs = 100;

export async function simulateRadar(
  options: SimulatorOptions & { readonly losesStillAfterMs?: number | null },
): Promise<Simulated<SimulatedRadar>> {
  const clock = options.clock ?? systemClock;
  const twin = ld2450Twin({
    random: seeded(options.seed ?? 1),
    losesStillAfterMs: options.losesStillAfterMs ?? null,
  });
  let lastReport: Uint8Array | null = null;
  let stuck = false;
  const plugged = await plugIn(
    options,
    { device: 'LD2450 radar', effect: 'Nobody can be simulated before the booth.' },
    (bytes) => twin.receive(bytes),
    (fault) => {
      stuck = fault === 'stuck';
    },
  );
  if ('problem' in plugged) return plugged;
  const stopReporting = clock.every(reportEveryMs, () => {
    const report = twin.report(clock.nowMs());
    if (report === null) return;
    if (!stuck || lastReport === null) lastReport = report;
    plugged.device.say(lastReport);
  });
  return {
    device: {
      ...plugged.device,
      walk: (paths) => twin.walk(paths, clock.nowMs()),
      stop: async () => {
        stopReporting();
        await plugged.device.unplug();
      },
    },
  };
}

export async function simulateWidget(
  options: SimulatorOptions & { readonly onLook?: (universe: Uint8Array) => void },
): Promise<Simulated<SimulatedWidget>> {
  const twin = enttecProTwin();
  const plugged = await plugIn(
    options,
    { device: 'DMX USB Pro', effect: 'No lamps can be simulated.' },
    (bytes) => {
      const looksBefore = twin.looksReceived();
      const answers = twin.receive(bytes);
      if (twin.looksReceived() !== looksBefore) options.onLook?.(twin.universe());
      return answers;
    },
    () => undefined,
  );
  if ('problem' in plugged) return plugged;
  return { device: { ...plugged.device, twin, stop: plugged.device.unplug } };
}

interface Plugged extends Omit<SimulatedDevice, 'stop'> {
  readonly say: (chunk: Uint8Array) => void;
}

async function plugIn(
  options: SimulatorOptions,
  words: ProblemWords,
  receive: (bytes: Uint8Array) => readonly Uint8Array[],
  onFault: (fault: SimulatorFault) => void,
): Promise<Simulated<Plugged>> {
  const wire = faultyWire(seeded((options.seed ?? 1) + 1));
  let pty: Pty | null = null;

  const say = (chunk: Uint8Array) => {
    const [first, ...later] = wire.pass(chunk);
    if (first === undefined) return;
    pty?.write(first);
    // Apart in time too, or the kernel would join them again.
    for (const [index, rest] of later.entries()) {
      setTimeout(() => pty?.write(rest), 8 * (index + 1));
    }
  };
  const plug = async (): Promise<LinkProblem | null> => {
    const opened = await openPty(options.link, words, (bytes) => {
      for (const answer of receive(bytes)) say(answer);
    });
    if ('problem' in opened) return opened.problem;
    pty = opened.pty;
    return null;
  };
  const problem = await plug();
  if (problem !== null) return { problem };

  return {
    device: {
      path: options.link,
      say,
      setFault: (fault) => {
        onFault(fault);
        pty?.setReading(fault !== 'slow');
        wire.setFault(fault === 'stuck' || fault === 'slow' ? 'none' : fault);
      },
      unplug: async () => {
        const pulled = pty;
        pty = null;
        await pulled?.unplug();
      },
      replug: plug,
      gone: () => pty?.gone ?? Promise.resolve(),
    },
  };
}
