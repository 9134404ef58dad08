import { smoothstep, vertexAt } from './maths.ts';
import type { BaseMesh } from './source.ts';

/** Sliders for age and lips can leave the mouth a little open, and then teeth show in a face at rest. */
const lipBones = /^oris0/;
const columns = 11;
/** Decimetres that the lips press into each other, so that no light passes between. */
const overlap = 0.012;

/** How much of a vertex hangs on bones that pass the test, 0..1. */
const share = (base: BaseMesh, v: number, passes: readonly boolean[]): number => {
  let sum = 0;
  for (let k = 0; k < 4; k++)
    if (passes[base.skinBones[4 * v + k] ?? 0] === true) sum += base.skinWeights[4 * v + k] ?? 0;
  return sum;
};

/**
 * Brings the lips of a shaped base mesh together, in place: both move half of the gap, by column
 * across the mouth. Lips that press together stay as they are.
 */
export const sealLips = (base: BaseMesh, positions: Float64Array): void => {
  const underJaw: boolean[] = [];
  base.bones.forEach(({ name, parent }, i) => {
    underJaw[i] = name === 'jaw' || underJaw[parent] === true;
  });
  const isLip = base.bones.map(({ name }) => lipBones.test(name));
  const skin = new Set<number>();
  base.quadGroups.forEach((group, f) => {
    if (group === 0) for (let k = 0; k < 4; k++) skin.add(base.quads[4 * f + k] ?? 0);
  });
  const lips = [...skin]
    .map((v) => ({ v, lip: share(base, v, isLip), low: share(base, v, underJaw) }))
    .filter(({ lip }) => lip > 0.3);
  const reach = Math.max(
    ...lips.filter(({ lip }) => lip > 0.8).map(({ v }) => vertexAt(positions, v)[0]),
  );
  const front = Math.max(...lips.map(({ v }) => vertexAt(positions, v)[2]));
  const gaps = Array.from({ length: columns }, (_, column) => {
    const x = ((column / (columns - 1)) * 2 - 1) * reach;
    let ceiling = Number.POSITIVE_INFINITY;
    let floor = Number.NEGATIVE_INFINITY;
    for (const { v, lip, low } of lips) {
      const [at, y, z] = vertexAt(positions, v);
      // Only the visible lips: the lining behind them is further in.
      if (lip < 0.6 || Math.abs(at - x) > reach / (columns - 1) || z < front - 0.35) continue;
      if (low > 0.5) floor = Math.max(floor, y);
      else ceiling = Math.min(ceiling, y);
    }
    return Number.isFinite(ceiling) && Number.isFinite(floor)
      ? Math.max(0, ceiling - floor + overlap)
      : 0;
  });
  for (const { v, lip, low } of lips) {
    const [x] = vertexAt(positions, v);
    const at = Math.min(columns - 1, Math.max(0, ((x / reach + 1) / 2) * (columns - 1)));
    const i = Math.floor(at);
    const gap =
      (gaps[i] ?? 0) * (1 - (at - i)) + (gaps[Math.min(columns - 1, i + 1)] ?? 0) * (at - i);
    const by = (gap / 2) * smoothstep(0.3, 0.8, lip) * (low > 0.5 ? 1 : -1);
    positions[3 * v + 1] = (positions[3 * v + 1] ?? 0) + by;
  }
};
