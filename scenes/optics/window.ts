/**
 * The picture as a window of known size standing where the person stands: an upright, off-centre
 * frustum, so that lines stay vertical while the eye is far above the window's middle.
 * Mirroring happens here, in the projection: it costs nothing and nothing can be left out of it.
 */

/** A rectangle in the plane z = 0 of the person, metres; x to the person's left, y up from the floor. */
export interface PictureWindow {
  readonly leftM: number;
  readonly rightM: number;
  readonly bottomM: number;
  readonly topM: number;
}

export interface Viewpoint {
  readonly window: PictureWindow;
  /** The eye that looks: height and distance from the plane of the person, metres. */
  readonly eyeHeightM: number;
  readonly distanceM: number;
}

export type Framing = 'figure' | 'portrait';

/** Parts of the person's height: from about mid-thigh up, or head and shoulders. */
const extents: Readonly<Record<Framing, { readonly bottom: number; readonly top: number }>> = {
  figure: { bottom: 0.4, top: 1.05 },
  portrait: { bottom: 0.76, top: 1.045 },
};

/**
 * The viewpoint for a person of this height in a picture of this shape.
 * @param heightM from the floor to the top of the hair, metres, > 0
 * @param aspect width / height of the picture, > 0
 * @param visitorEyeM the visitor's eye height, metres; null: the person's own
 */
export function viewpoint(
  heightM: number,
  aspect: number,
  framing: Framing,
  visitorEyeM: number | null,
): Viewpoint {
  const { bottom, top } = extents[framing];
  const bottomM = bottom * heightM;
  const topM = top * heightM;
  const halfM = ((topM - bottomM) * aspect) / 2;
  return {
    window: { leftM: -halfM, rightM: halfM, bottomM, topM },
    eyeHeightM: visitorEyeM ?? 0.93 * heightM,
    distanceM: framing === 'figure' ? 2.4 : 1.3,
  };
}

/**
 * A right-handed projection for row vectors, 16 numbers in rows, z to -1..1.
 * @param nearM @param farM distances from the eye, metres, 0 < near < far
 */
export function windowProjection(
  view: Viewpoint,
  nearM: number,
  farM: number,
  mirrored: boolean,
): number[] {
  const { window, eyeHeightM, distanceM } = view;
  const scale = nearM / distanceM;
  const left = window.leftM * scale;
  const right = window.rightM * scale;
  const bottom = (window.bottomM - eyeHeightM) * scale;
  const top = (window.topM - eyeHeightM) * scale;
  const flip = mirrored ? -1 : 1;
  // biome-ignore format: rows of a matrix
  return [
    (flip * 2 * nearM) / (right - left), 0, 0, 0,
    0, (2 * nearM) / (top - bottom), 0, 0,
    (flip * (right + left)) / (right - left), (top + bottom) / (top - bottom), -(farM + nearM) / (farM - nearM), -1,
    0, 0, (-2 * farM * nearM) / (farM - nearM), 0,
  ];
}
