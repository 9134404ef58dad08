import {
  Alert,
  Badge,
  Button,
  FileButton,
  Group,
  Loader,
  Modal,
  Progress,
  Table,
  Text,
} from '@mantine/core';
import { useCallback, useState } from 'react';
import type { ShelfAvatar } from '../../host/contract.ts';
import { RefusalText } from '../parts/act.tsx';
import { Panel } from '../parts/panel.tsx';
import { useAsked } from '../parts/use-asked.ts';
import type { DeskProps } from '../props.ts';
import { sendPackage } from '../send-package.ts';
import { bytes, clockTime } from '../view/measure.ts';
import type { UploadOutcome } from '../view/upload.ts';
import { useWords } from '../words.ts';

const listEveryMs = 10_000;

export function Avatars({ booth, act }: DeskProps) {
  const { lang, say } = useWords();
  const ask = useCallback(() => booth.console.avatars.list.query(), [booth]);
  const { value: list, failed, again } = useAsked(ask, listEveryMs);
  const [sent, setSent] = useState<number | null>(null);
  const [outcome, setOutcome] = useState<UploadOutcome | null>(null);
  const [leaving, setLeaving] = useState<ShelfAvatar | null>(null);

  const load = async (file: File | null) => {
    if (file === null) return;
    setOutcome(null);
    setSent(0);
    setOutcome(await sendPackage(file, setSent));
    setSent(null);
    await again();
  };
  const activate = async (id: string) => {
    await act(() => booth.console.avatars.activate.mutate({ id }));
    await again();
  };
  const withdraw = async (id: string) => {
    setLeaving(null);
    await act(() => booth.console.avatars.withdraw.mutate({ id }));
    await again();
  };

  return (
    <Panel
      title={say('avatars.title')}
      aside={
        <FileButton accept=".rumian" onChange={(file) => void load(file)}>
          {(props) => (
            <Button size="xs" disabled={sent !== null} {...props}>
              {say('avatars.load')}
            </Button>
          )}
        </FileButton>
      }
    >
      {sent !== null && <Sending part={sent} />}
      {outcome !== null && <UploadNews outcome={outcome} close={() => setOutcome(null)} />}
      {list === null && !failed && <Loader aria-label={say('loading')} />}
      {list === null && failed && <Text c="red">{say('call.failed')}</Text>}
      {list?.length === 0 && <p className="dim">{say('avatars.none')}</p>}
      {list !== null && list.length > 0 && (
        <Table>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{say('avatars.name')}</Table.Th>
              <Table.Th>{say('avatars.version')}</Table.Th>
              <Table.Th>{say('avatars.memories')}</Table.Th>
              <Table.Th>{say('avatars.clips')}</Table.Th>
              <Table.Th>{say('avatars.size')}</Table.Th>
              <Table.Th>{say('avatars.imported')}</Table.Th>
              <Table.Th />
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {list.map((avatar) => (
              <Table.Tr key={avatar.id} data-avatar={avatar.id}>
                <Table.Td>
                  {avatar.name[lang]} <code className="dim">{avatar.id}</code>{' '}
                  {avatar.fictional && <Badge variant="outline">{say('avatars.fictional')}</Badge>}
                </Table.Td>
                <Table.Td>{avatar.version}</Table.Td>
                <Table.Td className="number">{avatar.memories}</Table.Td>
                <Table.Td className="number">{avatar.clips}</Table.Td>
                <Table.Td className="number">{bytes(avatar.sizeBytes)}</Table.Td>
                <Table.Td className="number">{clockTime(avatar.importedMs)}</Table.Td>
                <Table.Td>
                  <Group gap="xs" justify="flex-end" wrap="nowrap">
                    {avatar.active ? (
                      <Badge color="green.6">{say('avatars.active')}</Badge>
                    ) : (
                      <Button size="compact-sm" onClick={() => void activate(avatar.id)}>
                        {say('avatars.activate')}
                      </Button>
                    )}
                    <Button
                      size="compact-sm"
                      color="red.5"
                      variant="outline"
                      onClick={() => setLeaving(avatar)}
                    >
                      {say('avatars.withdraw')}
                    </Button>
                  </Group>
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
      <Modal
        opened={leaving !== null}
        onClose={() => setLeaving(null)}
        title={leaving !== null && say('avatars.confirmTitle', { name: leaving.name[lang] })}
        centered
      >
        <Text mb="md">{say('avatars.confirm')}</Text>
        <Group justify="flex-end">
          <Button variant="default" onClick={() => setLeaving(null)} data-autofocus>
            {say('avatars.cancel')}
          </Button>
          <Button color="red.8" onClick={() => leaving !== null && void withdraw(leaving.id)}>
            {say('avatars.withdraw')}
          </Button>
        </Group>
      </Modal>
    </Panel>
  );
}

function Sending({ part }: { readonly part: number }) {
  const { say } = useWords();
  const percent = Math.round(part * 100);
  return (
    <div>
      <Progress value={percent} animated={percent === 100} />
      <Text size="sm">
        {percent < 100 ? say('avatars.loading', { percent }) : say('avatars.checking')}
      </Text>
    </div>
  );
}

function UploadNews({
  outcome,
  close,
}: {
  readonly outcome: UploadOutcome;
  readonly close: () => void;
}) {
  const { lang, say } = useWords();
  if (outcome.ok) {
    return (
      <Alert color="green" withCloseButton onClose={close}>
        {say('avatars.loaded', { name: outcome.avatar.name[lang] })}
      </Alert>
    );
  }
  return (
    <Alert color="red" title={say('avatars.refused')} withCloseButton onClose={close}>
      {outcome.problem === null ? (
        say('avatars.unreachable')
      ) : (
        <RefusalText refusal={outcome.problem} />
      )}
    </Alert>
  );
}
