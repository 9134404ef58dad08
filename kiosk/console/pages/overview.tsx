import { Button, Group, Loader, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { Lang } from '../../../avatars/persona/contract.ts';
import { FloorPlan } from '../parts/floor-plan.tsx';
import { HealthList } from '../parts/health-list.tsx';
import { Lamps } from '../parts/lamps.tsx';
import { Panel } from '../parts/panel.tsx';
import { VisitFacts } from '../parts/visit-facts.tsx';
import type { DeskProps } from '../props.ts';
import { useWords } from '../words.ts';

/** The live visit on one page. */
export function Overview({ booth, state, devices, act }: DeskProps) {
  const { say } = useWords();
  if (state.value === null) return <Loader aria-label={say('loading')} />;
  const { visit, health } = state.value;
  return (
    <div className="overview">
      <div className="column">
        <VisitFacts snapshot={state.value} />
        <SayBox
          lang={visit.lang}
          speak={(text) => act(() => booth.console.say.mutate({ text, lang: visit.lang }))}
        />
        <HealthList parts={health} />
      </div>
      <div className="column">
        {devices.value === null ? (
          <Loader aria-label={say('loading')} />
        ) : (
          <>
            <FloorPlan devices={devices.value} />
            <Lamps lamps={devices.value.lamps} />
          </>
        )}
      </div>
    </div>
  );
}

interface SayBoxProps {
  readonly lang: Lang;
  readonly speak: (text: string) => Promise<boolean>;
}

function SayBox({ lang, speak }: SayBoxProps) {
  const { say } = useWords();
  const [text, setText] = useState('');
  const send = async (event: FormEvent) => {
    event.preventDefault();
    if (text.trim() !== '' && (await speak(text.trim()))) setText('');
  };
  return (
    <Panel
      title={say('sayBox.title')}
      aside={<span className="dim">{say(`languages.${lang}`)}</span>}
    >
      <form onSubmit={(event) => void send(event)}>
        <Group gap="xs" wrap="nowrap">
          <TextInput
            flex={1}
            maxLength={500}
            value={text}
            aria-label={say('sayBox.label')}
            placeholder={say('sayBox.label')}
            onChange={(event) => setText(event.currentTarget.value)}
          />
          <Button type="submit" disabled={text.trim() === ''}>
            {say('sayBox.send')}
          </Button>
        </Group>
      </form>
    </Panel>
  );
}
