import type { MaterialInput } from './gltf.ts';
import { cutPart, type Part } from './parts.ts';
import { followerInput, type Layer, type Person, pictureOf, rigidTo } from './person.ts';
import { dyed, opaque, withAlpha } from './pictures.ts';
import { simplifyPart } from './simplify.ts';

/** Eyes turn with their own bones; teeth and tongue follow the jaw by shapes. */
export const mouthAndEyesLayer = async (person: Person): Promise<Layer> => {
  const { source, recipe } = person;
  const eyes = source.proxy('eyes', recipe.eyes.mesh);
  const eyeInput = followerInput(person, eyes, 'eyes', {
    shapes: false,
    skinning: rigidTo(eyes.vertexCount, (v) =>
      (eyes.positions[3 * v] ?? 0) > 0 ? 'LeftEye' : 'RightEye',
    ),
  });
  const parts: Part[] = [await simplifyPart(cutPart(eyeInput), 1300, 0.0004)];
  const materials: MaterialInput[] = [
    {
      name: 'eyes',
      picture: await withAlpha(source.picture(pictureOf(eyes, recipe.eyes.colour))),
      alpha: 'BLEND',
      doubleSided: false,
      roughness: 0.15,
    },
  ];
  for (const [name, asset, triangles, roughness] of [
    ['teeth', recipe.teeth, 1600, 0.35],
    ['tongue', recipe.tongue, 448, 0.5],
  ] as const) {
    const follower = source.proxy(name, asset);
    const input = followerInput(person, follower, name, {
      shapes: true,
      skinning: rigidTo(follower.vertexCount, () => 'Head'),
    });
    parts.push(await simplifyPart(cutPart(input), triangles, 0.001));
    materials.push({
      name,
      // No lamp of the booth reaches far into a mouth; the renderer's do.
      picture: await opaque(source.picture(pictureOf(follower)), 256, 0.7),
      alpha: 'OPAQUE',
      doubleSided: false,
      roughness,
    });
  }
  return { parts, materials };
};

/** Lashes as drawn are black and made up; a dark brown is a bare lash in quiet light. */
const lashColour = '#4a403a';

export const hairLayer = async (person: Person): Promise<Layer> => {
  const { source, recipe } = person;
  const parts: Part[] = [];
  const materials: MaterialInput[] = [];
  const brows = source.proxy('eyebrows', recipe.eyebrows.style);
  parts.push(cutPart(followerInput(person, brows, 'eyebrows', { shapes: true })));
  materials.push({
    name: 'eyebrows',
    picture: await dyed(source.picture(pictureOf(brows)), {
      colour: recipe.eyebrows.colour,
      contrast: 0.4,
      alpha: true,
      edge: 256,
    }),
    alpha: 'BLEND',
    doubleSided: true,
    roughness: 0.9,
  });
  const lashes = source.proxy('eyelashes', recipe.eyelashes);
  parts.push(cutPart(followerInput(person, lashes, 'eyelashes', { shapes: true })));
  materials.push({
    name: 'eyelashes',
    picture: await dyed(source.picture(pictureOf(lashes)), {
      colour: lashColour,
      contrast: 0.4,
      alpha: true,
      edge: 256,
    }),
    alpha: 'BLEND',
    doubleSided: true,
    roughness: 0.9,
  });
  if (recipe.hair === null) return { parts, materials };
  const hair = source.proxy('hair', recipe.hair.style);
  const input = followerInput(person, hair, 'hair', {
    shapes: false,
    skinning: rigidTo(hair.vertexCount, () => 'Head'),
  });
  const part = cutPart(input);
  parts.push(part);
  materials.push({
    name: 'hair',
    picture: await dyed(source.picture(pictureOf(hair)), {
      colour: recipe.hair.colour,
      contrast: 0.6,
      alpha: true,
      on: part,
    }),
    alpha: 'MASK',
    cutoff: 0.4,
    doubleSided: true,
    roughness: 0.75,
  });
  return { parts, materials };
};
