/**
 * Sounds blended into one moving mouth: each sound pulls every shape towards its pose with a
 * dominance that falls off exponentially from its middle (after Cohen and Massaro, 1993), so that
 * "stew" is rounded before its u. Then come the contacts that must happen whatever the blend says.
 */
import type { PhonemeTime } from '../track.ts';
import { type Constraint, type MouthPose, type Sound, silence, soundsOf } from './sounds.ts';

/** Spacing of the worked-out moments. */
export const stepMs = 10;
/** The face moves before the sound is heard, by what is natural and what forgives a late picture. */
export const leadMs = 35;
/** The mouth comes to rest after the last sound. */
export const tailMs = 160;

/** Highest change of a weight in one step; the gate is 0.35 in 16.7 ms. */
const fastest = (0.3 * stepMs) / 16.7;
/** A jaw is heavy. */
const fastestJaw = 0.06;
/** A pause shorter than this is the closing phase of the next sound, not a pause. */
const shortPauseMs = 70;

interface Pull {
  readonly sound: Sound;
  readonly startMs: number;
  readonly endMs: number;
  /** Louder syllables open further. */
  readonly opening: number;
}

export interface MouthCurves {
  readonly steps: number;
  readonly curves: Readonly<Record<keyof MouthPose | 'mouthClose', Float32Array>>;
}

function pulls(phonemes: readonly PhonemeTime[]): readonly Pull[] {
  const out: Pull[] = [];
  for (const { ipa, startMs, endMs } of phonemes) {
    const sounds = soundsOf(ipa);
    if (sounds[0]?.sound === silence && endMs - startMs < shortPauseMs) continue;
    let atMs = startMs;
    for (const { sound, share, stressed } of sounds) {
      const untilMs = atMs + (endMs - startMs) * share;
      const opening = sound.vowel ? (stressed ? 1.1 : 0.92) : 1;
      out.push({ sound, startMs: atMs, endMs: untilMs, opening });
      atMs = untilMs;
    }
  }
  return out;
}

const lipShapes: readonly (keyof MouthPose)[] = [
  'mouthStretch',
  'mouthPucker',
  'mouthFunnel',
  'mouthLowerDown',
  'mouthUpperUp',
  'mouthPress',
  'mouthRollLower',
  'mouthRollUpper',
];
const roundShapes = new Set<keyof MouthPose>(['mouthPucker', 'mouthFunnel']);
const shapes: readonly (keyof MouthPose)[] = ['jawOpen', 'tongueOut', ...lipShapes];

/** Beyond this a pull is too weak to matter. */
const reachMs = 260;
/** Fall of dominance to 1/e: rounding is prepared early, everything else follows closely. */
const fallMs = { beforeRound: 95, before: 48, after: 52 };

function blend(all: readonly Pull[], steps: number): MouthCurves['curves'] {
  const curves = Object.fromEntries(
    [...shapes, 'mouthClose'].map((shape) => [shape, new Float32Array(steps)]),
  ) as MouthCurves['curves'];
  const targets = shapes.map((shape) => ({
    shape,
    curve: curves[shape],
    round: roundShapes.has(shape),
    jaw: shape === 'jawOpen' || shape === 'tongueOut',
    sum: 0,
    value: 0,
  }));
  let first = 0;
  for (let i = 0; i < steps; i++) {
    const atMs = i * stepMs + leadMs;
    while (first < all.length && (all[first]?.endMs ?? 0) < atMs - reachMs) first += 1;
    for (const target of targets) {
      // The mouth at rest pulls a little at all times.
      target.sum = 0.02;
      target.value = 0;
    }
    for (let k = first; k < all.length; k++) {
      const pull = all[k];
      if (pull === undefined || pull.startMs > atMs + reachMs) break;
      const { pose, jawHold, lipHold } = pull.sound;
      const half = (pull.endMs - pull.startMs) / 2;
      const middle = pull.startMs + half;
      const plateau = pull.sound === silence ? half - 20 : half * 0.4;
      const away = Math.max(0, Math.abs(atMs - middle) - plateau);
      const later = atMs > middle;
      const near = Math.exp(-away / (later ? fallMs.after : fallMs.before));
      const early = later ? near : Math.exp(-away / fallMs.beforeRound);
      for (const target of targets) {
        const dominance = (target.jaw ? jawHold : lipHold) * (target.round ? early : near);
        target.sum += dominance;
        target.value +=
          dominance * pose[target.shape] * (target.shape === 'jawOpen' ? pull.opening : 1);
      }
    }
    for (const target of targets) target.curve[i] = Math.min(1, target.value / target.sum);
  }
  return curves;
}

/** When a contact holds, on the track's clock: begun early, and not let go before the sound's middle. */
function contact(pull: Pull): { fromMs: number; toMs: number } {
  const middle = (pull.startMs + pull.endMs) / 2;
  return { fromMs: Math.min(pull.startMs - leadMs, middle - 50), toMs: middle + 12 };
}

/** Lowers a curve so that it is at most `limit` from..to and comes and goes no faster than `slope`. */
function cap(
  curve: Float32Array,
  fromMs: number,
  toMs: number,
  limit: number,
  slope: number,
): void {
  const reach = Math.ceil(1 / slope) * stepMs;
  const last = Math.min(curve.length - 1, Math.ceil((toMs + reach) / stepMs));
  for (let i = Math.max(0, Math.floor((fromMs - reach) / stepMs)); i <= last; i++) {
    const at = i * stepMs;
    // The straight line between two steps must obey as well, so the window is a step wider.
    const away = Math.max(0, fromMs - stepMs - at, at - toMs - stepMs) / stepMs;
    curve[i] = Math.min(curve[i] ?? 0, limit + away * slope);
  }
}

function raise(
  curve: Float32Array,
  fromMs: number,
  toMs: number,
  level: number,
  slope: number,
): void {
  const reach = Math.ceil(level / slope) * stepMs;
  const last = Math.min(curve.length - 1, Math.ceil((toMs + reach) / stepMs));
  for (let i = Math.max(0, Math.floor((fromMs - reach) / stepMs)); i <= last; i++) {
    const at = i * stepMs;
    const away = Math.max(0, fromMs - stepMs - at, at - toMs - stepMs) / stepMs;
    curve[i] = Math.max(curve[i] ?? 0, level - away * slope);
  }
}

/** No faster than the gate: what opens gives way, so that what is shut stays shut. */
function limitSpeed(curve: Float32Array, slope: number): void {
  for (let i = 1; i < curve.length; i++)
    curve[i] = Math.min(curve[i] ?? 0, (curve[i - 1] ?? 0) + slope);
  for (let i = curve.length - 2; i >= 0; i--)
    curve[i] = Math.min(curve[i] ?? 0, (curve[i + 1] ?? 0) + slope);
}

const lipSlope = 0.09;

function constrain(curves: MouthCurves['curves'], pull: Pull, kind: Constraint): void {
  const { fromMs, toMs } = contact(pull);
  switch (kind) {
    case 'lips-shut':
      cap(curves.jawOpen, fromMs, toMs, 0.05, fastestJaw);
      for (const shape of ['mouthLowerDown', 'mouthUpperUp', 'mouthFunnel', 'tongueOut'] as const)
        cap(curves[shape], fromMs, toMs, 0, lipSlope);
      // Drawn corners part the lips of most heads a little.
      cap(curves.mouthStretch, fromMs, toMs, 0.15, lipSlope);
      raise(curves.mouthPress, fromMs, toMs, 0.35, lipSlope);
      raise(curves.mouthClose, fromMs, toMs, 1, 0.25);
      return;
    case 'lip-on-teeth':
      cap(curves.jawOpen, fromMs, toMs, 0.08, fastestJaw);
      cap(curves.mouthLowerDown, fromMs, toMs, 0.05, lipSlope);
      cap(curves.mouthFunnel, fromMs, toMs, 0.1, lipSlope);
      raise(curves.mouthRollLower, fromMs, toMs, 0.5, lipSlope);
      return;
    case 'teeth-near':
      cap(curves.jawOpen, fromMs, toMs, 0.1, fastestJaw);
      return;
  }
}

/** The whole mouth, step by step from the first sample of the sound. */
export function coarticulate(phonemes: readonly PhonemeTime[], durationMs: number): MouthCurves {
  const steps = Math.floor(durationMs / stepMs) + 1;
  const all = pulls(phonemes);
  const curves = blend(all, steps);
  for (const pull of all) if (pull.sound.constraint) constrain(curves, pull, pull.sound.constraint);
  for (const shape of shapes) {
    const curve = curves[shape];
    // A track begins and ends at rest, whatever sound stands there.
    curve[0] = 0;
    curve[steps - 1] = 0;
    limitSpeed(curve, shape === 'jawOpen' ? fastestJaw : fastest);
  }
  // `mouthClose` brings the lips together against an open jaw: as much as the jaw is open, no more.
  for (let i = 0; i < steps; i++)
    curves.mouthClose[i] = (curves.mouthClose[i] ?? 0) * (curves.jawOpen[i] ?? 0);
  return { steps, curves };
}
