import type { PhonemeTime, Track } from '../track.ts';
import { coarticulate, stepMs, tailMs } from './coarticulate.ts';
import { type Keys, sparseKeys } from './keys.ts';

/** One curve may move two shapes. */
const channels = {
  jawOpen: ['jawOpen'],
  mouthClose: ['mouthClose'],
  mouthStretch: ['mouthStretchLeft', 'mouthStretchRight'],
  mouthPucker: ['mouthPucker'],
  mouthFunnel: ['mouthFunnel'],
  mouthLowerDown: ['mouthLowerDownLeft', 'mouthLowerDownRight'],
  mouthUpperUp: ['mouthUpperUpLeft', 'mouthUpperUpRight'],
  mouthPress: ['mouthPressLeft', 'mouthPressRight'],
  mouthRollLower: ['mouthRollLower'],
  mouthRollUpper: ['mouthRollUpper'],
  tongueOut: ['tongueOut'],
} as const;

/** All ARKit shapes that a speech track may move. */
export const mouthShapes: readonly string[] = Object.values(channels).flat();

/**
 * The mouth for spoken phonemes. It begins and ends at rest, leads the sound by about 35 ms, meets
 * its lips for every p, b and m (`mouthClose` equals `jawOpen` there), and goes on for 160 ms after
 * the last sound. Shapes that never move are left out.
 * @param phonemes ascending, in ms from the first sample; gaps count as silence
 */
export function speechTrack(phonemes: readonly PhonemeTime[], _lang?: 'zh' | 'en'): Track {
  const endMs = phonemes.at(-1)?.endMs ?? 0;
  const durationMs = Math.ceil((endMs + tailMs) / stepMs) * stepMs;
  const { curves } = coarticulate(phonemes, durationMs);
  const out: Record<string, Keys> = {};
  for (const [curve, names] of Object.entries(channels) as [
    keyof typeof channels,
    readonly string[],
  ][]) {
    const keys = sparseKeys(curves[curve], stepMs);
    if (keys.every(([, weight]) => weight === 0)) continue;
    for (const name of names) out[name] = keys;
  }
  return { durationMs, channels: out };
}
