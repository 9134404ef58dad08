import { useWords } from '../words.ts';

/** The host is gone. The window finds it again by itself; the visitor has nothing to do. */
export function Disconnected() {
  const { say } = useWords();
  return (
    <>
      <h1>{say('disconnected.title')}</h1>
      <p>{say('disconnected.text')}</p>
      <p className="second">{say('disconnected.staff')}</p>
    </>
  );
}
