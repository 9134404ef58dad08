import { useWords } from '../words.ts';

/** National line of the People's Republic of China, everywhere since 2025-05-01. */
const supportLine = '12356';

/** Fixed words, written by people; nothing of the avatar shows here. */
export function Crisis() {
  const { say } = useWords();
  return (
    <>
      <h1>{say('crisis.title')}</h1>
      <p>{say('crisis.text')}</p>
      <section className="call">
        <p>{say('crisis.call')}</p>
        <p className="number">{supportLine}</p>
        <p className="second">{say('crisis.line')}</p>
      </section>
      <p className="second">{say('crisis.emergency')}</p>
    </>
  );
}
