/**
 * How the stage's clock stands to the host's. Of the last probes the one with the shortest round trip is
 * believed: its error is at most half that trip, and old ones fall out, so that drift is followed.
 */
export interface ClockProbe {
  readonly roundTripMs: number;
  /** hostMs − stageMs at that moment. */
  readonly offsetMs: number;
}

/** At one probe each 2 s: the last minute. */
export const keptProbes = 30;

export function probeOf(sentHostMs: number, stageMs: number, backHostMs: number): ClockProbe {
  return {
    roundTripMs: backHostMs - sentHostMs,
    offsetMs: (sentHostMs + backHostMs) / 2 - stageMs,
  };
}

export function withProbe(probes: readonly ClockProbe[], probe: ClockProbe): readonly ClockProbe[] {
  return [...probes, probe].slice(-keptProbes);
}

export function bestProbe(probes: readonly ClockProbe[]): ClockProbe | null {
  let best: ClockProbe | null = null;
  for (const probe of probes) {
    if (best === null || probe.roundTripMs <= best.roundTripMs) best = probe;
  }
  return best;
}
