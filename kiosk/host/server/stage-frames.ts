/** The stage socket's frames, bytes and text, both ways. Layout: kiosk/host/contract.ts. */
import { micFrameSamples } from '../../conversation/contract.ts';
import {
  binaryHeaderBytes,
  type FromStage,
  fromStage,
  micFrameKind,
  voiceFrameKind,
} from '../contract.ts';

export interface MicrophoneFrame {
  readonly sequence: number;
  /** Stage clock, of the first sample. */
  readonly captureMs: number;
  readonly pcm: Int16Array;
}

export type MalformedKind = 'too-long' | 'not-json' | 'unknown-message' | 'bad-microphone-frame';

export function readText(
  text: string,
):
  | { readonly ok: true; readonly message: FromStage }
  | { readonly ok: false; readonly kind: MalformedKind } {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { ok: false, kind: 'not-json' };
  }
  const checked = fromStage.safeParse(value);
  return checked.success
    ? { ok: true, message: checked.data }
    : { ok: false, kind: 'unknown-message' };
}

/** Null: not a microphone frame. The samples are a copy of their own. */
export function readMicrophone(bytes: Uint8Array): MicrophoneFrame | null {
  if (bytes.length !== binaryHeaderBytes + micFrameSamples * 2) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.getUint32(0, true) !== micFrameKind) return null;
  const captureMs = view.getFloat64(8, true);
  if (!Number.isFinite(captureMs) || captureMs < 0) return null;
  const pcm = new Int16Array(micFrameSamples);
  for (let index = 0; index < micFrameSamples; index++) {
    pcm[index] = view.getInt16(binaryHeaderBytes + index * 2, true);
  }
  return { sequence: view.getUint32(4, true), captureMs, pcm };
}

/** 1764 samples are 80 ms at 22.05 kHz: small enough to start early, large enough not to flood. */
export const voiceChunkSamples = 1764;

/** One segment's samples as frames ready to send, in order. `offset` counts samples of the segment. */
export function voiceFrames(
  replyId: number,
  index: number,
  offset: number,
  pcm: Int16Array,
): Uint8Array[] {
  const frames: Uint8Array[] = [];
  for (let start = 0; start < pcm.length; start += voiceChunkSamples) {
    const chunk = pcm.subarray(start, start + voiceChunkSamples);
    const frame = new Uint8Array(binaryHeaderBytes + chunk.length * 2);
    const view = new DataView(frame.buffer);
    view.setUint32(0, voiceFrameKind, true);
    view.setUint32(4, replyId, true);
    view.setUint32(8, index, true);
    view.setUint32(12, offset + start, true);
    for (const [at, sample] of chunk.entries()) {
      view.setInt16(binaryHeaderBytes + at * 2, sample, true);
    }
    frames.push(frame);
  }
  return frames;
}
