/** What a primitive is made of, told from its names: it decides how it takes light. */
export type Surface = 'skin' | 'hair' | 'lash' | 'eye' | 'teeth' | 'tongue' | 'cloth';

const patterns: ReadonlyArray<readonly [Surface, RegExp]> = [
  ['lash', /lash|brow/i],
  ['teeth', /teeth|tooth|gum/i],
  ['tongue', /tongue/i],
  ['hair', /hair|beard|moustache|bob0|short0|long0|ponytail|braid|afro/i],
  ['eye', /eye|iris|cornea|sclera/i],
  ['skin', /skin|body|head|face|hand/i],
];

/** The first pattern that fits wins; `eyelash` and `eyebrow` are therefore not eyes. */
export function surfaceOf(...names: readonly string[]): Surface {
  for (const [surface, pattern] of patterns)
    if (names.some((name) => pattern.test(name))) return surface;
  return 'cloth';
}

export interface SurfaceLook {
  /** How strongly the rim light shows, 0..2. */
  readonly rim: number;
  /** Shine of plain materials: strength 0..1 and exponent. */
  readonly shine: number;
  readonly shineExponent: number;
  /** Roughness of physical materials; null keeps what the file says. */
  readonly roughness: number | null;
  /** How far the key light bends around it, 0..1. */
  readonly wrap: number;
  /** Multiplies the colour: the mouth is darker than its textures, cloth lifted from black. */
  readonly tint: number;
}

export const surfaceLooks: Readonly<Record<Surface, SurfaceLook>> = {
  skin: { rim: 0.55, shine: 0.06, shineExponent: 14, roughness: 0.58, wrap: 0.24, tint: 1 },
  hair: { rim: 0.7, shine: 0.05, shineExponent: 18, roughness: 0.62, wrap: 0.25, tint: 1.1 },
  lash: { rim: 0, shine: 0, shineExponent: 1, roughness: 0.9, wrap: 0.2, tint: 1 },
  eye: { rim: 0, shine: 0.35, shineExponent: 90, roughness: 0.12, wrap: 0.2, tint: 0.82 },
  teeth: { rim: 0, shine: 0.05, shineExponent: 30, roughness: 0.4, wrap: 0.2, tint: 0.7 },
  tongue: { rim: 0, shine: 0.08, shineExponent: 20, roughness: 0.45, wrap: 0.2, tint: 0.75 },
  cloth: { rim: 0.85, shine: 0.02, shineExponent: 10, roughness: 0.85, wrap: 0.08, tint: 1.15 },
};

/** Daylight inside the mouth, 0..1, from how far it is open: the cheapest way to a real mouth. */
export function mouthLight(jawOpen: number): number {
  return 0.3 + 0.55 * Math.min(1, Math.max(0, jawOpen));
}
