import { z } from 'zod';
import { core, nearest } from './core.ts';
import { sliders } from './sliders.ts';

const part = z.number().min(0).max(1);
const colour = z.string().regex(/^#[0-9a-f]{6}$/, 'a colour like #8a8f96');
const oneOf = (names: readonly string[]) => z.string().refine((name) => names.includes(name));

const garment = z.strictObject({
  name: oneOf(core.clothes),
  /** Which of the garment's own pictures; the first when left out. */
  texture: z.string().optional(),
  /** Dyes the garment: its folds stay, its colour becomes this one; a suit's upper and lower half may differ. */
  dye: z.union([colour, z.strictObject({ upper: colour, lower: colour })]).optional(),
});

export const recipeSchema = z.strictObject({
  version: z.literal(1),
  ageYears: z.number().min(1).max(90),
  /** 0 female .. 1 male. */
  sex: part,
  ethnic: z.strictObject({ asian: part, african: part, caucasian: part }),
  weight: part,
  muscle: part,
  proportions: part.default(0.5),
  /** Standing height with bare feet. */
  heightMm: z.number().min(700).max(2200),
  face: z.record(z.string(), z.number().min(-1).max(1)).default({}),
  asymmetry: z.strictObject({ seed: z.int().min(0).max(4294967295), amount: part }),
  skin: oneOf(core.skins),
  eyes: z.strictObject({
    mesh: oneOf(core.eyes).default('HighPolyEyes'),
    colour: oneOf(core.eyeColours),
  }),
  eyebrows: z.strictObject({ style: oneOf(core.eyebrows), colour }),
  eyelashes: oneOf(core.eyelashes),
  teeth: oneOf(core.teeth),
  tongue: oneOf(core.tongue).default('tongue01'),
  hair: z.strictObject({ style: oneOf(core.hair), colour }).nullable(),
  clothes: z.array(garment).min(1, 'a person is dressed: name at least one garment').max(4),
  shoes: z.strictObject({ name: oneOf(core.shoes), dye: colour.optional() }),
});
export type Recipe = z.output<typeof recipeSchema>;

export interface RecipeProblem {
  readonly code:
    | 'recipe-unknown-key'
    | 'recipe-unknown-name'
    | 'recipe-out-of-range'
    | 'recipe-invalid';
  /** Where in the recipe, like `face.nose-width`. */
  readonly path: string;
  readonly cause: string;
  readonly remedy: string;
}

export type RecipeResult =
  | { readonly ok: true; readonly recipe: Recipe }
  | { readonly ok: false; readonly problems: readonly RecipeProblem[] };

const namesAt: Readonly<Record<string, readonly string[]>> = {
  skin: core.skins,
  'eyes.mesh': core.eyes,
  'eyes.colour': core.eyeColours,
  'eyebrows.style': core.eyebrows,
  eyelashes: core.eyelashes,
  teeth: core.teeth,
  tongue: core.tongue,
  'hair.style': core.hair,
  'clothes.name': core.clothes,
  'shoes.name': core.shoes,
};

const valueAt = (input: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>(
    (at, key) =>
      at !== null && typeof at === 'object' ? (at as Record<PropertyKey, unknown>)[key] : undefined,
    input,
  );

const keysOfShape = (path: readonly PropertyKey[]): string[] => {
  if (path.length === 0) return Object.keys(recipeSchema.shape);
  const known: Record<string, string[]> = {
    ethnic: ['asian', 'african', 'caucasian'],
    asymmetry: ['seed', 'amount'],
    eyes: ['mesh', 'colour'],
    eyebrows: ['style', 'colour'],
    hair: ['style', 'colour'],
    shoes: ['name', 'dye'],
    clothes: ['name', 'texture', 'dye'],
  };
  return known[String(path[0])] ?? [];
};

const describe = (issue: z.core.$ZodIssue, input: unknown): RecipeProblem[] => {
  const path = issue.path.map(String).join('.');
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => ({
      code: 'recipe-unknown-key',
      path: path === '' ? key : `${path}.${key}`,
      cause: `The recipe has no setting "${key}".`,
      remedy: `Did you mean ${nearest(key, keysOfShape(issue.path)).join(', ')}?`,
    }));
  if (issue.code === 'too_small' || issue.code === 'too_big') {
    const limit = issue.code === 'too_small' ? issue.minimum : issue.maximum;
    const count = issue.origin === 'array';
    return [
      {
        code: 'recipe-out-of-range',
        path,
        cause: count
          ? issue.message
          : `${path} is ${String(valueAt(input, issue.path))}, which is ${issue.code === 'too_small' ? 'below' : 'above'} ${limit}.`,
        remedy: count
          ? `Name ${issue.code === 'too_small' ? 'at least' : 'at most'} ${limit}.`
          : `The nearest valid value is ${limit}.`,
      },
    ];
  }
  const names = namesAt[issue.path.filter((key) => typeof key !== 'number').join('.')];
  const value = valueAt(input, issue.path);
  if (names !== undefined && typeof value === 'string')
    return [
      {
        code: 'recipe-unknown-name',
        path,
        cause: `"${value}" is not one of the core CC0 assets for ${path}.`,
        remedy: `The nearest are ${nearest(value, names).join(', ')}.`,
      },
    ];
  return [
    {
      code: 'recipe-invalid',
      path,
      cause: `${path || 'recipe'}: ${issue.message}`,
      remedy: 'Correct this value.',
    },
  ];
};

/** Checks a recipe; every refusal names the setting and the nearest valid value or name. */
export const readRecipe = (input: unknown): RecipeResult => {
  const parsed = recipeSchema.safeParse(input);
  const problems = parsed.success ? [] : parsed.error.issues.flatMap((i) => describe(i, input));
  const face = valueAt(input, ['face']);
  if (face !== null && typeof face === 'object')
    for (const [name, value] of Object.entries(face)) {
      const slider = sliders[name];
      if (slider === undefined)
        problems.push({
          code: 'recipe-unknown-name',
          path: `face.${name}`,
          cause: `There is no face slider "${name}".`,
          remedy: `The nearest are ${nearest(name, Object.keys(sliders)).join(', ')}.`,
        });
      else if (typeof value === 'number' && value < 0 && slider.low === undefined)
        problems.push({
          code: 'recipe-out-of-range',
          path: `face.${name}`,
          cause: `face.${name} is ${value}; this slider runs from 0 to 1.`,
          remedy: 'The nearest valid value is 0.',
        });
    }
  if (parsed.success && problems.length === 0) return { ok: true, recipe: parsed.data };
  return { ok: false, problems };
};
