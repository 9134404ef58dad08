import { fileURLToPath } from 'node:url';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { windowSamples } from './windows.ts';

/** How likely each window holds speech, 0..1; windows must be given in order. */
export interface VoiceDetector {
  probability(window: Float32Array): Promise<number>;
  /** Forgets the sound before: for the beginning of a new stretch. */
  reset(): void;
}

/** Version 6 answers nothing but silence unless each window comes with the 64 samples before it. */
const contextSamples = 64;

export function sileroPath(): string {
  return fileURLToPath(
    new URL('silero_vad_v6.onnx', import.meta.resolve('@ricky0123/vad-web/dist/index.js')),
  );
}

/** Loads Silero VAD v6 (MIT) for 16 kHz on one thread. @throws when the file cannot be loaded */
export async function openSilero(path: string = sileroPath()): Promise<VoiceDetector> {
  const session = await InferenceSession.create(path, {
    executionProviders: ['cpu'],
    intraOpNumThreads: 1,
    interOpNumThreads: 1,
    executionMode: 'sequential',
    graphOptimizationLevel: 'all',
  });
  const rate = new Tensor('int64', BigInt64Array.of(16_000n), []);
  const input = new Float32Array(contextSamples + windowSamples);
  let state = new Float32Array(2 * 128);
  return {
    async probability(window) {
      input.copyWithin(0, windowSamples);
      input.set(window, contextSamples);
      const answer = await session.run({
        input: new Tensor('float32', input, [1, input.length]),
        state: new Tensor('float32', state, [2, 1, 128]),
        sr: rate,
      });
      const next = answer.stateN?.data;
      const out = answer.output?.data;
      if (!(next instanceof Float32Array) || !(out instanceof Float32Array))
        throw new TypeError('The voice detector answered in another shape than version 6 does.');
      state = new Float32Array(next);
      return out[0] ?? 0;
    },
    reset() {
      input.fill(0);
      state = new Float32Array(2 * 128);
    },
  };
}
