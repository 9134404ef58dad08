/**
 * `window.rumianStage`: what tests and technicians may look at. It is for reading only: nothing on it
 * changes the stage, and nothing in the stage reads it.
 */
import type { MarkBox, TierName } from '../../scenes/index.ts';
import type { HeardBlock } from './voice.worklet.ts';

/** The mouth as it was drawn in one picture. */
export interface DrawnMouth {
  /** Page clock when the picture was handed to the browser, ms. */
  readonly stageMs: number;
  /** Audio clock heard at that moment, seconds. */
  readonly audioS: number;
  readonly jawOpen: number;
  readonly mouthClose: number;
  /** Largest weight of any mouth, jaw or tongue shape. */
  readonly strongest: number;
}

export interface StageWindow {
  readonly state: {
    readonly connected: boolean;
    readonly avatarId: string | null;
    /** True once the person's body is loaded and being drawn. */
    readonly avatarShown: boolean;
    readonly demeanour: string;
    readonly mirrored: boolean;
    readonly presence: number;
    readonly microphone: string;
    readonly audio: string;
    readonly shapeNames: readonly string[];
    readonly jointNames: readonly string[];
  };
  readonly renderer: { readonly renderer: string; readonly software: boolean };
  readonly tier: TierName;
  readonly shaderCompiles: number;
  readonly contextLosses: number;
  readonly framesDrawn: number;
  /** The last 600 pictures of a speaking or silent mouth. */
  readonly mouth: readonly DrawnMouth[];
  /** The last ten seconds that left the stage, 10 ms each; frames of `sampleRateHz`. */
  readonly heard: readonly HeardBlock[];
  readonly sampleRateHz: number;
  /** CSS pixels; the mark is centred, so it is the same rectangle mirrored. */
  readonly markBox: MarkBox;
}

declare global {
  interface Window {
    readonly rumianStage?: StageWindow;
  }
}

const mouthShape = /^(mouth|jaw|tongue)/;

/** The largest weight of the shapes that speak. */
export function strongestMouth(shapes: Readonly<Record<string, number>>): number {
  let strongest = 0;
  for (const name in shapes)
    if (mouthShape.test(name)) strongest = Math.max(strongest, shapes[name] ?? 0);
  return strongest;
}
