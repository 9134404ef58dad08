import { Badge } from '@mantine/core';
import type { BoothSnapshot } from '../../host/contract.ts';
import { useNow } from '../../window/index.ts';
import { age } from '../view/measure.ts';
import { useWords } from '../words.ts';
import { Fact, Panel } from './panel.tsx';

export function VisitFacts({ snapshot }: { readonly snapshot: BoothSnapshot }) {
  const { lang, say } = useWords();
  const nowMs = useNow(500);
  const { visit, avatar, subtitle } = snapshot;
  return (
    <Panel
      title={say('visit.title')}
      aside={snapshot.virtual && <Badge variant="outline">{say('visit.virtual')}</Badge>}
    >
      <p className="state-now">
        <span className="state-dot" data-safety={visit.safety} />
        {say(`states.${visit.state}`)}
        <small>{say('visit.forAge', { age: age(nowMs - visit.sinceMs) })}</small>
      </p>
      <dl className="facts">
        <Fact name={say('visit.safety')}>{say(`safety.${visit.safety}`)}</Fact>
        <Fact name={say('visit.presence')}>{say(`presence.${visit.presence}`)}</Fact>
        <Fact name={say('visit.driver')}>{say(`driver.${visit.driver}`)}</Fact>
        <Fact name={say('visit.language')}>{say(`languages.${visit.lang}`)}</Fact>
        <Fact name={say('visit.cue')}>
          <code>{snapshot.cue}</code>
        </Fact>
        <Fact name={say('visit.microphone')}>{say(`microphones.${snapshot.microphone}`)}</Fact>
        <Fact name={say('visit.hears')}>
          {snapshot.hears.length === 0
            ? say('visit.hearsNothing')
            : snapshot.hears.map((heard) => say(`languages.${heard}`)).join(' · ')}
        </Fact>
        <Fact name={say('visit.avatar')}>{avatar === null ? say('none') : avatar.name[lang]}</Fact>
        <Fact name={say('visit.id')}>
          <code>{visit.visitId ?? say('none')}</code>
        </Fact>
      </dl>
      {avatar === null && <p className="warning">{say('visit.noAvatar')}</p>}
      <div className="subtitle" aria-live="off">
        {subtitle === null ? (
          <span className="dim">{say('visit.silence')}</span>
        ) : (
          <>
            <span className="dim">{say(`who.${subtitle.who}`)}</span>
            <q lang={subtitle.lang}>
              {subtitle.text}
              {subtitle.partial ? ' …' : ''}
            </q>
            {subtitle.provenance !== null && (
              <span className="dim">
                {say(`provenance.${subtitle.provenance}`)}
                {subtitle.memoryIds.length > 0 && (
                  <>
                    {' · '}
                    {say('visit.memories')} <code>{subtitle.memoryIds.join(' ')}</code>
                  </>
                )}
              </span>
            )}
          </>
        )}
      </div>
    </Panel>
  );
}
