/** Frame times kept in a ring: no allocation while drawing. */
export interface FrameFigures {
  readonly frames: number;
  readonly fps: number;
  readonly p50Ms: number;
  readonly p95Ms: number;
  readonly worstMs: number;
}

export interface FrameMeter {
  add(ms: number): void;
  /** Figures of everything since the last call; empties the ring. */
  take(): FrameFigures;
}

/** @param capacity most frames kept between two calls of `take` */
export function createFrameMeter(capacity = 512): FrameMeter {
  const ring = new Float64Array(capacity);
  let count = 0;
  return {
    add(ms) {
      ring[count % capacity] = ms;
      count += 1;
    },
    take() {
      const kept = ring.slice(0, Math.min(count, capacity)).sort();
      count = 0;
      return figures(kept);
    },
  };
}

/** Figures of a list of frame times, ms. An empty list gives zeros. */
export function figures(times: ArrayLike<number>): FrameFigures {
  const sorted = Float64Array.from(times).sort();
  if (sorted.length === 0) return { frames: 0, fps: 0, p50Ms: 0, p95Ms: 0, worstMs: 0 };
  let sum = 0;
  for (const ms of sorted) sum += ms;
  const at = (part: number) =>
    sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))] ?? 0;
  return {
    frames: sorted.length,
    fps: sum > 0 ? (1000 * sorted.length) / sum : 0,
    p50Ms: at(0.5),
    p95Ms: at(0.95),
    worstMs: at(1),
  };
}
