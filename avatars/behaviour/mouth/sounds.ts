/** How the mouth stands for each sound of English and Mandarin as espeak-ng writes them. */

/** What one sound asks of the mouth; each is a weight of the shape (both sides where there are two). */
export interface MouthPose {
  readonly jawOpen: number;
  /** Corners drawn apart. */
  readonly mouthStretch: number;
  readonly mouthPucker: number;
  readonly mouthFunnel: number;
  readonly mouthLowerDown: number;
  readonly mouthUpperUp: number;
  readonly mouthPress: number;
  readonly mouthRollLower: number;
  readonly mouthRollUpper: number;
  readonly tongueOut: number;
}

/** Contacts and heights that no neighbour may spoil. */
export type Constraint = 'lips-shut' | 'lip-on-teeth' | 'teeth-near';

export interface Sound {
  readonly pose: MouthPose;
  /** How strongly the sound holds the jaw, and the lips, against its neighbours: 0..1. */
  readonly jawHold: number;
  readonly lipHold: number;
  readonly constraint?: Constraint;
  readonly vowel: boolean;
}

const rest: MouthPose = {
  jawOpen: 0,
  mouthStretch: 0,
  mouthPucker: 0,
  mouthFunnel: 0,
  mouthLowerDown: 0,
  mouthUpperUp: 0,
  mouthPress: 0,
  mouthRollLower: 0,
  mouthRollUpper: 0,
  tongueOut: 0,
};

/** Lips lightly together, teeth apart: what the mouth returns to in a pause. */
export const silence: Sound = { pose: rest, jawHold: 0.5, lipHold: 0.5, vowel: false };

const vowel = (pose: Partial<MouthPose>): Sound => ({
  pose: { ...rest, ...pose },
  jawHold: 1,
  lipHold: 0.9,
  vowel: true,
});

const consonant = (
  pose: Partial<MouthPose>,
  jawHold: number,
  lipHold: number,
  constraint?: Constraint,
): Sound => ({
  pose: { ...rest, ...pose },
  jawHold,
  lipHold,
  vowel: false,
  ...(constraint && { constraint }),
});

const wideOpen = vowel({ jawOpen: 0.55, mouthLowerDown: 0.25, mouthUpperUp: 0.1 });
const central = vowel({ jawOpen: 0.24, mouthLowerDown: 0.1 });
const middle = vowel({ jawOpen: 0.38, mouthLowerDown: 0.18 });
const front = vowel({ jawOpen: 0.32, mouthStretch: 0.25, mouthLowerDown: 0.2, mouthUpperUp: 0.05 });
const nearHigh = vowel({ jawOpen: 0.2, mouthStretch: 0.3, mouthLowerDown: 0.15 });
const high = vowel({ jawOpen: 0.13, mouthStretch: 0.45, mouthLowerDown: 0.15 });
const apical = vowel({ jawOpen: 0.1, mouthStretch: 0.18, mouthLowerDown: 0.15 });
const highRound = vowel({ jawOpen: 0.12, mouthPucker: 0.75, mouthFunnel: 0.2 });
const midRound = vowel({ jawOpen: 0.28, mouthPucker: 0.5, mouthFunnel: 0.35 });
const lowRound = vowel({ jawOpen: 0.42, mouthPucker: 0.25, mouthFunnel: 0.35 });
const tongued = vowel({ jawOpen: 0.22, mouthPucker: 0.25, mouthFunnel: 0.1 });

const shut = consonant(
  { jawOpen: 0.04, mouthPress: 0.4, mouthRollLower: 0.15, mouthRollUpper: 0.12 },
  1,
  0.5,
  'lips-shut',
);
const lipTeeth = consonant(
  { jawOpen: 0.06, mouthRollLower: 0.55, mouthUpperUp: 0.15 },
  1,
  0.6,
  'lip-on-teeth',
);
const hiss = consonant(
  { jawOpen: 0.05, mouthStretch: 0.15, mouthLowerDown: 0.2 },
  1,
  0.3,
  'teeth-near',
);
const hush = consonant(
  { jawOpen: 0.06, mouthFunnel: 0.45, mouthPucker: 0.3, mouthLowerDown: 0.1 },
  1,
  0.7,
  'teeth-near',
);
const retroflex = consonant(
  { jawOpen: 0.06, mouthFunnel: 0.3, mouthPucker: 0.1, mouthLowerDown: 0.12 },
  1,
  0.5,
  'teeth-near',
);
const palatal = consonant(
  { jawOpen: 0.06, mouthStretch: 0.22, mouthLowerDown: 0.15 },
  1,
  0.4,
  'teeth-near',
);
const toothed = consonant({ jawOpen: 0.14, tongueOut: 0.3, mouthLowerDown: 0.1 }, 0.8, 0.25);
const tongueTip = consonant({ jawOpen: 0.13, mouthLowerDown: 0.1 }, 0.6, 0.12);
const lateral = consonant({ jawOpen: 0.2, mouthLowerDown: 0.1 }, 0.6, 0.12);
const backed = consonant({ jawOpen: 0.18 }, 0.35, 0.08);
const breathed = consonant({ jawOpen: 0.2 }, 0.2, 0.06);
const glottal = consonant({ jawOpen: 0.15 }, 0.1, 0.04);
const rounded = consonant({ jawOpen: 0.1, mouthPucker: 0.85, mouthFunnel: 0.15 }, 0.9, 1);
const bunched = consonant({ jawOpen: 0.15, mouthPucker: 0.35, mouthFunnel: 0.15 }, 0.7, 0.6);
const glide = consonant({ jawOpen: 0.13, mouthStretch: 0.35, mouthLowerDown: 0.12 }, 0.7, 0.6);

/** One mouth position each; longest signs are tried first, so that tʃ is not read as t and ʃ. */
const table: Readonly<Record<string, Sound>> = {
  a: wideOpen,
  ɑ: wideOpen,
  æ: vowel({ jawOpen: 0.5, mouthStretch: 0.25, mouthLowerDown: 0.3, mouthUpperUp: 0.15 }),
  ɐ: middle,
  ʌ: middle,
  ə: central,
  ɘ: central,
  ɤ: central,
  ɜ: tongued,
  ɚ: tongued,
  ɝ: tongued,
  ər: tongued,
  ɛ: front,
  e: front,
  ɪ: nearHigh,
  ᵻ: nearHigh,
  ɨ: nearHigh,
  i: high,
  'i.': apical,
  i̪: apical,
  'ɨ.': apical,
  y: highRound,
  ʏ: highRound,
  ø: midRound,
  œ: midRound,
  u: highRound,
  ʊ: vowel({ jawOpen: 0.18, mouthPucker: 0.5, mouthFunnel: 0.2 }),
  ʉ: highRound,
  ɯ: nearHigh,
  o: midRound,
  ɔ: lowRound,
  ɒ: lowRound,
  'o-': vowel({ jawOpen: 0.26, mouthPucker: 0.2, mouthFunnel: 0.1 }),
  p: shut,
  b: shut,
  m: shut,
  ph: shut,
  f: lipTeeth,
  v: lipTeeth,
  ɱ: lipTeeth,
  s: hiss,
  z: hiss,
  ts: hiss,
  dz: hiss,
  tsh: hiss,
  ʃ: hush,
  ʒ: hush,
  tʃ: hush,
  dʒ: hush,
  tʃh: hush,
  's.': retroflex,
  'z.': retroflex,
  'ts.': retroflex,
  'ts.h': retroflex,
  ʂ: retroflex,
  ʐ: retroflex,
  ɕ: palatal,
  ʑ: palatal,
  tɕ: palatal,
  tɕh: palatal,
  dʑ: palatal,
  ç: palatal,
  θ: toothed,
  ð: toothed,
  t: tongueTip,
  d: tongueTip,
  n: tongueTip,
  ɾ: tongueTip,
  th: tongueTip,
  ɲ: tongueTip,
  ʈ: tongueTip,
  ɖ: tongueTip,
  l: lateral,
  ɫ: lateral,
  ɬ: lateral,
  ɭ: lateral,
  k: backed,
  ɡ: backed,
  g: backed,
  ŋ: backed,
  kh: backed,
  q: backed,
  x: backed,
  χ: backed,
  ɣ: backed,
  ɴ: backed,
  h: breathed,
  ɦ: breathed,
  ʔ: glottal,
  w: rounded,
  ʍ: rounded,
  ɥ: highRound,
  ɹ: bunched,
  r: bunched,
  ɻ: bunched,
  j: glide,
};

const longestSign = Math.max(...Object.keys(table).map((sign) => sign.length));
/** Length, tone, stress, syllable and voicing marks: the mouth is the same with and without. */
const marks = /[\p{M}\p{N}ˈˌːˑ.\-ʰʲʷˠ|‿˥˦˧˨˩]/u;

export interface HeardSound {
  readonly sound: Sound;
  /** Share of the phoneme's time, sums to 1. */
  readonly share: number;
  readonly stressed: boolean;
}

/** A phoneme of several mouth positions (aɪ, iou, ɑːɹ, əl) as what it is made of. */
export function soundsOf(ipa: string, onUnknown?: (sign: string) => void): readonly HeardSound[] {
  const stressed = ipa.includes('ˈ');
  const found: Sound[] = [];
  const text = ipa.replaceAll(/[ˈˌ]/gu, '');
  for (let at = 0; at < text.length; ) {
    let length = Math.min(longestSign, text.length - at);
    while (length > 0 && !Object.hasOwn(table, text.slice(at, at + length))) length -= 1;
    const sound = table[text.slice(at, at + length)];
    if (length > 0 && sound !== undefined) {
      found.push(sound);
      at += length;
      continue;
    }
    const sign = String.fromCodePoint(text.codePointAt(at) ?? 0);
    if (!marks.test(sign) && sign !== '_') {
      onUnknown?.(sign);
      // A sound we have never met: a mouth a little open offends least.
      if (/\p{L}/u.test(sign)) found.push(central);
    }
    at += sign.length;
  }
  if (found.length === 0) return [{ sound: silence, share: 1, stressed: false }];
  // The first part of a gliding vowel is held longest.
  const weights = found.map((_, i) => (i === 0 && found.length > 1 ? 1.3 : 1));
  const sum = weights.reduce((a, b) => a + b, 0);
  return found.map((sound, i) => ({ sound, share: (weights[i] ?? 1) / sum, stressed }));
}
