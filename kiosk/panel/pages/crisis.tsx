import type { HelpNumber } from '../../host/contract.ts';
import { useWords } from '../words.ts';

/** Fixed words, written by people, and this venue's numbers; nothing of the avatar shows here. */
export function Crisis({ numbers }: { readonly numbers: readonly HelpNumber[] }) {
  const { say, lang } = useWords();
  const lines = numbers.filter(({ kind }) => kind === 'helpline');
  const urgent = numbers.filter(({ kind }) => kind !== 'helpline');
  return (
    <>
      <h1>{say('crisis.title')}</h1>
      <p>{say('crisis.text')}</p>
      {lines.length > 0 && (
        <section className="call">
          <p>{say('crisis.call')}</p>
          {lines.map(({ name, number }) => (
            <div key={number}>
              <p className="number">{number}</p>
              <p className="second">{name[lang]}</p>
            </div>
          ))}
        </section>
      )}
      {urgent.map(({ name, number }) => (
        <p key={number} className="second">
          {say('crisis.urgent', { name: name[lang], number })}
        </p>
      ))}
    </>
  );
}
