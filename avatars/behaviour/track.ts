/** What the mouth follows and what the body shows: plain data, no clock, no randomness. */

/** One sounded phoneme. Times are milliseconds from the first sample of its audio. */
export interface PhonemeTime {
  /** IPA as espeak-ng writes it; '' or '_' is silence. */
  readonly ipa: string;
  readonly startMs: number;
  readonly endMs: number;
}

/**
 * A timed list of named weights. Each channel is an ARKit shape name (`jawOpen`, `mouthClose`, …);
 * its keys are `[atMs, weight]`, ascending, weight 0..1, straight lines between keys, held outside.
 */
export interface Track {
  readonly durationMs: number;
  readonly channels: Readonly<
    Record<string, ReadonlyArray<readonly [atMs: number, weight: number]>>
  >;
}

/** Angles in radians: yaw to the person's left positive, pitch down positive, roll to their left positive. */
export interface JointAngles {
  readonly yaw: number;
  readonly pitch: number;
  readonly roll: number;
}

/** Joints the behaviour moves, by Mixamo name without prefix. */
export type JointName =
  | 'Hips'
  | 'Spine'
  | 'Spine1'
  | 'Spine2'
  | 'Neck'
  | 'Head'
  | 'LeftEye'
  | 'RightEye'
  | 'LeftShoulder'
  | 'RightShoulder'
  | 'LeftArm'
  | 'RightArm'
  | 'LeftForeArm'
  | 'RightForeArm';

/** One tick of the whole person: shape weights 0..1 and joint angles added to the rest pose. */
export interface BodyTick {
  readonly shapes: Readonly<Record<string, number>>;
  readonly joints: Readonly<Partial<Record<JointName, JointAngles>>>;
}

/** What the person is doing, as far as the body shows it. A function of the visit's state. */
export type Demeanour =
  | 'absent'
  | 'arriving'
  | 'idle'
  | 'greeting'
  | 'listening'
  | 'thinking'
  | 'speaking'
  | 'leaving';

/** The visitor's eye in booth coordinates, millimetres: x to the person's left, y up from the floor, z from the person to the visitor. */
export interface EyePoint {
  readonly xMm: number;
  readonly yMm: number;
  readonly zMm: number;
}
