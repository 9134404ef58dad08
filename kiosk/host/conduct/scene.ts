import type { PresentVisitor } from '../../../hardware/index.ts';
import { demeanourOf, isResting, microphoneOf, type VisitView } from '../../visit/index.ts';
import type { AvatarSnapshot, ToStage } from '../contract.ts';

/** Where an average visitor's eyes are above the floor: standing adult, Chinese and European means meet near it. */
const nominalEyeMm = 1_530;

/** A change of gaze smaller than this is not worth a message. */
export const gazeStepMm = 40;

/** Whom the person looks at: whoever stands closest in the talking zone. */
export function eyeOf(visitors: readonly PresentVisitor[]) {
  const near = visitors
    .filter(({ zone }) => zone !== 'leaving')
    .toSorted((a, b) => Math.hypot(a.xMm, a.zMm) - Math.hypot(b.xMm, b.zMm))[0];
  return near ? { xMm: Math.round(near.xMm), yMm: nominalEyeMm, zMm: Math.round(near.zMm) } : null;
}

export interface SceneInput {
  readonly view: VisitView;
  readonly lang: 'zh' | 'en';
  readonly avatar: AvatarSnapshot | null;
  readonly eye: ReturnType<typeof eyeOf>;
  readonly mirrored: boolean;
  /** Light on the person while somebody is there. */
  readonly awakeLight: Extract<ToStage, { type: 'scene' }>['light'];
  readonly seed: number;
}

/** The whole desired state of the stage, as a function of the visit. */
export function sceneOf(input: SceneInput): Extract<ToStage, { type: 'scene' }> {
  return {
    type: 'scene',
    avatar: input.avatar,
    demeanour: demeanourOf(input.view),
    lang: input.lang,
    eye: input.eye,
    mirrored: input.mirrored,
    light: isResting(input.view) ? 'moonlit' : input.awakeLight,
    microphone: microphoneOf(input.view),
    seed: input.seed,
  };
}
