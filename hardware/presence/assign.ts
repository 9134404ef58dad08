export interface Point {
  readonly xMm: number;
  readonly zMm: number;
}

export interface Expected extends Point {
  readonly reachMm: number;
}

/**
 * Which sighting belongs to which expected place: the pairing that matches most, and among those the
 * one with the least total distance. Returns, per sighting, the index of its place or null.
 * Exhaustive: a radar sees three people at most, so this stays below some hundred cases.
 */
export function assign(
  sightings: readonly Point[],
  expected: readonly Expected[],
): readonly (number | null)[] {
  let best: { pairs: (number | null)[]; matched: number; costMm: number } | null = null;
  const taken = new Set<number>();
  const pairs: (number | null)[] = [];

  const visit = (matched: number, costMm: number) => {
    const sighting = sightings[pairs.length];
    if (sighting === undefined) {
      if (
        best === null ||
        matched > best.matched ||
        (matched === best.matched && costMm < best.costMm)
      ) {
        best = { pairs: [...pairs], matched, costMm };
      }
      return;
    }
    for (const [index, place] of expected.entries()) {
      if (taken.has(index)) continue;
      const distance = Math.hypot(sighting.xMm - place.xMm, sighting.zMm - place.zMm);
      if (distance > place.reachMm) continue;
      taken.add(index);
      pairs.push(index);
      visit(matched + 1, costMm + distance);
      pairs.pop();
      taken.delete(index);
    }
    pairs.push(null);
    visit(matched, costMm);
    pairs.pop();
  };
  visit(0, 0);
  return (best as { pairs: (number | null)[] } | null)?.pairs ?? sightings.map(() => null);
}
