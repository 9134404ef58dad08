import { boneNames } from './bones.ts';
import { cutPart, type Part, type PartInput, smoothNormals } from './parts.ts';
import { allFaces, type Layer, type Person } from './person.ts';
import { opaque } from './pictures.ts';
import { simplifyPart } from './simplify.ts';
import { type Cloth, tuckSkin } from './tuck.ts';

/** Cuts the skin into a head that morphs and a body that does not, without what clothes hide. */
const cutSkin = (
  person: Person,
  hidden: Uint8Array,
  cloths: readonly Cloth[],
): { head: PartInput; body: PartInput } => {
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
  const positions = Float64Array.from(person.rest);
  tuckSkin(positions, normals, new Set(visible.flatMap(corners)), cloths);
  const isHead = (f: number): boolean => corners(f).reduce((sum, v) => sum + headWeight(v), 0) > 2;
  const head = visible.filter(isHead);
  const body = visible.filter((f) => !isHead(f));
  const bodyVertices = new Set(body.flatMap(corners));
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
  const common = {
    mesh: base,
    positions,
    normals,
    skinning: person.skinning,
    material: 'skin',
  };
  return {
    head: { ...common, name: 'head', faces: head, morphs, morphNormals: true, shadingFaces: head },
    body: {
      ...common,
      name: 'body',
      faces: body,
      morphs: new Map(),
      morphNormals: false,
      shadingFaces: [],
    },
  };
};

/** Vertices that some shape moves by more than 2 mm: the face keeps all its detail there. */
const livelyVertices = ({ morphs }: Part): Set<number> => {
  const lively = new Set<number>();
  for (const { positions } of morphs)
    for (let v = 0; v < positions.length / 3; v++) {
      const [x = 0, y = 0, z = 0] = positions.subarray(3 * v, 3 * v + 3);
      if (x * x + y * y + z * z > 4e-6) lively.add(v);
    }
  return lively;
};

export const skinLayer = async (
  person: Person,
  hidden: Uint8Array,
  cloths: readonly Cloth[],
): Promise<Layer> => {
  const { head, body } = cutSkin(person, hidden, cloths);
  const cutHead = cutPart(head);
  const lively = livelyVertices(cutHead);
  const { source, recipe } = person;
  return {
    parts: [
      await simplifyPart(cutHead, 8800, 0.002, (v) => lively.has(v)),
      await simplifyPart(cutPart(body), 3200, 0.0015),
    ],
    materials: [
      {
        name: 'skin',
        picture: await opaque(source.picture(source.skinPicture(recipe.skin))),
        alpha: 'OPAQUE',
        doubleSided: false,
        roughness: 0.62,
      },
    ],
  };
};
