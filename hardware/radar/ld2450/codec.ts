/**
 * HLK-LD2450. Reports: `AA FF 03 00`, three targets of 8 bytes, `55 CC`: 30 bytes, about 10 a second.
 * Commands and their answers: `FD FC FB FA`, length, command, value, `04 03 02 01`.
 */
export interface RadarTarget {
  /** Across, positive to the side the module calls positive; millimetres. */
  readonly xMm: number;
  /** Straight ahead of the module, millimetres. */
  readonly yMm: number;
  /** Along the line of sight; negative approaches. */
  readonly speedMmPerS: number;
  readonly resolutionMm: number;
}

export interface RadarAnswer {
  readonly command: number;
  readonly ok: boolean;
  readonly value: Uint8Array;
}

export type RadarFrame =
  | { readonly type: 'report'; readonly targets: readonly RadarTarget[]; readonly raw: Uint8Array }
  | { readonly type: 'answer'; readonly answer: RadarAnswer };

export const command = {
  enableConfig: 0xff,
  endConfig: 0xfe,
  multiTarget: 0x90,
  version: 0xa0,
} as const;

const reportHead = [0xaa, 0xff, 0x03, 0x00] as const;
const reportBytes = 30;
const answerHead = [0xfd, 0xfc, 0xfb, 0xfa] as const;
const answerTail = [0x04, 0x03, 0x02, 0x01] as const;
const maxAnswer = 64;

export function encodeCommand(word: number, value: readonly number[] = []): Uint8Array {
  const length = 2 + value.length;
  return Uint8Array.of(...answerHead, length, 0, word, 0, ...value, ...answerTail);
}

/** Sign and magnitude, the sign upside down: bit 15 set means positive. */
export function signedMagnitude(word: number): number {
  const magnitude = word & 0x7fff;
  if (magnitude === 0) return 0;
  return word & 0x8000 ? magnitude : -magnitude;
}

/** `V1.02.22062416` from the value of the version answer; '' when it is too short. */
export function decodeVersion(value: Uint8Array): string {
  if (value.length < 8) return '';
  const hex = (from: number, to: number) =>
    [...value.subarray(from, to)]
      .reverse()
      .map((byte) => byte.toString(16).padStart(2, '0'))
      .join('');
  return `V${value[3] ?? 0}.${hex(2, 3)}.${hex(4, 8)}`;
}

export interface RadarReader {
  readonly frames: readonly RadarFrame[];
  /** What may be the beginning of a frame. */
  readonly rest: Uint8Array;
}

/** Every whole frame in `bytes`. A head without its tail is noise: the search goes on one byte later. */
export function readFrames(bytes: Uint8Array): RadarReader {
  const frames: RadarFrame[] = [];
  let at = 0;
  while (at < bytes.length) {
    const taken = takeFrame(bytes, at);
    if (taken === 'unfinished') return { frames, rest: bytes.slice(at) };
    if (taken === null) {
      at += 1;
      continue;
    }
    frames.push(taken.frame);
    at += taken.length;
  }
  return { frames, rest: new Uint8Array(0) };
}

function takeFrame(
  bytes: Uint8Array,
  at: number,
): { frame: RadarFrame; length: number } | 'unfinished' | null {
  const report = headAt(bytes, at, reportHead);
  if (report === 'whole') {
    if (at + reportBytes > bytes.length) return 'unfinished';
    if (bytes[at + 28] !== 0x55 || bytes[at + 29] !== 0xcc) return null;
    const raw = bytes.slice(at, at + reportBytes);
    return { frame: { type: 'report', targets: decodeTargets(raw), raw }, length: reportBytes };
  }
  const answer = headAt(bytes, at, answerHead);
  if (answer === 'whole') return takeAnswer(bytes, at);
  return report === 'part' || answer === 'part' ? 'unfinished' : null;
}

function takeAnswer(
  bytes: Uint8Array,
  at: number,
): { frame: RadarFrame; length: number } | 'unfinished' | null {
  const low = bytes[at + 4];
  const high = bytes[at + 5];
  if (low === undefined || high === undefined) return 'unfinished';
  const length = low + high * 256;
  if (length < 4 || length > maxAnswer) return null;
  const tailAt = at + 6 + length;
  if (tailAt + 4 > bytes.length) return 'unfinished';
  if (answerTail.some((byte, index) => bytes[tailAt + index] !== byte)) return null;
  // An answer is the command again, with 01 as its high byte.
  if (bytes[at + 7] !== 1) return null;
  const answer: RadarAnswer = {
    command: bytes[at + 6] ?? 0,
    ok: bytes[at + 8] === 0 && bytes[at + 9] === 0,
    value: bytes.slice(at + 10, tailAt),
  };
  return { frame: { type: 'answer', answer }, length: 6 + length + 4 };
}

function headAt(bytes: Uint8Array, at: number, head: readonly number[]): 'whole' | 'part' | 'none' {
  for (const [index, byte] of head.entries()) {
    const found = bytes[at + index];
    if (found === undefined) return 'part';
    if (found !== byte) return 'none';
  }
  return 'whole';
}

function decodeTargets(raw: Uint8Array): readonly RadarTarget[] {
  const view = new DataView(raw.buffer, raw.byteOffset, raw.byteLength);
  const targets: RadarTarget[] = [];
  for (let at = 4; at < 28; at += 8) {
    const words = [0, 2, 4, 6].map((offset) => view.getUint16(at + offset, true));
    if (words.every((word) => word === 0)) continue;
    const [x = 0, y = 0, speed = 0, resolution = 0] = words;
    targets.push({
      xMm: signedMagnitude(x),
      yMm: signedMagnitude(y),
      speedMmPerS: signedMagnitude(speed) * 10,
      resolutionMm: resolution,
    });
  }
  return targets;
}
