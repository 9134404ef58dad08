import { Loader, Text } from '@mantine/core';
import { useCallback } from 'react';
import { HealthList } from '../parts/health-list.tsx';
import { Fact, Panel } from '../parts/panel.tsx';
import { useAsked } from '../parts/use-asked.ts';
import type { DeskProps } from '../props.ts';
import { age, bytes, clockTime } from '../view/measure.ts';
import { useWords } from '../words.ts';

const aboutEveryMs = 10_000;

export function About({ booth, state }: DeskProps) {
  const { say } = useWords();
  const ask = useCallback(() => booth.console.about.query(), [booth]);
  const { value: about, failed } = useAsked(ask, aboutEveryMs);
  return (
    <div className="column">
      {state.value !== null && <HealthList parts={state.value.health} />}
      <Panel title={say('about.title')}>
        {about === null && !failed && <Loader aria-label={say('loading')} />}
        {failed && <Text c="red">{say('call.failed')}</Text>}
        {about !== null && (
          <dl className="facts wide">
            <Fact name={say('about.version')}>{about.version}</Fact>
            <Fact name={say('about.node')}>{about.node}</Fact>
            <Fact name={say('about.pid')}>{about.pid}</Fact>
            <Fact name={say('about.started')}>{clockTime(about.startedMs)}</Fact>
            <Fact name={say('about.up')}>{age(about.upForMs)}</Fact>
            <Fact name={say('about.configFile')}>
              {about.configFile === null ? say('about.defaults') : <code>{about.configFile}</code>}
            </Fact>
            <Fact name={say('about.varDir')}>
              <code>{about.varDir}</code>
            </Fact>
            <Fact name={say('about.free')}>
              {about.varFreeBytes === null ? say('none') : bytes(about.varFreeBytes)}
            </Fact>
            <Fact name={say('about.stage')}>
              <code>{about.addresses.stage}</code>
            </Fact>
            <Fact name={say('about.panel')}>
              <code>{about.addresses.panel}</code>
            </Fact>
            <Fact name={say('about.console')}>
              <code>{about.addresses.console}</code>
            </Fact>
            <Fact name={say('about.metrics')}>
              <a href={about.metricsUrl} target="_blank" rel="noreferrer">
                {about.metricsUrl}
              </a>
            </Fact>
            <Fact name={say('about.health')}>
              <a href={about.healthUrl} target="_blank" rel="noreferrer">
                {about.healthUrl}
              </a>
            </Fact>
          </dl>
        )}
      </Panel>
      <Panel title={say('about.keys')}>
        <p>{say('about.keysText')}</p>
      </Panel>
    </div>
  );
}
