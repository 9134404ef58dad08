/** Who is on this port? Asks as each of our drivers would, and lets go again at once. */
import type { DeviceStatus } from '../contract.ts';
import { enttecProDriver } from '../dmx/enttec-pro/index.ts';
import {
  type Clock,
  type Driver,
  type FoundPort,
  type LinkProblem,
  type OpenPort,
  superviseLink,
} from '../link/index.ts';
import { ld2450Driver } from '../radar/ld2450/index.ts';

export interface Identified {
  readonly kind: DeviceStatus['kind'] | null;
  /** What the device says it is; '' when nobody we know answered. */
  readonly identity: string;
  /** Why there is no answer; null when there is one, or when it was merely not ours. */
  readonly problem: LinkProblem | null;
}

export interface IdentifyDeps {
  readonly clock: Clock;
  readonly openPort: OpenPort;
  readonly signal: AbortSignal;
}

type Kind = DeviceStatus['kind'];

/** The USB chip in front of a device tells what it may be, never what it is. */
export function likelyKind(port: Pick<FoundPort, 'vendorId' | 'productId'>): Kind | null {
  switch (port.vendorId) {
    // FTDI: every Enttec, and much else.
    case '0403':
      return 'dmx-enttec-pro';
    // CH340, CP2102: the adapters that radar modules come with.
    case '1a86':
    case '10c4':
      return 'radar-ld2450';
    default:
      return null;
  }
}

/**
 * Never while a show runs on that widget: asking its serial number ends the look it holds. A booth
 * that runs holds its ports locked, so that this finds them busy.
 */
export async function identifyPort(
  path: string,
  first: Kind | null,
  deps: IdentifyDeps,
): Promise<Identified> {
  const kinds: readonly Kind[] =
    first === 'radar-ld2450'
      ? ['radar-ld2450', 'dmx-enttec-pro']
      : ['dmx-enttec-pro', 'radar-ld2450'];
  for (const kind of kinds) {
    const answer = await ask(path, kind, deps);
    if (answer.kind !== null || answer.problem !== null) return answer;
    if (deps.signal.aborted) break;
  }
  return { kind: null, identity: '', problem: null };
}

function ask(path: string, kind: Kind, deps: IdentifyDeps): Promise<Identified> {
  return new Promise((resolve) => {
    let over = false;
    const finish = (answer: Identified) => {
      if (over) return;
      over = true;
      deps.signal.removeEventListener('abort', onAbort);
      // Let go before the next tick could write: a probe must not light or darken anything.
      void link.stop().then(() => resolve(answer));
    };
    const onAbort = () => finish({ kind: null, identity: '', problem: null });
    const link = superviseLink({
      path,
      driver: { ...driverFor(kind), words: { device: 'device', effect: 'It cannot be asked.' } },
      openPort: deps.openPort,
      clock: deps.clock,
      random: () => 0,
      onChange: (snapshot) => {
        if (snapshot.state === 'live') finish({ kind, identity: snapshot.identity, problem: null });
        else if (snapshot.problem?.code === 'probe-failed') onAbort();
        else if (snapshot.problem !== null) {
          finish({ kind: null, identity: '', problem: snapshot.problem });
        }
      },
    });
    deps.signal.addEventListener('abort', onAbort);
    if (deps.signal.aborted) onAbort();
  });
}

function driverFor(kind: Kind): Driver {
  switch (kind) {
    case 'dmx-enttec-pro':
      return enttecProDriver();
    case 'radar-ld2450':
      return ld2450Driver({ onTargets: () => undefined });
  }
}
