import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  faceAtTrack,
  mouthShapes,
  type PhonemeTime,
  speechTrack,
  type Track,
} from '../../../../avatars/behaviour/index.ts';
import { soundsOf } from '../../../../avatars/behaviour/mouth/sounds.ts';

interface Spoken {
  readonly lang: 'zh' | 'en';
  readonly text: string;
  readonly durationMs: number;
  readonly phonemes: readonly (readonly [ipa: string, startMs: number, endMs: number])[];
}

/** Phonemes with times as the espeak process gave them, in several voices and paces. */
const spoken = (
  JSON.parse(
    readFileSync(new URL('../../../fixtures/behaviour/spoken.json', import.meta.url), 'utf8'),
  ) as Spoken[]
).map(({ lang, text, durationMs, phonemes }) => ({
  lang,
  text,
  durationMs,
  phonemes: phonemes.map(([ipa, startMs, endMs]): PhonemeTime => ({ ipa, startMs, endMs })),
}));

/** A shape that never moves is not in the track. */
type Face = Readonly<Record<string, number | undefined>>;
const at = (track: Track, ms: number): Face => faceAtTrack(track, ms);
/** How far the lips are apart, in weights: the shapes that part them less what brings them together. */
const gap = (face: Face): number =>
  (face.jawOpen ?? 0) -
  (face.mouthClose ?? 0) +
  0.5 * (face.mouthLowerDownLeft ?? 0) +
  0.5 * (face.mouthUpperUpLeft ?? 0) +
  0.5 * (face.mouthFunnel ?? 0);
const middle = (p: PhonemeTime): number => (p.startMs + p.endMs) / 2;
const plain = (p: PhonemeTime): string => p.ipa.replaceAll(/[ˈˌː]/gu, '');

describe.each(spoken)('the mouth saying: $text', ({ phonemes, durationMs }) => {
  const track = speechTrack(phonemes);

  it('has its lips together for every p, b and m, in the middle of the sound', () => {
    const labial = phonemes.filter((p) => /^(p|b|m|ph)$/u.test(plain(p)));
    expect(labial.length).toBeGreaterThan(0);
    for (const p of labial) {
      const face = at(track, middle(p));
      expect(gap(face), `${p.ipa} at ${p.startMs} ms`).toBeLessThanOrEqual(0.03);
      expect(face.mouthPressLeft, `${p.ipa} at ${p.startMs} ms`).toBeGreaterThan(0.25);
      // Long enough for a picture at 20 a second to show it.
      for (let ms = middle(p) - 50; ms <= middle(p); ms += 10)
        expect(gap(at(track, ms)), `${p.ipa} at ${ms} ms`).toBeLessThanOrEqual(0.04);
    }
  });

  it('has the lower lip at the teeth for f and v, and the teeth close for hisses', () => {
    for (const p of phonemes) {
      const face = at(track, middle(p));
      const where = `${p.ipa} at ${p.startMs} ms`;
      if (/^[fv]$/u.test(plain(p))) {
        expect(face.mouthRollLower, where).toBeGreaterThan(0.4);
        expect(face.jawOpen, where).toBeLessThanOrEqual(0.1);
      }
      if (/^(s|z|ʃ|ʒ|s\.|ts|ɕ|tɕ|tʃ|dʒ)h?$/u.test(plain(p)))
        expect(face.jawOpen, where).toBeLessThanOrEqual(0.13);
    }
  });

  it('opens for every stressed vowel that has the time', () => {
    const open = phonemes.filter(
      (p) => /^ˈ(ɑ|a|æ|ɔ|aɪ|ai|ɑu)/u.test(p.ipa) && p.endMs - p.startMs > 100,
    );
    for (const p of open) {
      const most = Math.max(
        ...Array.from({ length: 12 }, (_, i) =>
          gap(at(track, p.startMs - 60 + ((p.endMs - p.startMs + 60) * i) / 11)),
        ),
      );
      expect(most, `${p.ipa} at ${p.startMs} ms`).toBeGreaterThan(0.2);
    }
  });

  it('never moves a weight by more than 0.35 in a sixtieth of a second', () => {
    for (const [name, keys] of Object.entries(track.channels)) {
      expect(mouthShapes).toContain(name);
      for (let i = 1; i < keys.length; i++) {
        const [fromMs, from] = keys[i - 1] ?? [0, 0];
        const [toMs, to] = keys[i] ?? [0, 0];
        expect(toMs).toBeGreaterThan(fromMs);
        expect(
          Math.abs(to - from) / (toMs - fromMs),
          `${name} at ${fromMs} ms`,
        ).toBeLessThanOrEqual(0.35 / 16.7);
      }
    }
  });

  it('begins and ends at rest, soon after the sound', () => {
    for (const keys of Object.values(track.channels)) {
      expect(keys[0]).toEqual([0, 0]);
      expect(keys.at(-1)?.[1]).toBe(0);
      for (const [, weight] of keys) {
        expect(weight).toBeGreaterThanOrEqual(0);
        expect(weight).toBeLessThanOrEqual(1);
      }
    }
    expect(track.durationMs - durationMs).toBeGreaterThan(0);
    expect(track.durationMs - durationMs).toBeLessThan(200);
  });

  it('has fewer keys than a quarter of its steps would be at 60 pictures a second for 20 shapes', () => {
    const keys = Object.values(track.channels).reduce((n, channel) => n + channel.length, 0);
    expect(keys).toBeLessThan((track.durationMs / 16.7) * 20 * 0.25);
  });

  it('knows every sound', () => {
    const unknown = new Set<string>();
    for (const p of phonemes) soundsOf(p.ipa, (sign) => unknown.add(sign));
    expect([...unknown]).toEqual([]);
  });
});

describe('a mouth', () => {
  it('leads the sound: half open before an open vowel is heard', () => {
    const track = speechTrack([
      { ipa: '', startMs: 0, endMs: 300 },
      { ipa: 'ˈɑː', startMs: 300, endMs: 600 },
      { ipa: '', startMs: 600, endMs: 900 },
    ]);
    const { jawOpen = [] } = track.channels;
    const most = Math.max(...jawOpen.map(([, weight]) => weight));
    let half = 0;
    while ((at(track, half).jawOpen ?? 0) < most / 2) half += 1;
    expect(half).toBeGreaterThanOrEqual(230);
    expect(half).toBeLessThanOrEqual(300);
  });

  it('rounds its lips for the u of "stew" while still at the s', () => {
    const say = (vowel: string) =>
      speechTrack([
        { ipa: 's', startMs: 100, endMs: 220 },
        { ipa: 't', startMs: 220, endMs: 280 },
        { ipa: vowel, startMs: 280, endMs: 480 },
      ]);
    expect(at(say('uː'), 230).mouthPucker).toBeGreaterThan(0.3);
    expect(at(say('iː'), 230).mouthPucker ?? 0).toBeLessThan(0.02);
  });

  it('does not move for silence, for nothing, or for pauses only', () => {
    expect(speechTrack([]).channels).toEqual({});
    expect(speechTrack([{ ipa: '_', startMs: 0, endMs: 800 }]).channels).toEqual({});
  });

  it('takes sounds it has never met as a mouth a little open', () => {
    const unknown: string[] = [];
    const [sound] = soundsOf('ʘ̬', (sign) => unknown.push(sign));
    expect(unknown).toEqual(['ʘ']);
    expect(sound?.sound.pose.jawOpen).toBeGreaterThan(0.1);
  });

  it('reads all sounds the two voices have', () => {
    // Every symbol espeak gave for a sixtieth of the English dictionary and for all 1315 syllables
    // of Mandarin.
    const inventory =
      'n ɪ s l k ɹ ə t d z m ɛ æ ɚ b oʊ ɑː i f ɡ eɪ ŋ iː aɪ ᵻ ʌ ɾ v ʃ uː h w əl dʒ ɑːɹ ɜː j ɐ tʃ ɔː ɔːɹ aʊ θ ɔ ʊ iə ɔɪ ʊɹ aɪɚ ɪɹ ɛɹ aɪə ð ʔ n̩ x ' +
      'ɑ ɑu a iɛ u th ts.h ph p s. χ ts. ou ɕ ai kh ts tɕh tɕ tsh onɡ iɑ uə uo o- ua uei ʐ ei y o iou yæ uai yɛ i. i̪ yə ər ɒ yi io ŋ- ʒ r';
    const unknown = new Set<string>();
    for (const ipa of inventory.split(' '))
      soundsOf(ipa, (sign) => unknown.add(`${sign} in ${ipa}`));
    expect([...unknown]).toEqual([]);
  });

  it('writes into the face it is given and leaves other shapes alone', () => {
    const track = speechTrack(spoken[0]?.phonemes ?? []);
    const face: Record<string, number> = { eyeBlinkLeft: 0.5 };
    expect(faceAtTrack(track, 500, face)).toBe(face);
    expect(face.eyeBlinkLeft).toBe(0.5);
    expect(face.jawOpen).toBeDefined();
    expect(faceAtTrack(track, -100).jawOpen).toBe(0);
    expect(faceAtTrack(track, 1e6).jawOpen).toBe(0);
  });
});
