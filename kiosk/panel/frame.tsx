import type { ReactNode } from 'react';
import type { Lang } from '../../avatars/persona/contract.ts';
import { offersGoodbye, type PageName } from './page.ts';
import type { Hand } from './props.ts';
import { language, useWords } from './words.ts';

interface FrameProps {
  readonly page: PageName;
  readonly lang: Lang;
  readonly hand: Hand;
  /** The last touch did not reach the booth. */
  readonly unheard: boolean;
  readonly children: ReactNode;
}

/** What never moves: the mark and the languages above, goodbye and stop below. */
export function Frame({ page, lang, hand, unheard, children }: FrameProps) {
  const { say } = useWords();
  const choose = (next: Lang) => {
    language.use(next);
    void hand.tell(hand.booth.setLang.mutate({ lang: next }));
  };
  return (
    <div className="frame" data-page={page}>
      <header>
        <p className="mark">{say('mark')}</p>
        <nav className="languages">
          <LanguageButton name="中文" lang="zh" active={lang === 'zh'} choose={choose} />
          <LanguageButton name="English" lang="en" active={lang === 'en'} choose={choose} />
        </nav>
      </header>
      <main key={page} className={`page page-${page}`}>
        {children}
      </main>
      <footer>
        {offersGoodbye(page) && (
          <button
            type="button"
            className="quiet"
            onClick={() => void hand.tell(hand.booth.goodbye.mutate())}
          >
            {say('goodbye')}
          </button>
        )}
        <p className="unheard" role="status">
          {unheard ? say('notReceived') : ''}
        </p>
        <button
          type="button"
          className="stop"
          onClick={() => void hand.tell(hand.booth.stop.mutate())}
        >
          <span className="stop-sign" aria-hidden="true" />
          {say('stop')}
        </button>
      </footer>
    </div>
  );
}

interface LanguageButtonProps {
  readonly name: string;
  readonly lang: Lang;
  readonly active: boolean;
  readonly choose: (lang: Lang) => void;
}

const LanguageButton = ({ name, lang, active, choose }: LanguageButtonProps) => (
  <button
    type="button"
    className="language"
    lang={lang === 'zh' ? 'zh-Hans' : 'en'}
    aria-pressed={active}
    onClick={() => choose(lang)}
  >
    {name}
  </button>
);
