import type { PageProps } from '../props.ts';
import { useWords } from '../words.ts';

/** Minors are never offered a likeness that talks; they are told so without blame. */
export function Young({ snapshot }: PageProps) {
  const { lang, say } = useWords();
  return (
    <>
      <h1>{say('young.title', { name: snapshot.avatar?.name[lang] ?? '' })}</h1>
      <p>{say('young.text')}</p>
      <p className="second">{say('young.family')}</p>
    </>
  );
}
