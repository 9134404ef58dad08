export type { LinearRgb } from './colour.ts';
export { cueFadeMs, cueLook } from './cues.ts';
export { type Fade, fadeTo, lampsAt, lookAt, standing } from './fade.ts';
export { defaultPatch, type Fixture, type Patch, patchFaults, slotLabels } from './patch.ts';
export { type Look, lampsFromUniverse, universeOf } from './universe.ts';
