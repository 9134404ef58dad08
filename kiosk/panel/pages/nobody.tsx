import { useWords } from '../words.ts';

export function Nobody() {
  const { say } = useWords();
  return (
    <>
      <h1>{say('nobody.title')}</h1>
      <p>{say('nobody.text')}</p>
    </>
  );
}
