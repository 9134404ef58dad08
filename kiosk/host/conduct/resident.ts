import type { AvatarPackage } from '../../../avatars/package/index.ts';
import { type Lang, openPersonaIndex, type PersonaIndex } from '../../../avatars/persona/index.ts';
import type { VoiceSettings } from '../../conversation/contract.ts';
import type { AvatarSnapshot } from '../contract.ts';

/** The person who is in the booth now: body, memory, voice. */
export interface Resident {
  readonly avatar: AvatarSnapshot;
  readonly index: PersonaIndex;
  readonly body: Uint8Array;
  voice(lang: Lang): VoiceSettings | null;
  /** A recorded clip as a WAV file; null when the package has none of that id. */
  clip(clipId: string): Uint8Array | null;
  leave(): void;
}

/** How many questions the panel offers at a time to choose from; it shows a few of them. */
const suggestedQuestions = 12;

export function moveIn(source: AvatarPackage): Resident {
  const { manifest } = source;
  const clips = new Set(manifest.voice.clips.map(({ id }) => id));
  const index = openPersonaIndex(source.persona, { playable: (clipId) => clips.has(clipId) });
  const first = manifest.languages[0] ?? 'zh';
  return {
    index,
    body: source.read(manifest.body.path),
    avatar: {
      id: manifest.id,
      name: manifest.names,
      bodyUrl: `/avatars/${encodeURIComponent(manifest.id)}/body.glb?${source.sha256.slice(0, 12)}`,
      heightMm: manifest.body.heightMm,
      lang: first,
      fictional: manifest.fictional,
      suggested: {
        zh: index.suggested('zh').slice(0, suggestedQuestions),
        en: index.suggested('en').slice(0, suggestedQuestions),
      },
    },
    voice: (lang) => manifest.voice.settings[lang] ?? manifest.voice.settings[first] ?? null,
    clip(clipId) {
      const clip = manifest.voice.clips.find(({ id }) => id === clipId);
      return clip ? source.read(clip.path) : null;
    },
    leave: () => index.close(),
  };
}
