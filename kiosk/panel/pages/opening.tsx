import { useWords } from '../words.ts';

export function Opening() {
  const { say } = useWords();
  return <p className="second">{say('opening')}</p>;
}
