import { boneNames } from './bones.ts';
import type { MaterialInput } from './gltf.ts';
import { type Part, type PartInput, smoothNormals } from './parts.ts';
import { fitProxy, followDeltas, followWeights } from './proxy.ts';
import type { Recipe } from './recipe.ts';
import { blendMoves, type RestPose, type Skinning } from './rig.ts';
import type { Follower, Source } from './source.ts';

/** One person being built. Positions are decimetres. */
export interface Person {
  readonly source: Source;
  readonly recipe: Recipe;
  /** The base mesh in the data's own pose. */
  readonly shaped: Float64Array;
  /** The same, standing at ease. */
  readonly rest: Float64Array;
  readonly pose: RestPose;
  readonly skinning: Skinning;
  /** The 52 face shapes over the base mesh. */
  readonly fields: ReadonlyMap<string, Float64Array>;
}

/** What one step of the build adds to the body. */
export interface Layer {
  readonly parts: readonly Part[];
  readonly materials: readonly MaterialInput[];
}

export const allFaces = (count: number): number[] => Array.from({ length: count }, (_, f) => f);

/** A following mesh as an input for cutting: fitted, posed, with the bones and shapes of what it follows. */
export const followerInput = (
  person: Person,
  follower: Follower,
  name: string,
  options: { readonly shapes: boolean; readonly skinning?: Skinning },
): PartInput => {
  const faces = allFaces(follower.quadGroups.length);
  const skinning = options.skinning ?? followWeights(follower, person.skinning);
  const fitted = fitProxy(follower, person.source.base, person.shaped);
  const positions = blendMoves(fitted, skinning, person.pose.moves);
  return {
    name,
    material: name,
    mesh: follower,
    faces,
    positions,
    normals: smoothNormals(positions, follower.quads, faces),
    skinning,
    morphs: options.shapes
      ? new Map([...person.fields].map(([shape, field]) => [shape, followDeltas(follower, field)]))
      : new Map(),
    morphNormals: false,
    shadingFaces: faces,
  };
};

/** Every vertex hangs on one bone. */
export const rigidTo = (count: number, boneOf: (vertex: number) => string): Skinning => {
  const joints = new Uint8Array(count * 4);
  const weights = new Float32Array(count * 4);
  for (let v = 0; v < count; v++) {
    joints[4 * v] = boneNames.indexOf(boneOf(v));
    weights[4 * v] = 1;
  }
  return { joints, weights };
};

/** Path of one of a following mesh's pictures; its first when no name is given. */
export const pictureOf = (follower: Follower, wanted?: string): string => {
  const found = follower.textures.find(({ name }) => name === wanted) ?? follower.textures[0];
  if (found === undefined) throw new Error(`${follower.kind}/${follower.name} has no picture.`);
  return found.path;
};
