import { describe, expect, it } from 'vitest';
import { keptFor, neededBones } from '../../../../avatars/studio/bones.ts';
import {
  applyTo,
  compose,
  rotationAbout,
  rotationBetween,
  translation,
} from '../../../../avatars/studio/maths.ts';
import { fitProxy, followDeltas } from '../../../../avatars/studio/proxy.ts';
import { packInfluences } from '../../../../avatars/studio/rig.ts';
import type { BaseMesh, Follower } from '../../../../avatars/studio/source.ts';

const empty = {
  uvs: new Float32Array(),
  quads: new Uint32Array(),
  quadUvs: new Uint32Array(),
  quadGroups: new Uint8Array(),
};
const base: BaseMesh = {
  ...empty,
  vertexCount: 3,
  positions: Float64Array.from([0, 0, 0, 2, 0, 0, 0, 2, 0]),
  bones: [],
  skinBones: new Uint16Array(12),
  skinWeights: new Float32Array(12),
};
const button: Follower = {
  ...empty,
  kind: 'clothes',
  name: 'button',
  vertexCount: 1,
  positions: new Float64Array(3),
  refs: Uint32Array.from([0, 1, 2]),
  weights: Float64Array.from([0.5, 0.25, 0.25]),
  offsets: Float64Array.from([0.1, 0, 0.2]),
  hides: new Uint8Array(),
  textures: [],
};

describe('what is worn follows the body', () => {
  it('sits where its three vertices and its offset say', () => {
    expect([...fitProxy(button, base, base.positions)]).toEqual([0.6, 0.5, 0.2]);
  });

  it('grows with the body part: offsets scale by axis', () => {
    const wider = Float64Array.from(base.positions, (value, i) =>
      i % 3 === 0 ? value * 2 : value,
    );
    const [x, y] = fitProxy(button, base, wider);
    expect(x).toBeCloseTo(0.25 * 4 + 0.1 * 2);
    expect(y).toBeCloseTo(0.5);
  });

  it('takes on the shapes of the vertices it follows, without the offset', () => {
    const lifted = Float64Array.from([0, 1, 0, 0, 0, 0, 0, 0, 0]);
    expect([...followDeltas(button, lifted)]).toEqual([0, 0.5, 0]);
  });
});

describe('the skeleton', () => {
  it('folds 163 bones into Mixamo names', () => {
    expect(keptFor('metacarpal2.L')).toBe('LeftHand');
    expect(keptFor('finger1-3.R')).toBe('RightHandThumb3');
    expect(keptFor('upperarm02.R')).toBe('RightArm');
    expect(keptFor('oris05')).toBe('Head');
    expect(keptFor('breast.L')).toBe('Spine2');
    expect(neededBones).toContain('LeftEye');
  });

  it('keeps the four strongest influences and makes them a whole', () => {
    const row = new Map([
      [0, 0.1],
      [1, 0.4],
      [2, 0.2],
      [3, 0.2],
      [4, 0.05],
    ]);
    const { joints, weights } = packInfluences([row], 9);
    expect([...joints]).toEqual([1, 2, 3, 0]);
    expect(weights.reduce((a, b) => a + b, 0)).toBeCloseTo(1);
    expect(packInfluences([new Map()], 9).joints[0]).toBe(9);
  });
});

describe('rigid moves', () => {
  it('turns about a pivot', () => {
    const turned = applyTo(rotationAbout([1, 0, 0], [0, 0, 1], Math.PI / 2), [2, 0, 0]);
    expect(turned[0]).toBeCloseTo(1);
    expect(turned[1]).toBeCloseTo(1);
  });

  it('does the first first', () => {
    const move = compose(rotationAbout([0, 0, 0], [0, 0, 1], Math.PI / 2), translation([1, 0, 0]));
    const [x, y] = applyTo(move, [1, 0, 0]);
    expect(x).toBeCloseTo(0);
    expect(y).toBeCloseTo(2);
  });

  it('takes one direction to another', () => {
    const [x, y, z] = applyTo(rotationBetween([0, 0, 0], [1, 1, 0], [0, -1, 0]), [3, 3, 0]);
    expect([x, y, z].map((v) => Math.round(v * 1e6) / 1e6 + 0)).toEqual([
      0,
      -Math.round(Math.SQRT2 * 3e6) / 1e6,
      0,
    ]);
  });
});
