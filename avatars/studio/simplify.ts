import { MeshoptSimplifier } from 'meshoptimizer';
import { compactPart, type Part } from './parts.ts';

/** Fewer triangles: at most `triangles`, unless that would move the surface more than `errorMetres`. Vertices in `locked` stay. */
export const simplifyPart = async (
  part: Part,
  triangles: number,
  errorMetres: number,
  locked?: (vertex: number) => boolean,
): Promise<Part> => {
  if (part.indices.length / 3 <= triangles) return part;
  await MeshoptSimplifier.ready;
  const count = part.positions.length / 3;
  const attributes = new Float32Array(count * 5);
  for (let v = 0; v < count; v++) {
    attributes.set(part.normals.subarray(3 * v, 3 * v + 3), 5 * v);
    attributes.set(part.uvs.subarray(2 * v, 2 * v + 2), 5 * v + 3);
  }
  const lock =
    locked === undefined ? null : Uint8Array.from({ length: count }, (_, v) => (locked(v) ? 1 : 0));
  const [indices] = MeshoptSimplifier.simplifyWithAttributes(
    part.indices,
    part.positions,
    3,
    attributes,
    5,
    [0.3, 0.3, 0.3, 0.5, 0.5],
    lock,
    triangles * 3,
    errorMetres,
    ['ErrorAbsolute', 'LockBorder'],
  );
  return compactPart({ ...part, indices });
};
