import { createActor } from 'xstate';
import type { Lang, Segment } from '../../../avatars/persona/index.ts';
import type { Passage, Speaker } from '../../conversation/reply/index.ts';
import {
  type AgeBand,
  cueOf,
  isVisiting,
  type VisitEffect,
  type VisitEvent,
  type VisitTimings,
  type VisitView,
  viewOf,
  visitMachine,
} from '../../visit/index.ts';
import type {
  AvatarSnapshot,
  BoothSnapshot,
  HelpNumber,
  PartHealth,
  Refusal,
  Subtitle,
} from '../contract.ts';
import type { CallOutcome, Unsubscribe, VisitControl } from '../control.ts';
import type { Turns, Utterance, VisitFacts } from './turns.ts';

/** Words the booth and the person say without being asked. */
export interface Lines {
  notice(lang: Lang): readonly Passage[];
  opening(lang: Lang, callMe: string, ageBand: AgeBand | null): readonly Passage[];
  stillThere(lang: Lang): readonly Passage[];
  farewell(lang: Lang): readonly Passage[];
  forMinors(lang: Lang): readonly Passage[];
}

export interface ConductorParts {
  readonly timings: VisitTimings;
  readonly houseLang: Lang;
  readonly virtual: boolean;
  readonly helpNumbers: readonly HelpNumber[];
  readonly lines: Lines;
  readonly makeTurns: (hooks: {
    visit: () => VisitFacts | null;
    tell: (event: VisitEvent) => void;
  }) => Turns;
  readonly avatar: () => AvatarSnapshot | null;
  readonly health: () => readonly PartHealth[];
  readonly hears: () => readonly Lang[];
  readonly microphone: () => BoothSnapshot['microphone'];
  readonly visits: {
    begin(visitId: string, lang: Lang): void;
    end(visitId: string): void;
  };
  readonly newVisitId: () => string;
  readonly nowMs: () => number;
}

const refused = (code: string, cause: string, remedy: string): CallOutcome => {
  const problem: Refusal = { code, cause, remedy };
  return { ok: false, problem };
};
const accepted: CallOutcome = { ok: true };

/**
 * Runs one visit after another: holds the statechart, performs its effects through the turns, and
 * shows the whole as one snapshot. Everything else in the booth (lights, stage, microphone) follows
 * that snapshot and is commanded from nowhere else.
 */
export function createConductor(parts: ConductorParts) {
  const listeners = new Set<(snapshot: BoothSnapshot) => void>();
  let visitId: string | null = null;
  let subtitle: Subtitle | null = null;
  let shownState = '';
  let sinceMs = parts.nowMs();

  const effects: Record<VisitEffect, () => void> = {
    openVisit: () => {
      visitId = parts.newVisitId();
      parts.visits.begin(visitId, lang());
    },
    closeVisit: () => {
      if (visitId) parts.visits.end(visitId);
      visitId = null;
      subtitle = null;
      turns.forget();
    },
    sayNotice: () => turns.say(...parts.lines.notice(lang())),
    sayOpening: () => {
      const { callMe, ageBand } = context();
      turns.say(...parts.lines.opening(lang(), callMe, ageBand));
    },
    sayStillThere: () => turns.say(...parts.lines.stillThere(lang())),
    sayFarewell: () => turns.say(...parts.lines.farewell(lang())),
    sayForMinors: () => turns.say(...parts.lines.forMinors(lang())),
    silence: () => {
      turns.cancel('the visit fell silent');
      subtitle = null;
    },
  };
  const actor = createActor(
    visitMachine.provide({
      actions: Object.fromEntries(
        Object.entries(effects).map(([name, perform]) => [
          name,
          // Silence is immediate. The others read the snapshot, which changes only after the
          // transition whose effect they are.
          name === 'silence' ? perform : () => queueMicrotask(perform),
        ]),
      ) as Record<VisitEffect, () => void>,
    }),
    { input: { timings: parts.timings, lang: parts.houseLang } },
  );
  const context = () => actor.getSnapshot().context;
  const lang = (): Lang => context().lang;
  const view = (): VisitView => viewOf(actor.getSnapshot().value);
  const tell = (event: VisitEvent): void => actor.send(event);
  const turns = parts.makeTurns({
    tell,
    visit: () =>
      visitId && isVisiting(view())
        ? { visitId, callMe: context().callMe, inCrisis: view().safety === 'crisis' }
        : null,
  });

  const snapshot = (): BoothSnapshot => {
    const { state, safety, presence, driver } = view();
    return {
      visit: { visitId, state, safety, presence, driver, lang: lang(), sinceMs },
      avatar: parts.avatar(),
      cue: cueOf(view()),
      subtitle,
      hears: [...parts.hears()],
      microphone: parts.microphone(),
      virtual: parts.virtual,
      helpNumbers: [...parts.helpNumbers],
      health: [...parts.health()],
    };
  };

  const publish = (): void => {
    const { state, safety, driver } = view();
    const shown = `${state}/${safety}/${driver}`;
    if (shown !== shownState) {
      shownState = shown;
      sinceMs = parts.nowMs();
    }
    const current = snapshot();
    for (const listener of listeners) listener(current);
  };

  /** Refuses what the visit's state does not allow, with what to do instead. */
  const during = (states: readonly string[], event: VisitEvent): CallOutcome => {
    if (!states.includes(view().state)) {
      return refused(
        'not-now',
        `The booth is in "${view().state}".`,
        `Possible in: ${states.join(', ')}.`,
      );
    }
    tell(event);
    return accepted;
  };

  const talking = ['listening', 'thinking', 'speaking'];

  const control: VisitControl = {
    snapshot,
    onSnapshot(listener): Unsubscribe {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    wake() {
      if (view().safety === 'stopped') {
        return refused(
          'stopped',
          'Staff have stopped the booth.',
          'Staff release it on the console.',
        );
      }
      return during(['asleep', 'attract'], { type: 'wake' });
    },
    checkIn: ({ ageBand, lang: chosen, callMe }) =>
      during(['greet', 'check-in'], {
        type: 'check-in',
        ageBand,
        lang: chosen,
        ...(callMe ? { callMe } : {}),
      }),
    ask({ text, lang: chosen }, how) {
      if (!talking.includes(view().state)) {
        return refused('not-now', 'No conversation is under way.', 'Check in on the panel first.');
      }
      heard({
        text,
        lang: chosen,
        how,
        asrSource: 'typed',
        confidence: 1,
        voiceEndMs: null,
        turnEndMs: null,
      });
      return accepted;
    },
    setLang(chosen) {
      tell({ type: 'language', lang: chosen });
      return accepted;
    },
    goodbye: () => during(['greet', 'check-in', ...talking], { type: 'goodbye' }),
    stop(by) {
      tell({ type: 'stop', by });
      return accepted;
    },
    resume() {
      tell({ type: 'resume' });
      return accepted;
    },
    say(text, chosen) {
      if (!talking.includes(view().state)) {
        return refused(
          'not-now',
          'Nobody is being talked with.',
          'Wait until a visitor has checked in.',
        );
      }
      tell({ type: 'asked' });
      turns.say({
        speaker: 'person',
        segments: [{ kind: 'speech', text, lang: chosen, provenance: 'counsellor', memoryIds: [] }],
      });
      return accepted;
    },
  };

  function heard(utterance: Utterance): void {
    subtitle = {
      who: 'visitor',
      text: utterance.text,
      lang: utterance.lang,
      provenance: null,
      memoryIds: [],
      partial: false,
    };
    publish();
    turns.ask(utterance);
  }

  return {
    control,
    view,
    lang,
    tell,
    heard,
    publish,
    /** Words being said, or recognised so far. */
    show(next: Subtitle | null): void {
      subtitle = next;
      publish();
    },
    showSegment(segment: Segment, speaker: Speaker): void {
      subtitle = {
        who: speaker === 'person' ? 'person' : 'booth',
        text: segment.text,
        lang: segment.lang,
        provenance: segment.provenance,
        memoryIds: [...segment.memoryIds],
        partial: false,
      };
      publish();
    },
    start(): void {
      actor.subscribe(publish);
      actor.start();
      publish();
    },
    async stop(reason: string): Promise<void> {
      turns.cancel(reason);
      await turns.idle();
      actor.stop();
    },
  };
}

export type Conductor = ReturnType<typeof createConductor>;
