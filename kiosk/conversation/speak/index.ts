export { espeakProgram, startEspeak, type VoiceChild } from './child.ts';
export { type ClipSound, fitPhonemes, voicedSpan } from './clip.ts';
export { VoiceFailure, type VoiceFailureCode } from './failure.ts';
export { resample } from './resample.ts';
export { clauses, speakable } from './text.ts';
export { createVoice, type Voice, type VoiceOptions } from './voice.ts';
export { readWav, WavFailure } from './wav.ts';
