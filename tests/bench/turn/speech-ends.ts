/** Louder than the recording's digital silence, quieter than any voiced sound. Full scale is 32768. */
const audible = 400;
/** A pause this long ends an utterance; the questions hold no longer ones. */
const pauseMs = 700;
const sampleRateHz = 16_000;

/**
 * Finds in the microphone's own frames where each spoken question really ended: its last audible
 * sample, on the clock of the frames. Independent of the voice detector that is being measured.
 */
export function createSpeechEnds() {
  const ends: number[] = [];
  let lastLoudMs: number | null = null;
  return {
    take(captureMs: number, pcm: Int16Array): void {
      for (let i = pcm.length - 1; i >= 0; i--) {
        if (Math.abs(pcm[i] ?? 0) < audible) continue;
        lastLoudMs = captureMs + ((i + 1) / sampleRateHz) * 1_000;
        return;
      }
      if (lastLoudMs !== null && captureMs - lastLoudMs > pauseMs) {
        ends.push(lastLoudMs);
        lastLoudMs = null;
      }
    },
    list: (): readonly number[] => ends,
  };
}
