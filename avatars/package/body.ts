import { validateBytes } from 'gltf-validator';
import { z } from 'zod';
import { arkitShapes, neededBones } from '../studio/index.ts';
import { refuse } from './problem.ts';

export interface BodyMeasures {
  readonly heightMm: number;
  readonly eyeHeightMm: number;
  readonly triangles: number;
  readonly meshes: ReadonlyArray<{ readonly name: string; readonly shapes: number }>;
}

const gltf = z.object({
  nodes: z
    .array(
      z.object({
        name: z.string().optional(),
        children: z.array(z.int()).optional(),
        translation: z.array(z.number()).length(3).optional(),
        mesh: z.int().optional(),
      }),
    )
    .default([]),
  meshes: z
    .array(
      z.object({
        name: z.string().optional(),
        primitives: z.array(
          z.object({
            attributes: z.record(z.string(), z.int()),
            indices: z.int().optional(),
            targets: z.array(z.unknown()).optional(),
          }),
        ),
        extras: z.object({ targetNames: z.array(z.string()).optional() }).optional(),
      }),
    )
    .default([]),
  accessors: z.array(z.object({ count: z.int(), max: z.array(z.number()).optional() })).default([]),
  images: z.array(z.object({ uri: z.string().optional() })).default([]),
  buffers: z.array(z.object({ uri: z.string().optional() })).default([]),
});

const readJsonChunk = (glb: Uint8Array): unknown => {
  const view = new DataView(glb.buffer, glb.byteOffset, glb.byteLength);
  const length = view.getUint32(12, true);
  return JSON.parse(new TextDecoder().decode(glb.subarray(20, 20 + length)));
};

/** Refuses a body that is not valid glTF, reaches outside itself, or lacks shapes or bones. */
export const checkBody = async (path: string, glb: Uint8Array): Promise<BodyMeasures> => {
  const report = await validateBytes(glb, {
    format: 'glb',
    maxIssues: 20,
    writeTimestamp: false,
  }).catch((error: unknown) =>
    refuse(
      'body-invalid',
      `The body is not a readable GLB: ${error instanceof Error ? error.message : 'unknown cause'}.`,
      'Build or export the body again.',
      path,
    ),
  );
  const first = report.issues.messages.find(({ severity }) => severity === 0);
  if (report.issues.numErrors > 0)
    refuse(
      'body-invalid',
      `The glTF validator found ${report.issues.numErrors} errors in the body; the first: ${first?.code ?? ''} ${first?.message ?? ''}`,
      'Mend the model in the tool that wrote it, or build it again.',
      path,
    );
  const parsed = gltf.parse(readJsonChunk(glb));
  if ([...parsed.images, ...parsed.buffers].some(({ uri }) => uri !== undefined))
    refuse(
      'body-invalid',
      'The body points to files outside itself.',
      'Export it as one GLB with everything inside.',
      path,
    );
  const shapes = new Set(parsed.meshes.flatMap(({ extras }) => extras?.targetNames ?? []));
  const noShape = arkitShapes.filter((shape) => !shapes.has(shape));
  if (noShape.length > 0)
    refuse(
      'body-shapes-missing',
      `The body lacks ${noShape.length} of the 52 face shapes: ${noShape.slice(0, 6).join(', ')}${noShape.length > 6 ? ' …' : ''}.`,
      'Export all 52 ARKit shapes with their names in mesh.extras.targetNames.',
      path,
    );
  const names = new Set(parsed.nodes.map(({ name }) => name));
  const noBone = neededBones.filter((bone) => !names.has(bone));
  if (noBone.length > 0)
    refuse(
      'body-bones-missing',
      `The body lacks these bones: ${noBone.slice(0, 8).join(', ')}${noBone.length > 8 ? ' …' : ''}.`,
      'Name the skeleton as Mixamo does, without prefix.',
      path,
    );
  const parentOf = new Map<number, number>();
  parsed.nodes.forEach(({ children }, i) => {
    for (const child of children ?? []) parentOf.set(child, i);
  });
  const heightOfNode = (index: number, depth = 0): number =>
    depth > 64
      ? 0
      : (parsed.nodes[index]?.translation?.[1] ?? 0) +
        (parentOf.has(index) ? heightOfNode(parentOf.get(index) ?? 0, depth + 1) : 0);
  const eye = parsed.nodes.findIndex(({ name }) => name === 'LeftEye');
  const topOf = (mesh: (typeof parsed.meshes)[number]): number =>
    Math.max(
      0,
      ...mesh.primitives.map(
        ({ attributes }) => parsed.accessors[attributes.POSITION ?? -1]?.max?.[1] ?? 0,
      ),
    );
  // The crown of the head, not of the hair or a hat: the mesh that carries all 52 shapes.
  const head = parsed.meshes.find(
    ({ extras }) => (extras?.targetNames?.length ?? 0) >= arkitShapes.length,
  );
  const top = head === undefined ? Math.max(0, ...parsed.meshes.map(topOf)) : topOf(head);
  return {
    heightMm: Math.round(top * 1000),
    eyeHeightMm: Math.round(heightOfNode(eye) * 1000),
    triangles: parsed.meshes
      .flatMap(({ primitives }) => primitives)
      .reduce((sum, { indices }) => sum + (parsed.accessors[indices ?? -1]?.count ?? 0) / 3, 0),
    meshes: parsed.meshes.map(({ name, extras }) => ({
      name: name ?? '',
      shapes: extras?.targetNames?.length ?? 0,
    })),
  };
};
