import { splitSuit } from './garments.ts';
import type { MaterialInput } from './gltf.ts';
import { cutPart, type Part } from './parts.ts';
import { followerInput, type Layer, type Person, pictureOf } from './person.ts';
import { dyed, opaque } from './pictures.ts';
import { simplifyPart } from './simplify.ts';
import type { Cloth } from './tuck.ts';

/** Cloth may move this far when its triangles are thinned. */
const clothErrorMetres = 0.004;
const garmentTriangles = 4600;
const shoeTriangles = 1300;
/** How much of the cloth's own light and dark a dye leaves. */
const dyeContrast = 0.4;

const dyedMaterial = async (
  bytes: Buffer,
  part: Part,
  colour: string | undefined,
  roughness: number,
): Promise<MaterialInput> => ({
  name: part.material,
  picture:
    colour === undefined
      ? await opaque(bytes)
      : await dyed(bytes, { colour, contrast: dyeContrast, alpha: false, on: part }),
  alpha: 'OPAQUE',
  doubleSided: true,
  roughness,
});

/** Clothes and shoes; `hidden` says which skin they cover. */
export const dressLayer = async (
  person: Person,
): Promise<Layer & { readonly hidden: Uint8Array; readonly cloths: readonly Cloth[] }> => {
  const { source, recipe } = person;
  const hidden = new Uint8Array(source.base.vertexCount);
  const parts: Part[] = [];
  const materials: MaterialInput[] = [];
  const cloths: Cloth[] = [];
  const open = (name: string) => {
    const follower = source.proxy('clothes', name);
    follower.hides.forEach((flag, v) => {
      if (flag === 1) hidden[v] = 1;
    });
    return follower;
  };
  for (const [i, garment] of recipe.clothes.entries()) {
    const follower = open(garment.name);
    const name = `garment-${i + 1}`;
    const input = followerInput(person, follower, name, { shapes: false });
    cloths.push(input);
    const bytes = source.picture(pictureOf(follower, garment.texture));
    const { dye } = garment;
    const halves =
      typeof dye === 'object'
        ? (['upper', 'lower'] as const).map((half) => ({
            name: `${name}-${half}`,
            faces: splitSuit(follower, input.skinning)[half],
            colour: dye[half],
          }))
        : [{ name, faces: input.faces, colour: dye }];
    for (const half of halves) {
      if (half.faces.length === 0) continue;
      const share = half.faces.length / input.faces.length;
      const cut = cutPart({ ...input, name: half.name, material: half.name, faces: half.faces });
      const part = await simplifyPart(cut, Math.round(garmentTriangles * share), clothErrorMetres);
      parts.push(part);
      materials.push(await dyedMaterial(bytes, part, half.colour, 0.9));
    }
  }
  const shoes = open(recipe.shoes.name);
  const shoe = await simplifyPart(
    cutPart(followerInput(person, shoes, 'shoes', { shapes: false })),
    shoeTriangles,
    clothErrorMetres,
  );
  parts.push(shoe);
  materials.push(await dyedMaterial(source.picture(pictureOf(shoes)), shoe, recipe.shoes.dye, 0.6));
  return { parts, materials, hidden, cloths };
};
