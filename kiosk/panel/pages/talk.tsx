import { type FormEvent, useEffect, useRef, useState } from 'react';
import type { BoothSnapshot, Subtitle } from '../../host/contract.ts';
import type { KeyOf } from '../../window/index.ts';
import { asked, hearingOf, questionsOn, wordsSize } from '../page.ts';
import type { PageProps } from '../props.ts';
import { answerText, memoriesOf, sourcesOf } from '../source.ts';
import type { PanelTexts } from '../texts.ts';
import { useWords } from '../words.ts';

const questionsPerPage = 3;
/** The contract's limit for a typed question, characters. */
const longestQuestion = 300;

export function Talk({ snapshot, memory, remember, hand }: PageProps) {
  const { lang, say } = useWords();
  const [turned, setTurned] = useState(0);
  const all = snapshot.avatar?.suggested[lang] ?? [];
  const ask = async (text: string, how: 'typed' | 'tapped') => {
    // At once, not when the call returns: the answer's first sentence may be here before that.
    remember(
      asked({ who: 'visitor', text, lang, provenance: null, memoryIds: [], partial: false }),
    );
    const taken = await hand.tell(hand.booth.ask.mutate({ text, lang, how }));
    if (!taken) remember({ heard: null });
    return taken;
  };

  return (
    <>
      <section className="conversation" aria-live="polite">
        {memory.heard !== null && <Heard subtitle={memory.heard} />}
        <Answer snapshot={snapshot} answer={memory.answered} />
      </section>
      <section className="asking">
        <p className="hearing" data-hearing={hearingOf(snapshot)}>
          <span className="lamp" aria-hidden="true" />
          {say(hearingKey(snapshot))}
        </p>
        {/* While the person speaks, their words have the page. */}
        {snapshot.visit.state !== 'speaking' && (
          <Suggestions
            all={all}
            turned={turned}
            turn={() => setTurned(turned + 1)}
            ask={(text) => void ask(text, 'tapped')}
          />
        )}
        <QuestionBox ask={(text) => ask(text, 'typed')} />
      </section>
    </>
  );
}

function Suggestions({
  all,
  turned,
  turn,
  ask,
}: {
  readonly all: readonly string[];
  readonly turned: number;
  readonly turn: () => void;
  readonly ask: (text: string) => void;
}) {
  const { say } = useWords();
  return (
    <>
      <ul className="questions" aria-label={say('talk.questions')}>
        {questionsOn(all, questionsPerPage, turned).map((question) => (
          <li key={question}>
            <button type="button" className="question" onClick={() => ask(question)}>
              {question}
            </button>
          </li>
        ))}
      </ul>
      {all.length > questionsPerPage && (
        <button type="button" className="quiet" onClick={turn}>
          {say('talk.otherQuestions')}
        </button>
      )}
    </>
  );
}

function Heard({ subtitle }: { readonly subtitle: Subtitle }) {
  const { say } = useWords();
  return (
    <p className="heard">
      <span className="who">{say('talk.you')}</span>
      <span lang={subtitle.lang}>{subtitle.text}</span>
    </p>
  );
}

function Answer({
  snapshot,
  answer,
}: {
  readonly snapshot: BoothSnapshot;
  readonly answer: readonly Subtitle[];
}) {
  const { lang, say } = useWords();
  const words = useRef<HTMLQuoteElement>(null);
  const text = answerText(answer);
  // biome-ignore lint/correctness/useExhaustiveDependencies: every new sentence brings the end into view
  useEffect(() => {
    // Newer Chromium gives a promise here, which an effect must not hand on.
    void words.current?.scrollTo({ top: words.current.scrollHeight });
  }, [text]);
  const name = snapshot.avatar?.name[lang] ?? '';
  const first = answer[0];
  if (first === undefined) {
    const searching = snapshot.visit.state === 'thinking';
    return (
      <p className="waiting">{searching ? say('talk.searching', { name }) : say('talk.ready')}</p>
    );
  }
  const memories = memoriesOf(answer);
  return (
    <>
      <blockquote
        ref={words}
        className={first.who === 'booth' ? 'booth' : 'words'}
        data-size={wordsSize(text)}
        lang={first.lang === 'zh' ? 'zh-Hans' : 'en'}
      >
        {text}
      </blockquote>
      {first.who === 'booth' ? (
        <p className="source">{say('talk.booth')}</p>
      ) : (
        <p className="source">
          {sourcesOf(answer, snapshot.avatar?.fictional ?? false)
            .map((key) => say(key, { name }))
            .join(lang === 'zh' ? '；' : '; ')}
          {memories > 0 && <span> · {say('source.memories', { count: memories })}</span>}
        </p>
      )}
    </>
  );
}

function hearingKey(snapshot: BoothSnapshot): KeyOf<PanelTexts> {
  const hearing = hearingOf(snapshot);
  const { state } = snapshot.visit;
  if (state === 'thinking') return 'talk.hearing.thinking';
  if (state === 'speaking') {
    // Only who is heard can interrupt by speaking.
    return hearing === 'busy' ? 'talk.hearing.speaking' : 'talk.hearing.answering';
  }
  return hearing === 'busy' ? 'talk.hearing.thinking' : `talk.hearing.${hearing}`;
}

function QuestionBox({ ask }: { readonly ask: (text: string) => Promise<boolean> }) {
  const { say } = useWords();
  const [text, setText] = useState('');
  const send = async (event: FormEvent) => {
    event.preventDefault();
    const question = text.trim();
    // What did not arrive stays in the box, to be sent again.
    if (question !== '' && (await ask(question))) setText('');
  };
  return (
    <form className="box" onSubmit={(event) => void send(event)}>
      <input
        value={text}
        maxLength={longestQuestion}
        placeholder={say('talk.box')}
        aria-label={say('talk.box')}
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <button type="submit" className="send" disabled={text.trim() === ''}>
        {say('talk.send')}
      </button>
    </form>
  );
}
