/** The audio thread's side of the voice: the player, and the ear on what leaves the stage. */
import { createPlayer, type SegmentNotice } from './player.ts';

export type ToPlayer =
  | { readonly type: 'announce'; readonly segment: SegmentNotice }
  | {
      readonly type: 'push';
      readonly replyId: number;
      readonly index: number;
      readonly offset: number;
      readonly samples: Float32Array;
    }
  | { readonly type: 'complete'; readonly replyId: number }
  | { readonly type: 'cancel'; readonly replyId: number };

class RumianPlayer extends AudioWorkletProcessor {
  readonly #player = createPlayer(sampleRate);

  constructor() {
    super();
    this.port.onmessage = ({ data }: MessageEvent<ToPlayer>) => {
      switch (data.type) {
        case 'announce':
          return this.#player.announce(data.segment);
        case 'push':
          return this.#player.push(data.replyId, data.index, data.offset, data.samples);
        case 'complete':
          return this.#player.complete(data.replyId);
        case 'cancel':
          return this.#player.cancel(data.replyId);
      }
    };
  }

  override process(_inputs: Float32Array[][], outputs: Float32Array[][]): boolean {
    const out = outputs[0]?.[0];
    if (out) this.#player.render(out, currentFrame, (event) => this.port.postMessage(event));
    return true;
  }
}

/** Ten milliseconds of what leaves the stage. */
export interface HeardBlock {
  /** Output frame of its first sample. */
  readonly frame: number;
  /** Largest absolute sample, 0..1. */
  readonly peak: number;
  /** First sample above the threshold of hearing, or -1. */
  readonly audibleFrame: number;
}

/** -50 dBFS: below it nothing is heard in a quiet room. */
const audible = 10 ** (-50 / 20);
const blocksPerMessage = 4;

/** Passes sound through and reports how loud it was: everything the speakers get goes this way. */
class RumianEar extends AudioWorkletProcessor {
  readonly #blockFrames = Math.round(sampleRate / 100);
  #blocks: HeardBlock[] = [];
  #start = currentFrame;
  #count = 0;
  #peak = 0;
  #audibleFrame = -1;

  override process(inputs: Float32Array[][], outputs: Float32Array[][]): boolean {
    const input = inputs[0] ?? [];
    const output = outputs[0] ?? [];
    for (let channel = 0; channel < output.length; channel += 1) {
      const from = input[channel] ?? input[0];
      if (from) output[channel]?.set(from);
    }
    const first = input[0];
    const frames = output[0]?.length ?? 128;
    for (let at = 0; at < frames; at += 1) {
      const value = Math.abs(first?.[at] ?? 0);
      if (value > this.#peak) this.#peak = value;
      if (this.#audibleFrame < 0 && value > audible) this.#audibleFrame = currentFrame + at;
      this.#count += 1;
      if (this.#count === this.#blockFrames) this.#close(currentFrame + at + 1);
    }
    return true;
  }

  #close(nextFrame: number): void {
    this.#blocks.push({ frame: this.#start, peak: this.#peak, audibleFrame: this.#audibleFrame });
    this.#start = nextFrame;
    this.#count = 0;
    this.#peak = 0;
    this.#audibleFrame = -1;
    if (this.#blocks.length < blocksPerMessage) return;
    this.port.postMessage(this.#blocks);
    this.#blocks = [];
  }
}

registerProcessor('rumian-player', RumianPlayer);
registerProcessor('rumian-ear', RumianEar);
