import { type FormEvent, useId, useState } from 'react';
import type { PageProps } from '../props.ts';
import { useWords } from '../words.ts';

/** The contract's limit for a form of address, characters. */
const longestName = 20;

export function Name({ memory, remember, hand }: PageProps) {
  const { lang, say } = useWords();
  const [callMe, setCallMe] = useState('');
  const field = useId();
  const name = callMe.trim();

  const begin = (event: FormEvent) => {
    event.preventDefault();
    if (memory.age === null) return;
    void hand.tell(
      hand.booth.checkIn.mutate({
        ageBand: memory.age,
        lang,
        noticeAccepted: true,
        ...(name === '' ? {} : { callMe: name }),
      }),
    );
  };

  return (
    <form onSubmit={begin}>
      <h1>{say('name.title')}</h1>
      <p className="second">{say('name.text')}</p>
      <label className="hidden" htmlFor={field}>
        {say('name.label')}
      </label>
      <input
        id={field}
        value={callMe}
        maxLength={longestName}
        placeholder={say('name.example')}
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => setCallMe(event.currentTarget.value)}
      />
      <div className="choices">
        <button type="submit" className="primary">
          {say(name === '' ? 'name.startWithout' : 'name.start')}
        </button>
        <button type="button" className="quiet" onClick={() => remember({ age: null })}>
          {say('name.back')}
        </button>
      </div>
    </form>
  );
}
