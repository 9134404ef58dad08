import type { LampLevel } from '../../../hardware/contract.ts';
import { colourOf, percentOf } from '../view/light.ts';
import { useWords } from '../words.ts';
import { Panel } from './panel.tsx';

export function Lamps({ lamps }: { readonly lamps: readonly LampLevel[] }) {
  const { lang, say } = useWords();
  return (
    <Panel title={say('lamps.title')}>
      {lamps.length === 0 ? (
        <p className="dim">{say('lamps.none')}</p>
      ) : (
        <ul className="lamps">
          {lamps.map((lamp) => (
            <li key={lamp.id} data-lamp={lamp.id}>
              <span className="lamp-light" style={{ background: colourOf(lamp) }} />
              <span>{lamp.label[lang]}</span>
              <span className="number">{percentOf(lamp)} %</span>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}
