/** Seeded chance: the same seed always tells the same story. */
export interface Chance {
  /** 0 inclusive to 1 exclusive. */
  uniform(): number;
  between(low: number, high: number): number;
  /** Normal with mean 0 and deviation 1. */
  normal(): number;
  /** Log-normal with this mean; `spread` is the deviation of the logarithm. */
  logNormal(mean: number, spread: number): number;
}

/** Mulberry32: 32 bits of state are plenty for a visit. */
export function createChance(seed: number): Chance {
  let state = seed | 0;
  const uniform = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const normal = (): number =>
    Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());
  return {
    uniform,
    between: (low, high) => low + (high - low) * uniform(),
    normal,
    logNormal: (mean, spread) => mean * Math.exp(spread * normal() - (spread * spread) / 2),
  };
}
