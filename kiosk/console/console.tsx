import { useCallback, useEffect, useState } from 'react';
import type { Booth } from '../window/index.ts';
import { Desk } from './desk.tsx';
import { Pin } from './pages/pin.tsx';

/** How often the session is asked for: an idle console shows the lock soon after it is locked. */
const sessionEveryMs = 15_000;

type Session = 'unknown' | 'locked' | 'open' | 'unreachable';

/** Locked until the PIN has been given; locked again by idleness or by a restart of the host. */
export function Console({ booth }: { readonly booth: Booth }) {
  const [session, setSession] = useState<Session>('unknown');
  const check = useCallback(async () => {
    try {
      const { authenticated } = await booth.console.session.query();
      setSession(authenticated ? 'open' : 'locked');
    } catch {
      // An open desk stays and shows the lost link itself; nothing is taken from staff's eyes.
      setSession((known) => (known === 'open' ? known : 'unreachable'));
    }
  }, [booth]);

  useEffect(() => {
    void check();
    const id = setInterval(() => void check(), sessionEveryMs);
    return () => clearInterval(id);
  }, [check]);

  if (session === 'unknown') return null;
  if (session === 'open') {
    const lock = () => {
      void booth.console.logout.mutate().then(check, check);
    };
    return <Desk booth={booth} lock={lock} refused={check} />;
  }
  return (
    <Pin booth={booth} unreachable={session === 'unreachable'} opened={() => setSession('open')} />
  );
}
