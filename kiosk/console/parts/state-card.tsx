import type { BoothSnapshot } from '../../host/contract.ts';
import { useNow } from '../../window/index.ts';
import { age } from '../view/measure.ts';
import { useWords } from '../words.ts';

/** The visit in a corner of every page that is not about it. */
export function StateCard({ snapshot }: { readonly snapshot: BoothSnapshot }) {
  const { lang, say } = useWords();
  const nowMs = useNow(1000);
  const { visit, avatar, subtitle } = snapshot;
  return (
    <aside className="state-card" data-state={visit.state}>
      <strong>
        <span className="state-dot" data-safety={visit.safety} /> {say(`states.${visit.state}`)}
      </strong>
      <span className="dim">{say('visit.forAge', { age: age(nowMs - visit.sinceMs) })}</span>
      {avatar !== null && <span className="dim">{avatar.name[lang]}</span>}
      {subtitle !== null && <q lang={subtitle.lang}>{subtitle.text}</q>}
    </aside>
  );
}
