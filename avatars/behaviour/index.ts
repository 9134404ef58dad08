export { createLife, type Life, type LifeInput, type LifeTick } from './life/life.ts';
export { faceAtTrack } from './mouth/sample.ts';
export { mouthShapes, speechTrack } from './mouth/speech-track.ts';
export * from './track.ts';
