import type { Track } from '../track.ts';

/** The weight of one channel's keys at a moment: straight between keys, held outside. */
export function weightAt(
  keys: ReadonlyArray<readonly [atMs: number, weight: number]>,
  atMs: number,
): number {
  let low = 0;
  let high = keys.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((keys[middle]?.[0] ?? 0) <= atMs) low = middle + 1;
    else high = middle;
  }
  const before = keys[low - 1];
  const after = keys[low];
  if (before === undefined) return after?.[1] ?? 0;
  if (after === undefined) return before[1];
  const span = after[0] - before[0];
  return span <= 0 ? after[1] : before[1] + ((after[1] - before[1]) * (atMs - before[0])) / span;
}

/**
 * The face of a track at a moment, written into `into` (which keeps what other shapes it has) and
 * returned. Allocates nothing when `into` is given.
 * @param atMs from the first sample of the track's sound
 */
export function faceAtTrack(
  track: Track,
  atMs: number,
  into: Record<string, number> = {},
): Record<string, number> {
  for (const name in track.channels) {
    const keys = track.channels[name];
    if (keys !== undefined) into[name] = weightAt(keys, atMs);
  }
  return into;
}
