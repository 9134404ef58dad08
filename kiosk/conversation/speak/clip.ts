/** Mouth times for a recorded clip of known words. */
import type { PhonemeTime } from '../../../avatars/behaviour/index.ts';
import type { SpokenPiece } from '../contract.ts';

export interface ClipSound {
  readonly sampleRateHz: number;
  readonly pcm: Int16Array;
}

export interface Span {
  readonly startMs: number;
  readonly endMs: number;
}

const windowMs = 10;

/** From the first to the last loud moment of a clip; undefined when all of it is silent. */
export function voicedSpan({ sampleRateHz, pcm }: ClipSound): Span | undefined {
  const size = Math.max(1, Math.round((sampleRateHz * windowMs) / 1000));
  const levels: number[] = [];
  for (let at = 0; at < pcm.length; at += size) {
    let sum = 0;
    const end = Math.min(pcm.length, at + size);
    for (let i = at; i < end; i++) sum += (pcm[i] ?? 0) ** 2;
    levels.push(Math.sqrt(sum / (end - at)));
  }
  const sorted = levels.toSorted((a, b) => a - b);
  const floor = sorted[Math.floor(sorted.length * 0.05)] ?? 0;
  const loud = sorted[Math.floor(sorted.length * 0.95)] ?? 0;
  if (loud < 60) return undefined;
  // 30 dB under the loud parts, yet over the room.
  const threshold = Math.max(loud * 0.03, Math.min(floor * 2, loud * 0.3));
  const first = levels.findIndex((level) => level > threshold);
  const last = levels.findLastIndex((level) => level > threshold);
  return { startMs: first * windowMs, endMs: (last + 1) * windowMs };
}

/**
 * Lays the phonemes of the clip's words, as a voice spoke them, linearly onto the clip's own sound.
 * Good to some tens of ms where the two speak at an even pace.
 */
export function fitPhonemes(spoken: SpokenPiece, clip: ClipSound): readonly PhonemeTime[] {
  const sounded = spoken.phonemes.filter((p) => p.ipa !== '' && p.ipa !== '_');
  const from = sounded[0]?.startMs;
  const to = sounded.at(-1)?.endMs;
  const span = voicedSpan(clip);
  if (from === undefined || to === undefined || to <= from || span === undefined) return [];
  const scale = (span.endMs - span.startMs) / (to - from);
  const at = (ms: number): number =>
    Math.min(span.endMs, Math.max(span.startMs, span.startMs + (ms - from) * scale));
  return spoken.phonemes
    .map((p) => ({ ipa: p.ipa, startMs: at(p.startMs), endMs: at(p.endMs) }))
    .filter((p) => p.endMs > p.startMs);
}
