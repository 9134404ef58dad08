import type { Lang } from '../../../avatars/persona/index.ts';
import type { SpokenPiece, VoiceSettings } from '../../conversation/contract.ts';
import type { Speech } from '../../conversation/reply/index.ts';
import { fitPhonemes, readWav, type Voice } from '../../conversation/speak/index.ts';
import type { Resident } from './resident.ts';

/** The booth's own voice: neutral, unhurried, unlike any person in it. */
const attendantVoice: Record<Lang, VoiceSettings> = {
  zh: { variant: 'f2', rate: 150, pitch: 45 },
  en: { variant: 'f2', rate: 145, pitch: 45 },
};

/** For a person whose package brings no voice settings. */
const plainVoice: VoiceSettings = { variant: 'm3', rate: 140, pitch: 40 };

/** Sound for replies: the person's clips, or their words in the embedded voice. */
export function createSpeech(voice: Voice, resident: () => Resident | null): Speech {
  const voiceOf: Speech['voiceOf'] = (speaker, lang) =>
    speaker === 'attendant' ? attendantVoice[lang] : (resident()?.voice(lang) ?? plainVoice);
  return {
    voiceOf,
    say: (text, lang, settings, signal) => voice.say(text, lang, settings, signal),
    async clip(clipId, text, lang, signal): Promise<SpokenPiece | null> {
      const file = resident()?.clip(clipId);
      if (!file) return null;
      const sound = readWav(file);
      // The clip has no phoneme times of its own: the embedded voice says its words silently first.
      const spoken = await voice.say(text, lang, voiceOf('person', lang), signal);
      return { text, ...sound, phonemes: fitPhonemes(spoken, sound) };
    },
  };
}
