import type { PageProps } from '../props.ts';
import { useWords } from '../words.ts';

/** Said before anything is shown or heard: what this is, where it comes from, how to end it. */
export function Notice({ snapshot, remember, hand }: PageProps) {
  const { lang, say } = useWords();
  const name = snapshot.avatar?.name[lang] ?? '';
  return (
    <>
      <h1>{say('notice.title')}</h1>
      <ul className="sentences">
        <li className="weighty">{say('notice.notThePerson', { name })}</li>
        <li>
          {snapshot.avatar?.fictional === true
            ? say('notice.sourcesFiction', { name })
            : say('notice.sources')}
        </li>
        <li>{say('notice.stays')}</li>
        <li>{say('notice.stop')}</li>
      </ul>
      <div className="choices">
        <button type="button" className="primary" onClick={() => remember({ noticeRead: true })}>
          {say('notice.accept')}
        </button>
        <button
          type="button"
          className="quiet"
          onClick={() => void hand.tell(hand.booth.goodbye.mutate())}
        >
          {say('notice.decline')}
        </button>
      </div>
    </>
  );
}
