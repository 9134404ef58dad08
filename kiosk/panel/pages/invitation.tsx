import type { PageProps } from '../props.ts';
import { useWords } from '../words.ts';

/** Asleep or somebody at a distance: a name, and nothing that urges. */
export function Invitation({ snapshot, hand }: PageProps) {
  const { lang, say } = useWords();
  const { avatar, visit } = snapshot;
  return (
    <button
      type="button"
      className="invitation"
      onClick={() => void hand.tell(hand.booth.wake.mutate())}
    >
      <span className="lamp" aria-hidden="true" />
      <span className="name">{avatar?.name[lang] ?? ''}</span>
      {visit.state === 'attract' && <span>{say('invitation.near')}</span>}
      <span className="touch">{say('invitation.touch')}</span>
      {avatar?.fictional === true && <span className="second">{say('invitation.fiction')}</span>}
    </button>
  );
}
