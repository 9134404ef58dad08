/** What goes wrong on a wire, done on purpose. Pure: chunks in, chunks out, randomness injected. */
export const wireFaults = ['none', 'split', 'joined', 'corrupted', 'junk', 'silent'] as const;
export type WireFault = (typeof wireFaults)[number];

export interface Wire {
  /** Chunks to send now, for a chunk the device has just said. */
  readonly pass: (chunk: Uint8Array) => readonly Uint8Array[];
  readonly setFault: (fault: WireFault) => void;
}

const joinedTogether = 3;

export function faultyWire(random: () => number): Wire {
  let fault: WireFault = 'none';
  let waiting: Uint8Array[] = [];

  return {
    setFault: (next) => {
      fault = next;
      waiting = [];
    },
    pass: (chunk) => {
      switch (fault) {
        case 'none':
          return [chunk];
        case 'silent':
          return [];
        case 'split': {
          const at = 1 + Math.floor(random() * Math.max(chunk.length - 1, 1));
          return [chunk.slice(0, at), chunk.slice(at)];
        }
        case 'joined': {
          waiting.push(chunk);
          if (waiting.length < joinedTogether) return [];
          const together = Uint8Array.from(waiting.flatMap((each) => [...each]));
          waiting = [];
          return [together];
        }
        case 'corrupted': {
          // Every second chunk loses one byte's truth: the rest must survive it.
          if (random() < 0.5) return [chunk];
          const bad = chunk.slice();
          const at = Math.floor(random() * bad.length);
          bad[at] = (bad[at] ?? 0) ^ (1 + Math.floor(random() * 255));
          return [bad];
        }
        case 'junk': {
          const junk = Uint8Array.from({ length: 1 + Math.floor(random() * 7) }, () =>
            Math.floor(random() * 256),
          );
          return [Uint8Array.from([...junk, ...chunk])];
        }
      }
    },
  };
}

/** A small seeded generator (mulberry32) for simulators; 0..1. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
