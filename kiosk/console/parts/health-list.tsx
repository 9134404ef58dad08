import { Badge, Table } from '@mantine/core';
import type { PartHealth } from '../../host/contract.ts';
import { useNow } from '../../window/index.ts';
import { age } from '../view/measure.ts';
import { worstFirst } from '../view/trouble.ts';
import { useWords } from '../words.ts';
import { Panel } from './panel.tsx';

const colours: Record<PartHealth['state'], string> = {
  ok: 'green',
  degraded: 'yellow',
  down: 'red',
  starting: 'gray',
};

/** Every part, the worst first; a fault says cause, effect and remedy. */
export function HealthList({ parts }: { readonly parts: readonly PartHealth[] }) {
  const { say } = useWords();
  const nowMs = useNow(1000);
  return (
    <Panel
      title={say('health.title')}
      aside={
        parts.every(({ state }) => state === 'ok') && (
          <span className="dim">{say('health.allWell')}</span>
        )
      }
    >
      {parts.length > 0 && (
        <Table>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{say('health.part')}</Table.Th>
              <Table.Th>{say('health.state')}</Table.Th>
              <Table.Th>{say('health.since')}</Table.Th>
              <Table.Th>{say('health.cause')}</Table.Th>
              <Table.Th>{say('health.effect')}</Table.Th>
              <Table.Th>{say('health.remedy')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {worstFirst(parts).map((part) => (
              <Table.Tr key={part.part}>
                <Table.Td>{part.part}</Table.Td>
                <Table.Td>
                  <Badge color={colours[part.state]} variant="light">
                    {say(`health.states.${part.state}`)}
                  </Badge>
                </Table.Td>
                <Table.Td className="number">{age(nowMs - part.sinceMs)}</Table.Td>
                <Table.Td lang="en">{part.cause}</Table.Td>
                <Table.Td lang="en">{part.effect}</Table.Td>
                <Table.Td lang="en">{part.remedy}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
    </Panel>
  );
}
