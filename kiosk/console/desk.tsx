import { Button, Group, Kbd, SegmentedControl, UnstyledButton } from '@mantine/core';
import { useCallback, useEffect, useState } from 'react';
import type { BoothSnapshot } from '../host/contract.ts';
import type { DevicesSnapshot } from '../host/control.ts';
import { type Booth, type Live, type Subscribe, useLive, useNow } from '../window/index.ts';
import { About } from './pages/about.tsx';
import { Avatars } from './pages/avatars.tsx';
import { Devices } from './pages/devices.tsx';
import { Overview } from './pages/overview.tsx';
import { Simulation } from './pages/simulation.tsx';
import { Turns } from './pages/turns.tsx';
import { Trouble, useAct } from './parts/act.tsx';
import { StateCard } from './parts/state-card.tsx';
import type { DeskProps } from './props.ts';
import { type PageName, pageNames, wishOf } from './view/keys.ts';
import { age } from './view/measure.ts';
import { chooseLanguage, useWords } from './words.ts';

/** A hand on keyboard or mouse keeps the console unlocked; the host need not hear of every key. */
const presentEveryMs = 60_000;

/** The unlocked console: pages, the state of the link, and the stop that is always there. */
export function Desk({
  booth,
  lock,
  refused,
}: {
  readonly booth: Booth;
  readonly lock: () => void;
  /** A call was refused: perhaps the console has been locked meanwhile. */
  readonly refused: () => Promise<void>;
}) {
  const { lang, say } = useWords();
  const [page, setPage] = useState<PageName>('overview');
  const subscribeState = useCallback<Subscribe<BoothSnapshot>>(
    (handlers) => booth.console.state.subscribe(undefined, handlers),
    [booth],
  );
  const subscribeDevices = useCallback<Subscribe<DevicesSnapshot>>(
    (handlers) => booth.console.devices.subscribe(undefined, handlers),
    [booth],
  );
  const state = useLive(subscribeState);
  const devices = useLive(subscribeDevices);
  const { act, trouble, dismiss } = useAct(refused);
  const stop = useCallback(() => void act(() => booth.console.stop.mutate()), [act, booth]);

  useEffect(() => {
    if (state.link === 'lost') void refused();
  }, [state.link, refused]);
  usePresence(booth);
  useKeys(setPage, stop);

  const safety = state.value?.visit.safety;
  const halted = safety === 'stopped' || safety === 'crisis';
  const props: DeskProps = { booth, state, devices, act };
  return (
    <div className="desk">
      <header className="bar">
        <nav>
          {pageNames.map((name, index) => (
            <UnstyledButton
              key={name}
              className="tab"
              aria-current={name === page ? 'page' : undefined}
              onClick={() => setPage(name)}
            >
              <Kbd size="xs">{index + 1}</Kbd> {say(`pages.${name}`)}
            </UnstyledButton>
          ))}
        </nav>
        <Group gap="xs" wrap="nowrap">
          <SegmentedControl
            size="xs"
            value={lang}
            onChange={(value) => chooseLanguage(value === 'en' ? 'en' : 'zh')}
            data={[
              { value: 'zh', label: '中文' },
              { value: 'en', label: 'EN' },
            ]}
          />
          <Button size="xs" variant="default" onClick={lock}>
            {say('lock')}
          </Button>
          {halted && (
            <Button size="xs" onClick={() => void act(() => booth.console.resume.mutate())}>
              {say('resume')}
            </Button>
          )}
          <Button
            size="xs"
            color="red.8"
            variant="filled"
            title={say('stopHint')}
            disabled={safety === 'stopped'}
            onClick={stop}
          >
            {say('stopNow')}
          </Button>
        </Group>
      </header>
      <LinkBanner live={state} />
      {safety === 'crisis' && (
        <p className="banner crisis" role="alert">
          {say('crisis')}
        </p>
      )}
      <Trouble trouble={trouble} dismiss={dismiss} />
      <main>
        <Page page={page} {...props} />
      </main>
      {page !== 'overview' && state.value !== null && <StateCard snapshot={state.value} />}
    </div>
  );
}

function Page({ page, ...props }: DeskProps & { readonly page: PageName }) {
  switch (page) {
    case 'overview':
      return <Overview {...props} />;
    case 'simulation':
      return <Simulation {...props} />;
    case 'devices':
      return <Devices {...props} />;
    case 'avatars':
      return <Avatars {...props} />;
    case 'turns':
      return <Turns {...props} />;
    case 'about':
      return <About {...props} />;
  }
}

function LinkBanner({ live }: { readonly live: Live<unknown> }) {
  const { say } = useWords();
  const nowMs = useNow(1000);
  if (live.link === 'live') return null;
  return (
    <p className="banner" role="status">
      {live.link === 'connecting'
        ? say('link.connecting')
        : say('link.lost', { age: age(nowMs - live.sinceMs) })}
    </p>
  );
}

function useKeys(setPage: (page: PageName) => void, stop: () => void): void {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const { target } = event;
      const typing =
        target instanceof HTMLElement &&
        (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));
      const { key, shiftKey, ctrlKey, altKey, metaKey } = event;
      const wish = wishOf({ key, shiftKey, ctrlKey, altKey, metaKey, typing });
      if (wish === null) return;
      event.preventDefault();
      if (wish === 'stop') stop();
      else setPage(wish.page);
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, [setPage, stop]);
}

function usePresence(booth: Booth): void {
  useEffect(() => {
    let toldMs = Date.now();
    const tell = () => {
      if (Date.now() - toldMs < presentEveryMs) return;
      toldMs = Date.now();
      // A refusal shows itself: the session is asked for all the time.
      booth.console.present.mutate().catch(() => {});
    };
    window.addEventListener('pointerdown', tell);
    window.addEventListener('keydown', tell);
    return () => {
      window.removeEventListener('pointerdown', tell);
      window.removeEventListener('keydown', tell);
    };
  }, [booth]);
}
