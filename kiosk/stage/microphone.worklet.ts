/** Cuts the microphone into frames of 320 samples; its context runs at 16 kHz, the browser resamples. */

/** One frame with the output frame number of its first sample in the microphone's own clock. */
export interface CapturedFrame {
  readonly frame: number;
  readonly samples: Float32Array;
}

const frameSamples = 320;

class RumianMicrophone extends AudioWorkletProcessor {
  #frame = new Float32Array(frameSamples);
  #filled = 0;

  override process(inputs: Float32Array[][]): boolean {
    const input = inputs[0]?.[0];
    // Without a connected microphone there is no input at all; nothing is sent then.
    if (!input) return true;
    for (let at = 0; at < input.length; at += 1) {
      this.#frame[this.#filled] = input[at] ?? 0;
      this.#filled += 1;
      if (this.#filled < frameSamples) continue;
      const captured: CapturedFrame = {
        frame: currentFrame + at + 1 - frameSamples,
        samples: this.#frame,
      };
      this.port.postMessage(captured, [this.#frame.buffer]);
      this.#frame = new Float32Array(frameSamples);
      this.#filled = 0;
    }
    return true;
  }
}

registerProcessor('rumian-microphone', RumianMicrophone);
