import { Alert, Button, PasswordInput, Stack, Title } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { Refusal } from '../../host/contract.ts';
import type { Booth } from '../../window/index.ts';
import { RefusalText } from '../parts/act.tsx';
import { useWords } from '../words.ts';

interface PinProps {
  readonly booth: Booth;
  readonly unreachable: boolean;
  readonly opened: () => void;
}

export function Pin({ booth, unreachable, opened }: PinProps) {
  const { say } = useWords();
  const [pin, setPin] = useState('');
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Refusal | 'unreachable' | null>(null);
  const [waitMs, setWaitMs] = useState(0);

  const unlock = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    try {
      const outcome = await booth.console.login.mutate({ pin });
      setWaitMs(outcome.waitMs);
      if (outcome.ok) opened();
      else setProblem(outcome.problem);
    } catch {
      setProblem('unreachable');
    } finally {
      setBusy(false);
      setPin('');
    }
  };

  const silent = problem === 'unreachable' || (problem === null && unreachable);
  return (
    <form className="pin" onSubmit={(event) => void unlock(event)}>
      <Stack>
        <Title order={1} size="h2">
          {say('pin.title')}
        </Title>
        <PasswordInput
          label={say('pin.label')}
          value={pin}
          autoFocus
          autoComplete="off"
          maxLength={64}
          onChange={(event) => setPin(event.currentTarget.value)}
        />
        <Button type="submit" loading={busy} disabled={pin === ''}>
          {say('pin.open')}
        </Button>
        {silent && <Alert color="red">{say('pin.unreachable')}</Alert>}
        {problem !== null && problem !== 'unreachable' && (
          <Alert color="red">
            <RefusalText refusal={problem} />
            {waitMs > 0 && <p>{say('pin.wait', { seconds: Math.ceil(waitMs / 1000) })}</p>}
          </Alert>
        )}
      </Stack>
    </form>
  );
}
