import { Badge, Loader, Table } from '@mantine/core';
import { Fragment } from 'react';
import type { DeviceStatus, LinkState } from '../../../hardware/contract.ts';
import { useNow } from '../../window/index.ts';
import { Lamps } from '../parts/lamps.tsx';
import { Panel } from '../parts/panel.tsx';
import { Universe } from '../parts/universe.tsx';
import type { DeskProps } from '../props.ts';
import { age } from '../view/measure.ts';
import { useWords } from '../words.ts';

const colours: Record<LinkState, string> = {
  absent: 'red',
  opening: 'gray',
  probing: 'gray',
  live: 'green',
  stale: 'yellow',
  closed: 'red',
};

export function Devices({ devices: live }: DeskProps) {
  const { say } = useWords();
  if (live.value === null) return <Loader aria-label={say('loading')} />;
  const { devices, guard, lamps } = live.value;
  return (
    <div className="column">
      <Panel
        title={say('devices.title')}
        aside={
          <span className={guard.look === 'following' ? 'dim' : 'warning'}>
            {say('devices.guard')}: {say(`devices.guards.${guard.look}`)}
            {guard.look !== 'following' && guard.reason !== '' && ` · ${guard.reason}`}
          </span>
        }
      >
        {devices.length === 0 ? (
          <p className="dim">{say('devices.none')}</p>
        ) : (
          <DeviceTable devices={devices} />
        )}
      </Panel>
      <Universe devices={live.value} />
      <Lamps lamps={lamps} />
    </div>
  );
}

function DeviceTable({ devices }: { readonly devices: readonly DeviceStatus[] }) {
  const { say } = useWords();
  const nowMs = useNow(500);
  return (
    <Table>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{say('devices.device')}</Table.Th>
          <Table.Th>{say('devices.state')}</Table.Th>
          <Table.Th>{say('devices.forAge')}</Table.Th>
          <Table.Th>{say('devices.frameAge')}</Table.Th>
          <Table.Th>{say('devices.rate')}</Table.Th>
          <Table.Th>{say('devices.reconnects')}</Table.Th>
          <Table.Th>{say('devices.identity')}</Table.Th>
          <Table.Th>{say('devices.path')}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {devices.map((device) => (
          <Fragment key={device.id}>
            <Table.Tr>
              <Table.Td>{device.label}</Table.Td>
              <Table.Td>
                <Badge color={colours[device.state]} variant="light">
                  {say(`devices.states.${device.state}`)}
                </Badge>
              </Table.Td>
              <Table.Td className="number">{age(nowMs - device.sinceMs)}</Table.Td>
              <Table.Td className="number">
                {device.lastFrameAgeMs === null ? say('none') : age(device.lastFrameAgeMs)}
              </Table.Td>
              <Table.Td className="number">{device.rateHz.toFixed(1)} Hz</Table.Td>
              <Table.Td className="number">{device.reconnects}</Table.Td>
              <Table.Td>
                <code>{device.identity}</code>
              </Table.Td>
              <Table.Td>
                <code>{device.path}</code>{' '}
                {device.simulated && <Badge variant="outline">{say('devices.simulated')}</Badge>}
              </Table.Td>
            </Table.Tr>
            {device.problem !== null && (
              <Table.Tr>
                <Table.Td colSpan={8} className="warning" lang="en">
                  {device.problem.cause} {device.problem.effect}{' '}
                  <strong>{device.problem.remedy}</strong>
                </Table.Td>
              </Table.Tr>
            )}
          </Fragment>
        ))}
      </Table.Tbody>
    </Table>
  );
}
