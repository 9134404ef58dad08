import { useWords } from '../words.ts';

export function Stopped() {
  const { say } = useWords();
  return (
    <>
      <h1>{say('stopped.title')}</h1>
      <p>{say('stopped.text')}</p>
      <p className="second">{say('stopped.staff')}</p>
    </>
  );
}
