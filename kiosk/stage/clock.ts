/** Times of the audio hardware in the page's clock (performance.now), and back. Pure. */

/** What an AudioContext says of itself at one moment. */
export interface AudioClockReading {
  /** From getOutputTimestamp: this context time leaves the speakers at this page time. Null: not known yet. */
  readonly output: { readonly contextS: number; readonly pageMs: number } | null;
  readonly currentS: number;
  /** baseLatency + outputLatency, seconds. */
  readonly latencyS: number;
  readonly nowMs: number;
}

/** A line between the two clocks; both run at the same speed over a sentence. */
export interface AudioClock {
  /** When the sample of this context time is (was, will be) heard, page ms. */
  heardAtMs(contextS: number): number;
  /** Which context time is heard at this page time, seconds. */
  heardAtS(pageMs: number): number;
}

export function audioClock(reading: AudioClockReading): AudioClock {
  const { output, currentS, latencyS, nowMs } = reading;
  // Some browsers give zeros before the first sound, or a stale reading after a stop.
  const usable = output !== null && output.pageMs > 0 && Math.abs(nowMs - output.pageMs) < 1000;
  const offsetMs = usable
    ? output.pageMs - output.contextS * 1000
    : nowMs - (currentS - latencyS) * 1000;
  return {
    heardAtMs: (contextS) => contextS * 1000 + offsetMs,
    heardAtS: (pageMs) => (pageMs - offsetMs) / 1000,
  };
}

/**
 * Fits a stream's own clock to the page's from arrival times. A frame can only arrive late, so the
 * least delay of the last seconds is the truest; accuracy is the scheduling of one frame, some 10 ms,
 * however busy the page is.
 */
export interface ArrivalClock {
  /** @param streamMs end of the frame in its own clock @param arrivedMs page clock @returns page time of `streamMs` */
  add(streamMs: number, arrivedMs: number): number;
}

export function createArrivalClock(windowFrames = 250): ArrivalClock {
  const offsets = new Float64Array(windowFrames);
  let count = 0;
  return {
    add(streamMs, arrivedMs) {
      offsets[count % windowFrames] = arrivedMs - streamMs;
      count += 1;
      let least = Number.POSITIVE_INFINITY;
      for (let at = 0; at < Math.min(count, windowFrames); at += 1)
        least = Math.min(least, offsets[at] ?? least);
      return streamMs + least;
    },
  };
}
