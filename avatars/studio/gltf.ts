import {
  type Accessor,
  Document,
  type Node as GltfNode,
  Logger,
  type Material,
  NodeIO,
} from '@gltf-transform/core';
import { keptBones } from './bones.ts';
import type { Vec3 } from './maths.ts';
import type { Part } from './parts.ts';
import type { Picture } from './pictures.ts';

export interface MaterialInput {
  readonly name: string;
  readonly picture: Picture;
  readonly alpha: 'OPAQUE' | 'MASK' | 'BLEND';
  readonly cutoff?: number;
  readonly doubleSided: boolean;
  readonly roughness: number;
}

export interface BodyInput {
  readonly name: string;
  readonly parts: readonly Part[];
  readonly materials: readonly MaterialInput[];
  /** Metres, in the order of `keptBones`. */
  readonly joints: readonly Vec3[];
  readonly copyright: string;
}

/** Writes a plain glTF 2.0 binary: no extensions, so every reader can open it without a decoder. */
export const writeBody = async (input: BodyInput): Promise<Uint8Array> => {
  const document = new Document();
  document.getRoot().getAsset().generator = 'Rumian avatar studio';
  document.getRoot().getAsset().copyright = input.copyright;
  const buffer = document.createBuffer();
  const scene = document.createScene(input.name);
  document.getRoot().setDefaultScene(scene);
  const accessor = (
    name: string,
    type: 'SCALAR' | 'VEC2' | 'VEC3' | 'VEC4' | 'MAT4',
    array: Float32Array | Uint8Array | Uint16Array | Uint32Array,
  ): Accessor =>
    document.createAccessor(name).setType(type).setArray(array.slice()).setBuffer(buffer);

  const materials = new Map<string, Material>();
  for (const { name, picture, alpha, cutoff, doubleSided, roughness } of input.materials) {
    const texture = document
      .createTexture(name)
      .setImage(picture.bytes)
      .setMimeType(picture.mimeType);
    const material = document
      .createMaterial(name)
      .setBaseColorTexture(texture)
      .setMetallicFactor(0)
      .setRoughnessFactor(roughness)
      .setAlphaMode(alpha)
      .setDoubleSided(doubleSided);
    if (cutoff !== undefined) material.setAlphaCutoff(cutoff);
    materials.set(name, material);
  }

  const root = document.createNode(input.name);
  scene.addChild(root);
  const nodes = new Map<string, GltfNode>();
  const inverse = new Float32Array(keptBones.length * 16);
  const skin = document.createSkin('skeleton');
  keptBones.forEach(({ name, parent }, i) => {
    const at = input.joints[i] ?? [0, 0, 0];
    const from =
      parent === null
        ? ([0, 0, 0] as const)
        : (input.joints[keptBones.findIndex((b) => b.name === parent)] ?? [0, 0, 0]);
    // Every joint rests unturned: its axes are the model's axes.
    const node = document
      .createNode(name)
      .setTranslation([at[0] - from[0], at[1] - from[1], at[2] - from[2]]);
    (parent === null ? root : (nodes.get(parent) ?? root)).addChild(node);
    nodes.set(name, node);
    skin.addJoint(node);
    inverse.set([1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, -at[0], -at[1], -at[2], 1], 16 * i);
  });
  const hips = nodes.get('Hips');
  if (hips !== undefined) skin.setSkeleton(hips);
  skin.setInverseBindMatrices(accessor('inverse-bind', 'MAT4', inverse));

  for (const part of input.parts) {
    const { joints, weights } = packedWeights(part);
    const primitive = document
      .createPrimitive()
      .setAttribute('POSITION', accessor(`${part.name}-position`, 'VEC3', part.positions))
      .setAttribute('NORMAL', accessor(`${part.name}-normal`, 'VEC3', unit(part.normals)))
      .setAttribute('TEXCOORD_0', accessor(`${part.name}-uv`, 'VEC2', part.uvs))
      .setAttribute('JOINTS_0', accessor(`${part.name}-joints`, 'VEC4', joints))
      .setAttribute(
        'WEIGHTS_0',
        accessor(`${part.name}-weights`, 'VEC4', weights).setNormalized(true),
      )
      .setIndices(
        accessor(
          `${part.name}-indices`,
          'SCALAR',
          part.positions.length / 3 > 65535 ? part.indices : Uint16Array.from(part.indices),
        ),
      );
    const material = materials.get(part.material);
    if (material !== undefined) primitive.setMaterial(material);
    const mesh = document.createMesh(part.name).addPrimitive(primitive);
    for (const morph of part.morphs) {
      const target = document
        .createPrimitiveTarget(morph.name)
        .setAttribute(
          'POSITION',
          accessor(`${part.name}-${morph.name}`, 'VEC3', morph.positions).setSparse(true),
        );
      if (part.morphs.some(({ normals }) => normals !== null))
        target.setAttribute(
          'NORMAL',
          accessor(
            `${part.name}-${morph.name}-normal`,
            'VEC3',
            morph.normals ?? new Float32Array(morph.positions.length),
          ).setSparse(true),
        );
      primitive.addTarget(target);
    }
    if (part.morphs.length > 0) {
      mesh.setExtras({ targetNames: part.morphs.map(({ name }) => name) });
      mesh.setWeights(part.morphs.map(() => 0));
    }
    scene.addChild(document.createNode(part.name).setMesh(mesh).setSkin(skin));
  }
  // Its advice on sparse accessors is not for the person who builds.
  return await new NodeIO().setLogger(new Logger(Logger.Verbosity.SILENT)).writeBinary(document);
};

const unit = (normals: Float32Array): Float32Array => {
  const out = new Float32Array(normals.length);
  for (let i = 0; i < normals.length; i += 3) {
    const l = Math.hypot(normals[i] ?? 0, normals[i + 1] ?? 0, normals[i + 2] ?? 0);
    for (let k = 0; k < 3; k++) out[i + k] = l > 0 ? (normals[i + k] ?? 0) / l : k === 1 ? 1 : 0;
  }
  return out;
};

/** Weights as bytes that sum to exactly 255, as glTF wants; an unused slot names joint 0. */
const packedWeights = (part: Part): { joints: Uint8Array; weights: Uint8Array } => {
  const joints = Uint8Array.from(part.joints);
  const weights = new Uint8Array(part.weights.length);
  for (let v = 0; v < weights.length; v += 4) {
    let rest = 255;
    for (let k = 3; k >= 1; k--) {
      const value = Math.min(rest, Math.round((part.weights[v + k] ?? 0) * 255));
      weights[v + k] = value;
      if (value === 0) joints[v + k] = 0;
      rest -= value;
    }
    weights[v] = rest;
  }
  return { joints, weights };
};
