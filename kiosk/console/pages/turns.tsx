import { Button, Loader, Table, Text } from '@mantine/core';
import { useCallback } from 'react';
import type { TurnRecord } from '../../host/contract.ts';
import { Panel } from '../parts/panel.tsx';
import { TurnBar } from '../parts/turn-bar.tsx';
import { useAsked } from '../parts/use-asked.ts';
import type { DeskProps } from '../props.ts';
import { clockTime, lasting } from '../view/measure.ts';
import { scaleMs } from '../view/timeline.ts';
import { useWords } from '../words.ts';

const turnsShown = 50;
const turnsEveryMs = 5_000;

export function Turns({ booth }: DeskProps) {
  const { say } = useWords();
  const ask = useCallback(() => booth.console.turns.query({ limit: turnsShown }), [booth]);
  const { value: turns, failed, again } = useAsked(ask, turnsEveryMs);
  return (
    <Panel
      title={say('turns.title')}
      aside={
        <Button size="xs" variant="default" onClick={() => void again()}>
          {say('turns.refresh')}
        </Button>
      }
    >
      {turns === null && !failed && <Loader aria-label={say('loading')} />}
      {failed && <Text c="red">{say('call.failed')}</Text>}
      {turns?.length === 0 && <p className="dim">{say('turns.none')}</p>}
      {turns !== null && turns.length > 0 && <TurnTable turns={turns} />}
    </Panel>
  );
}

const waitStages = ['turnEnd', 'asrFinal', 'replyFirstToken', 'firstAudio'] as const;

function TurnTable({ turns }: { readonly turns: readonly TurnRecord[] }) {
  const { say } = useWords();
  const scale = scaleMs(turns.map(({ times }) => times));
  return (
    <>
      <ul className="legend">
        <li>
          {say('turns.bar')} (0 – {lasting(scale)}):
        </li>
        {waitStages.map((stage) => (
          <li key={stage}>
            <span className="swatch" data-stage={stage} /> {say(`turns.stages.${stage}`)}
          </li>
        ))}
        <li>
          <span className="swatch face" /> {say('turns.stages.firstFaceFrame')}
        </li>
      </ul>
      <Table className="turns">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{say('turns.at')}</Table.Th>
            <Table.Th>
              {say('turns.question')} / {say('turns.reply')}
            </Table.Th>
            <Table.Th>
              {say('turns.provenance')} / {say('turns.memories')}
            </Table.Th>
            <Table.Th>{say('turns.confidence')}</Table.Th>
            <Table.Th>{say('turns.wait')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {turns.map((turn) => (
            <Turn key={turn.id} turn={turn} scale={scale} />
          ))}
        </Table.Tbody>
      </Table>
    </>
  );
}

function Turn({ turn, scale }: { readonly turn: TurnRecord; readonly scale: number }) {
  const { say } = useWords();
  const words = (text: string) => (text === '' ? say('turns.erased') : text);
  return (
    <Table.Tr>
      <Table.Td>
        <span className="number">{clockTime(turn.atMs)}</span>
        <br />
        <span className="dim">
          {say(`turns.inputs.${turn.input}`)}
          {turn.input === 'voice' && ` · ${say(`turns.recognisers.${turn.asrSource}`)}`}
        </span>
      </Table.Td>
      <Table.Td lang={turn.lang}>
        <div className="dim">{words(turn.question)}</div>
        <div>{words(turn.reply)}</div>
        {turn.reply !== '' && turn.heard !== turn.reply && (
          <div className="warning">
            {turn.heard === ''
              ? say('turns.notHeard')
              : say('turns.heardOnly', { text: turn.heard })}
          </div>
        )}
      </Table.Td>
      <Table.Td>
        {turn.provenance.map((source) => say(`provenance.${source}`)).join(' · ')}
        <br />
        <code className="dim">{turn.memoryIds.join(' ')}</code>
      </Table.Td>
      <Table.Td className="number">{Math.round(turn.confidence * 100)} %</Table.Td>
      <Table.Td>
        <TurnBar times={turn.times} scaleMs={scale} />
      </Table.Td>
    </Table.Tr>
  );
}
