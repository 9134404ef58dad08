/** Quiet light for a person in the dark. Colours are linear, 0..1; directions point where the light goes. */
export type Triple = readonly [number, number, number];

export interface LightPreset {
  /** The one light that models the face, from the person's upper right. */
  readonly key: { readonly colour: Triple; readonly intensity: number };
  /** From above and from below: keeps shadows from closing. */
  readonly fill: { readonly sky: Triple; readonly ground: Triple; readonly intensity: number };
  /** From behind left and right: the line that lifts dark hair and cloth off black. */
  readonly rimLeft: Triple;
  readonly rimRight: Triple;
}

export const lightNames = ['warm', 'neutral', 'moonlit'] as const;
export type LightName = (typeof lightNames)[number];

/** +x is the person's left, +y up, +z towards the visitor. */
export const keyDirection: Triple = [0.55, -0.55, -0.8];

export const lightPresets: Readonly<Record<LightName, LightPreset>> = {
  warm: {
    key: { colour: [1.0, 0.89, 0.77], intensity: 1.05 },
    fill: { sky: [0.34, 0.31, 0.3], ground: [0.15, 0.11, 0.09], intensity: 0.5 },
    rimLeft: [0.5, 0.56, 0.66],
    rimRight: [0.62, 0.47, 0.33],
  },
  neutral: {
    key: { colour: [1.0, 0.96, 0.91], intensity: 1.1 },
    fill: { sky: [0.33, 0.34, 0.36], ground: [0.13, 0.115, 0.11], intensity: 0.5 },
    rimLeft: [0.55, 0.58, 0.62],
    rimRight: [0.55, 0.55, 0.55],
  },
  moonlit: {
    key: { colour: [0.72, 0.8, 1.0], intensity: 0.8 },
    fill: { sky: [0.2, 0.25, 0.36], ground: [0.07, 0.07, 0.1], intensity: 0.6 },
    rimLeft: [0.46, 0.58, 0.8],
    rimRight: [0.36, 0.44, 0.6],
  },
};
