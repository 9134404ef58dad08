export { type DemoOptions, playDemo } from './demo.ts';
export { timeline, wavOf } from './microphone-wav.ts';
export { type BoothUnderTest, type PlayedVisit, playVisit, waitFor } from './play.ts';
export { connectRunningBooth, type RemoteOutcome } from './remote.ts';
export { demoScript, typedScript, type VisitScript, walkAway, walkUp } from './script.ts';
export { recordLines, type SpokenLine } from './spoken.ts';
