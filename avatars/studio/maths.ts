/** Small vectors and rigid moves. Decimetres inside the studio, right-handed, Y up, facing +Z. */
export type Vec3 = readonly [x: number, y: number, z: number];

/** Row-major 3×4: rotation in 0,1,2 / 4,5,6 / 8,9,10 and translation in 3, 7, 11. */
export type Rigid = readonly number[];

export const identity: Rigid = [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0];

export const add = (a: Vec3, b: Vec3): Vec3 => [a[0] + b[0], a[1] + b[1], a[2] + b[2]];
export const subtract = (a: Vec3, b: Vec3): Vec3 => [a[0] - b[0], a[1] - b[1], a[2] - b[2]];
export const scale = (a: Vec3, k: number): Vec3 => [a[0] * k, a[1] * k, a[2] * k];
export const dot = (a: Vec3, b: Vec3): number => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
export const cross = (a: Vec3, b: Vec3): Vec3 => [
  a[1] * b[2] - a[2] * b[1],
  a[2] * b[0] - a[0] * b[2],
  a[0] * b[1] - a[1] * b[0],
];
export const length = (a: Vec3): number => Math.sqrt(dot(a, a));
export const normalise = (a: Vec3): Vec3 => scale(a, 1 / (length(a) || 1));

export const smoothstep = (from: number, to: number, x: number): number => {
  const t = Math.min(1, Math.max(0, (x - from) / (to - from)));
  return t * t * (3 - 2 * t);
};

/** Reads the vertex `i` of a packed xyz array. */
export const vertexAt = (xyz: ArrayLike<number>, i: number): Vec3 => [
  xyz[3 * i] ?? 0,
  xyz[3 * i + 1] ?? 0,
  xyz[3 * i + 2] ?? 0,
];

export const meanOf = (xyz: ArrayLike<number>, indices: readonly number[]): Vec3 => {
  let sum: Vec3 = [0, 0, 0];
  for (const i of indices) sum = add(sum, vertexAt(xyz, i));
  return scale(sum, 1 / (indices.length || 1));
};

export const applyTo = (m: Rigid, p: Vec3): Vec3 => {
  const at = (i: number): number => m[i] ?? 0;
  return [
    at(0) * p[0] + at(1) * p[1] + at(2) * p[2] + at(3),
    at(4) * p[0] + at(5) * p[1] + at(6) * p[2] + at(7),
    at(8) * p[0] + at(9) * p[1] + at(10) * p[2] + at(11),
  ];
};

/** The move that does `first`, then `then`. */
export const compose = (then: Rigid, first: Rigid): Rigid => {
  const column = (c: number): Vec3 => [first[c] ?? 0, first[4 + c] ?? 0, first[8 + c] ?? 0];
  const linear: Rigid = then.map((value, i) => (i % 4 === 3 ? 0 : value));
  const x = applyTo(linear, column(0));
  const y = applyTo(linear, column(1));
  const z = applyTo(linear, column(2));
  const t = applyTo(then, column(3));
  return [x[0], y[0], z[0], t[0], x[1], y[1], z[1], t[1], x[2], y[2], z[2], t[2]];
};

/** Turns by `radians` about `axis` (any length) through `pivot`. */
export const rotationAbout = (pivot: Vec3, axis: Vec3, radians: number): Rigid => {
  const [x, y, z] = normalise(axis);
  const c = Math.cos(radians);
  const s = Math.sin(radians);
  const k = 1 - c;
  const turn: Rigid = [
    c + x * x * k,
    x * y * k - z * s,
    x * z * k + y * s,
    0,
    y * x * k + z * s,
    c + y * y * k,
    y * z * k - x * s,
    0,
    z * x * k - y * s,
    z * y * k + x * s,
    c + z * z * k,
    0,
  ];
  const moved = applyTo(turn, pivot);
  return turn.map((value, i) =>
    i % 4 === 3 ? (pivot[(i - 3) / 4] ?? 0) - (moved[(i - 3) / 4] ?? 0) : value,
  );
};

/** The shortest turn through `pivot` that takes direction `from` to direction `to`. */
export const rotationBetween = (pivot: Vec3, from: Vec3, to: Vec3): Rigid => {
  const a = normalise(from);
  const b = normalise(to);
  const axis = cross(a, b);
  const sine = length(axis);
  return sine < 1e-9 ? identity : rotationAbout(pivot, axis, Math.atan2(sine, dot(a, b)));
};

export const translation = (by: Vec3): Rigid => [1, 0, 0, by[0], 0, 1, 0, by[1], 0, 0, 1, by[2]];

/** Mulberry32: a seeded stream of numbers in [0, 1). */
export const seeded = (seed: number): (() => number) => {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
};
