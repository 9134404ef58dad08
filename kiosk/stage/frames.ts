/** The stage socket's binary frames, byte for byte as kiosk/host/contract.ts lays them down. Little-endian. */
import { binaryHeaderBytes, micFrameKind, voiceFrameKind } from '../host/contract.ts';

export interface MicFrame {
  readonly sequence: number;
  /** Stage clock (performance.now of the page) of the first sample, ms. */
  readonly captureMs: number;
  /** 16 kHz mono. */
  readonly samples: Int16Array;
}

export interface VoiceFrame {
  readonly replyId: number;
  readonly index: number;
  /** Of the first sample in its segment. */
  readonly offset: number;
  readonly samples: Int16Array;
}

export function packMicFrame(frame: MicFrame): ArrayBuffer {
  const bytes = new ArrayBuffer(binaryHeaderBytes + frame.samples.length * 2);
  const view = new DataView(bytes);
  view.setUint8(0, micFrameKind);
  view.setUint32(4, frame.sequence >>> 0, true);
  view.setFloat64(8, frame.captureMs, true);
  for (let at = 0; at < frame.samples.length; at += 1)
    view.setInt16(binaryHeaderBytes + at * 2, frame.samples[at] ?? 0, true);
  return bytes;
}

/** Null for anything that is not a whole voice frame. */
export function unpackVoiceFrame(bytes: ArrayBuffer): VoiceFrame | null {
  if (bytes.byteLength < binaryHeaderBytes || (bytes.byteLength - binaryHeaderBytes) % 2 !== 0)
    return null;
  const view = new DataView(bytes);
  if (view.getUint8(0) !== voiceFrameKind) return null;
  const samples = new Int16Array((bytes.byteLength - binaryHeaderBytes) / 2);
  for (let at = 0; at < samples.length; at += 1)
    samples[at] = view.getInt16(binaryHeaderBytes + at * 2, true);
  return {
    replyId: view.getUint32(4, true),
    index: view.getUint32(8, true),
    offset: view.getUint32(12, true),
    samples,
  };
}

/** Samples as the browser has them (-1..1) to 16 bit, clipped rather than wrapped. */
export function toInt16(samples: Float32Array): Int16Array {
  const out = new Int16Array(samples.length);
  for (let at = 0; at < samples.length; at += 1) {
    const clipped = Math.min(1, Math.max(-1, samples[at] ?? 0));
    out[at] = Math.round(clipped * (clipped < 0 ? 0x8000 : 0x7fff));
  }
  return out;
}

export function toFloat32(samples: Int16Array): Float32Array {
  const out = new Float32Array(samples.length);
  for (let at = 0; at < samples.length; at += 1) out[at] = (samples[at] ?? 0) / 0x8000;
  return out;
}
