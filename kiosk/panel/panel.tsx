import { useCallback, useEffect, useState } from 'react';
import type { BoothSnapshot } from '../host/contract.ts';
import { type Booth, type Live, type Subscribe, useLive, useNow } from '../window/index.ts';
import { Frame } from './frame.tsx';
import { Guarded } from './guarded.tsx';
import { follow, freshMemory, type PageName, pageOf, type VisitMemory } from './page.ts';
import { Age } from './pages/age.tsx';
import { Crisis } from './pages/crisis.tsx';
import { Disconnected } from './pages/disconnected.tsx';
import { Farewell } from './pages/farewell.tsx';
import { Invitation } from './pages/invitation.tsx';
import { Name } from './pages/name.tsx';
import { Nobody } from './pages/nobody.tsx';
import { Notice } from './pages/notice.tsx';
import { Opening } from './pages/opening.tsx';
import { Stopped } from './pages/stopped.tsx';
import { Talk } from './pages/talk.tsx';
import { Young } from './pages/young.tsx';
import type { Hand, PageProps } from './props.ts';
import { language } from './words.ts';

export function Panel({ booth }: { readonly booth: Booth }) {
  const subscribe = useCallback<Subscribe<BoothSnapshot>>(
    (handlers) => booth.panel.state.subscribe(undefined, handlers),
    [booth],
  );
  const live = useLive(subscribe);
  const [memory, setMemory] = useState(() => freshMemory(null));
  const [unheardOn, setUnheardOn] = useState<PageName | null>(null);
  const snapshot = live.value;
  const known = snapshot === null ? memory : follow(memory, snapshot);
  if (known !== memory) setMemory(known);

  const lang = snapshot?.visit.lang ?? 'zh';
  useEffect(() => language.use(lang), [lang]);

  const page = useSettled(live, known);
  const tell: Hand['tell'] = async (call) => {
    const taken = await call.then(
      ({ ok }) => ok,
      () => false,
    );
    setUnheardOn(taken ? null : page);
    return taken;
  };
  const hand: Hand = { tell, booth: booth.panel };
  const remember = (part: Partial<VisitMemory>) => setMemory((kept) => ({ ...kept, ...part }));

  return (
    <Frame
      page={page}
      lang={lang}
      hand={hand}
      unheard={unheardOn === page && page !== 'disconnected'}
    >
      {snapshot === null ? (
        <PageWithoutBooth page={page} />
      ) : (
        <Guarded key={page}>
          <Page page={page} snapshot={snapshot} memory={known} remember={remember} hand={hand} />
        </Guarded>
      )}
    </Frame>
  );
}

/** Re-decides the page a few times a second, so that a lost link is noticed without an event. */
function useSettled(live: Live<BoothSnapshot>, memory: VisitMemory): PageName {
  const nowMs = useNow(500);
  return pageOf(live.value, memory, live, nowMs);
}

const PageWithoutBooth = ({ page }: { readonly page: PageName }) =>
  page === 'disconnected' ? <Disconnected /> : <Opening />;

function Page({ page, ...props }: PageProps & { readonly page: PageName }) {
  switch (page) {
    case 'opening':
      return <Opening />;
    case 'disconnected':
      return <Disconnected />;
    case 'crisis':
      return <Crisis numbers={props.snapshot.helpNumbers} />;
    case 'stopped':
      return <Stopped />;
    case 'nobody':
      return <Nobody />;
    case 'invitation':
      return <Invitation {...props} />;
    case 'notice':
      return <Notice {...props} />;
    case 'age':
      return <Age {...props} />;
    case 'name':
      return <Name {...props} />;
    case 'young':
      return <Young {...props} />;
    case 'talk':
      return <Talk {...props} />;
    case 'farewell':
      return <Farewell {...props} />;
  }
}
