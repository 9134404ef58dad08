import { Alert, Button, Group, Text } from '@mantine/core';
import { useCallback, useState } from 'react';
import type { Refusal } from '../../host/contract.ts';
import type { CallOutcome } from '../../host/control.ts';
import { useWords } from '../words.ts';

/** Makes a call; true when the booth took it. A refusal shows at the top of the page. */
export type Act = (call: () => Promise<CallOutcome>) => Promise<boolean>;

type TroubleNow = Refusal | 'unreachable' | null;

/** `refused` is told when a call did not even reach the booth's own answer. */
export function useAct(refused: () => Promise<void>) {
  const [trouble, setTrouble] = useState<TroubleNow>(null);
  const act = useCallback<Act>(
    async (call) => {
      try {
        const outcome = await call();
        setTrouble(outcome.ok ? null : outcome.problem);
        return outcome.ok;
      } catch {
        setTrouble('unreachable');
        await refused();
        return false;
      }
    },
    [refused],
  );
  const dismiss = useCallback(() => setTrouble(null), []);
  return { act, trouble, dismiss };
}

export function Trouble({
  trouble,
  dismiss,
}: {
  readonly trouble: TroubleNow;
  readonly dismiss: () => void;
}) {
  const { say } = useWords();
  if (trouble === null) return null;
  return (
    <Alert color="red" m="md" mb={0} role="alert">
      <Group justify="space-between" wrap="nowrap">
        {trouble === 'unreachable' ? (
          <Text>{say('call.failed')}</Text>
        ) : (
          <RefusalText refusal={trouble} />
        )}
        <Button size="xs" variant="default" onClick={dismiss}>
          {say('call.dismiss')}
        </Button>
      </Group>
    </Alert>
  );
}

/** Cause, place, remedy; the code in small, for whoever looks it up. */
export function RefusalText({ refusal }: { readonly refusal: Refusal }) {
  const { say } = useWords();
  return (
    <div lang="en">
      <Text>{refusal.cause}</Text>
      {refusal.path !== undefined && (
        <Text size="sm">
          {say('avatars.at')}: <code>{refusal.path}</code>
        </Text>
      )}
      <Text size="sm">{refusal.remedy}</Text>
      <Text size="xs" c="dimmed">
        {refusal.code}
      </Text>
    </div>
  );
}
