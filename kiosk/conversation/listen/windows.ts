/** One step of the voice detector: 32 ms at 16 kHz. */
export const windowSamples = 512;
export const windowMs = 32;

export interface AudioWindow {
  /** Stage-clock time of the first sample. */
  readonly startMs: number;
  readonly samples: Float32Array;
}

/** A hole in the microphone's frames longer than this begins a new stretch of sound. */
const holeMs = 80;

/**
 * Cuts microphone frames of any length into windows. Times come from each frame's own capture time,
 * so that they do not drift; what was kept before a hole is thrown away.
 */
export class Windows {
  #kept = new Float32Array(windowSamples);
  #length = 0;
  #startMs = 0;
  #nextMs: number | undefined;

  /** @returns whether the frame follows the one before without a hole */
  take(captureMs: number, pcm: Int16Array, out: AudioWindow[]): boolean {
    const follows = this.#nextMs === undefined || Math.abs(captureMs - this.#nextMs) <= holeMs;
    if (!follows) this.#length = 0;
    this.#nextMs = captureMs + pcm.length / 16;
    for (let i = 0; i < pcm.length; i++) {
      if (this.#length === 0) this.#startMs = captureMs + i / 16;
      this.#kept[this.#length] = (pcm[i] ?? 0) / 32_768;
      this.#length += 1;
      if (this.#length === windowSamples) {
        out.push({ startMs: this.#startMs, samples: this.#kept });
        this.#kept = new Float32Array(windowSamples);
        this.#length = 0;
      }
    }
    return follows;
  }

  reset(): void {
    this.#length = 0;
    this.#nextMs = undefined;
  }
}
