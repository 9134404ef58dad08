import type { PageProps } from '../props.ts';
import { useWords } from '../words.ts';

export function Farewell({ snapshot }: PageProps) {
  const { lang, say } = useWords();
  const name = snapshot.avatar?.name[lang];
  return (
    <>
      <h1>{say('farewell.title')}</h1>
      <p>{name === undefined ? say('farewell.thanksAlone') : say('farewell.thanks', { name })}</p>
      <p className="second">{say('farewell.text')}</p>
    </>
  );
}
