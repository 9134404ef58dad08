import { macroWeights } from './macro.ts';
import { seeded } from './maths.ts';
import type { Recipe } from './recipe.ts';
import { sliders } from './sliders.ts';
import type { Source } from './source.ts';

/** Adds weighted targets to packed positions (decimetres), in place. */
export const addTargets = (
  source: Source,
  positions: Float64Array,
  weights: Iterable<readonly [path: string, weight: number]>,
): void => {
  for (const [path, weight] of weights) {
    if (weight === 0) continue;
    const { indices, deltas } = source.target(path);
    for (let i = 0; i < indices.length; i++) {
      const at = 3 * (indices[i] ?? 0);
      for (let k = 0; k < 3; k++)
        positions[at + k] = (positions[at + k] ?? 0) + (deltas[3 * i + k] ?? 0) * 1e-3 * weight;
    }
  }
};

const faceWeights = (recipe: Recipe): Array<readonly [string, number]> =>
  Object.entries(recipe.face).flatMap(([name, value]) => {
    const slider = sliders[name];
    const paths = value < 0 ? slider?.low : slider?.high;
    return (paths ?? []).map((path) => [path, Math.abs(value)] as const);
  });

const asymmetries = [
  'brown-1',
  'brown-2',
  'cheek-1',
  'cheek-2',
  'ear-1',
  'ear-2',
  'eye-2',
  'eye-5',
  'jaw-1',
  'jaw-2',
  'mouth-1',
  'mouth-2',
  'nose-1',
  'nose-3',
  'temple-1',
] as const;

const asymmetryWeights = ({ asymmetry }: Recipe): Array<readonly [string, number]> => {
  const next = seeded(asymmetry.seed);
  return asymmetries.map((name) => {
    const lean = (next() * 2 - 1) * asymmetry.amount;
    return [`asym/asym-${name}-${lean < 0 ? 'l' : 'r'}`, Math.abs(lean)] as const;
  });
};

/** Height of the skin mesh in decimetres; helper geometry does not count. */
export const skinExtent = (
  source: Source,
  positions: Float64Array,
): { low: number; high: number } => {
  const { quads, quadGroups } = source.base;
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (let f = 0; f < quadGroups.length; f++) {
    if (quadGroups[f] !== 0) continue;
    for (let k = 0; k < 4; k++) {
      const y = positions[3 * (quads[4 * f + k] ?? 0) + 1] ?? 0;
      low = Math.min(low, y);
      high = Math.max(high, y);
    }
  }
  return { low, high };
};

/**
 * The undressed base mesh of one person, decimetres, in the data's own pose, feet at y = 0.
 * The height dial is searched for the wanted height; what the dial cannot reach is scaled.
 */
export const shapePerson = (source: Source, recipe: Recipe): Float64Array => {
  const details = [...faceWeights(recipe), ...asymmetryWeights(recipe)];
  const at = (height: number): Float64Array => {
    const positions = Float64Array.from(source.base.positions);
    addTargets(source, positions, macroWeights({ ...recipe, height }));
    addTargets(source, positions, details);
    return positions;
  };
  const heightOf = (positions: Float64Array): number => {
    const { low, high } = skinExtent(source, positions);
    return high - low;
  };
  const wanted = recipe.heightMm / 100;
  let low = 0;
  let high = 1;
  let positions = at(0.5);
  if (heightOf(positions) < wanted) low = 0.5;
  else high = 0.5;
  for (let step = 0; step < 12; step++) {
    const middle = (low + high) / 2;
    positions = at(middle);
    if (heightOf(positions) < wanted) low = middle;
    else high = middle;
  }
  const factor = wanted / heightOf(positions);
  const floor = skinExtent(source, positions).low;
  for (let i = 0; i < positions.length; i++) {
    const base = positions[i] ?? 0;
    positions[i] = (i % 3 === 1 ? base - floor : base) * factor;
  }
  return positions;
};
