import type { AgeBand } from '../../host/contract.ts';
import type { KeyOf } from '../../window/index.ts';
import type { PageProps } from '../props.ts';
import type { PanelTexts } from '../texts.ts';
import { useWords } from '../words.ts';

const bands: readonly (readonly [AgeBand, KeyOf<PanelTexts>])[] = [
  ['60-plus', 'age.senior'],
  ['18-59', 'age.adult'],
  ['under-18', 'age.under18'],
];

export function Age({ remember, hand }: PageProps) {
  const { lang, say } = useWords();
  const choose = (age: AgeBand) => {
    remember({ age });
    // Nothing more is asked of a child: the booth ends this visit kindly.
    if (age === 'under-18') {
      void hand.tell(hand.booth.checkIn.mutate({ ageBand: age, lang, noticeAccepted: true }));
    }
  };
  return (
    <>
      <h1>{say('age.title')}</h1>
      <div className="choices">
        {bands.map(([age, key]) => (
          <button key={age} type="button" className="choice" onClick={() => choose(age)}>
            {say(key)}
          </button>
        ))}
      </div>
      <p className="second">{say('age.text')}</p>
    </>
  );
}
