import { describe, expect, it } from 'vitest';
import {
  bestProbe,
  type ClockProbe,
  keptProbes,
  probeOf,
  withProbe,
} from '../../../kiosk/host/server/stage-clock.ts';

describe('the stage’s clock', () => {
  it('is believed by the quickest answer, whose error is the smallest', () => {
    // True offset 1000; the answers wait 1, 30 and 8 ms on the way there only.
    let probes: readonly ClockProbe[] = [];
    for (const [sent, delayThere] of [
      [2000, 30],
      [3000, 1],
      [4000, 8],
    ] as const) {
      probes = withProbe(probes, probeOf(sent, sent + delayThere - 1000, sent + delayThere));
    }
    expect(bestProbe(probes)).toEqual({ roundTripMs: 1, offsetMs: 999.5 });
  });

  it('forgets old answers, so that a drifting clock is followed', () => {
    let probes: readonly ClockProbe[] = withProbe([], { roundTripMs: 0.1, offsetMs: 0 });
    for (let index = 0; index < keptProbes; index++) {
      probes = withProbe(probes, { roundTripMs: 2, offsetMs: 50 });
    }
    expect(bestProbe(probes)?.offsetMs).toBe(50);
    expect(bestProbe([])).toBeNull();
  });
});
