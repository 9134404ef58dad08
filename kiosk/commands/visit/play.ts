import type { BoothSnapshot, TurnRecord, VisitStateName } from '../../host/contract.ts';
import type { CallOutcome, DevicesControl, VisitControl } from '../../host/control.ts';
import { type VisitScript, walkAway, walkUp } from './script.ts';

/** The same calls, in this process or over the wire. */
type Eventual<Calls> = {
  readonly [Name in keyof Calls]: Calls[Name] extends (...args: infer Args) => infer Result
    ? (...args: Args) => Result | Promise<Result>
    : never;
};

/** A running booth as a visitor and a curious technician meet it. */
export interface BoothUnderTest {
  readonly visit: Pick<VisitControl, 'snapshot' | 'onSnapshot'> &
    Eventual<Pick<VisitControl, 'checkIn' | 'ask' | 'goodbye'>>;
  readonly devices: Eventual<Pick<DevicesControl, 'walk'>>;
  readonly turns: (limit: number) => Promise<readonly TurnRecord[]>;
  readonly activate: (avatarId: string) => Promise<CallOutcome>;
  /** Whether the stage has drawn this person; a remote player cannot know and says true. */
  readonly stageShows: (avatarId: string) => boolean;
}

/** One thing that should happen in a visit, and whether it did. */
export interface VisitCheck {
  readonly what: string;
  readonly ok: boolean;
  readonly detail: string;
  readonly atMs: number;
}

export interface PlayedVisit {
  readonly ok: boolean;
  readonly checks: readonly VisitCheck[];
  readonly states: readonly { readonly atMs: number; readonly state: VisitStateName }[];
  readonly turns: readonly TurnRecord[];
}

export interface PlayOptions {
  readonly booth: BoothUnderTest;
  readonly script: VisitScript;
  readonly signal: AbortSignal;
  readonly nowMs: () => number;
  readonly onCheck: (check: VisitCheck) => void;
  /** Called in the middle of a state, for pictures. */
  readonly onMoment: (moment: 'asleep' | 'greeting' | 'listening' | 'speaking') => Promise<void>;
}

/** Longest waits, each well above what a slow two-core machine with software rendering needs. */
const patience = {
  loadMs: 60_000,
  walkMs: 30_000,
  noticeMs: 40_000,
  replyMs: 60_000,
  farewellMs: 40_000,
} as const;

class Missed extends Error {}

/** Plays one visit from the door to goodbye; stops at the first thing that does not happen. */
export async function playVisit(options: PlayOptions): Promise<PlayedVisit> {
  const { booth, script, signal, nowMs } = options;
  const startMs = nowMs();
  const checks: VisitCheck[] = [];
  const states: { atMs: number; state: VisitStateName }[] = [];
  const note = (what: string, ok: boolean, detail = ''): void => {
    const check = { what, ok, detail, atMs: Math.round(nowMs() - startMs) };
    checks.push(check);
    options.onCheck(check);
    if (!ok) throw new Missed(what);
  };
  const follow = (snapshot: BoothSnapshot): void => {
    const { state } = snapshot.visit;
    if (states.at(-1)?.state !== state) states.push({ atMs: Math.round(nowMs() - startMs), state });
  };
  const unfollow = booth.visit.onSnapshot(follow);
  follow(booth.visit.snapshot());
  const reaches = (wanted: readonly VisitStateName[], waitMs: number) =>
    waitFor(booth.visit, (snapshot) => wanted.includes(snapshot.visit.state), waitMs, signal);
  const accepted = async (what: string, call: CallOutcome | Promise<CallOutcome>) => {
    const outcome = await call;
    note(what, outcome.ok, outcome.ok ? '' : `${outcome.problem.cause} ${outcome.problem.remedy}`);
  };

  let turns: readonly TurnRecord[] = [];
  try {
    if (script.avatarId) {
      await accepted(`${script.avatarId} stands in the booth`, booth.activate(script.avatarId));
    }
    const avatarId = booth.visit.snapshot().avatar?.id ?? '';
    note(
      'the stage shows the person at rest',
      await until(() => booth.stageShows(avatarId), patience.loadMs, signal),
    );
    await options.onMoment('asleep');
    await accepted('a visitor walks up', booth.devices.walk(walkUp));
    note('the radar sees them and the booth greets', await reaches(['greet'], patience.walkMs));
    await options.onMoment('greeting');
    note('the notice is spoken to its end', await reaches(['check-in'], patience.noticeMs));
    await accepted(
      'the visitor checks in',
      booth.visit.checkIn({
        ageBand: script.ageBand,
        lang: script.lang,
        noticeAccepted: true,
        callMe: script.callMe,
      }),
    );
    note('the person says hello', await reaches(['speaking'], patience.replyMs));
    note('and listens', await reaches(['listening'], patience.replyMs));
    await options.onMoment('listening');

    const visitId = booth.visit.snapshot().visit.visitId;
    for (const [index, question] of script.questions.entries()) {
      if (question.how === 'typed') {
        await accepted(`typed: ${question.text}`, booth.visit.ask(question, 'typed'));
      }
      note(
        question.how === 'voice' ? `spoken: ${question.text}` : 'an answer is on its way',
        await reaches(['speaking'], patience.replyMs),
      );
      if (index === 0) await options.onMoment('speaking');
      note('the answer is spoken to its end', await reaches(['listening'], patience.replyMs));
      turns = (await booth.turns(50)).filter((turn) => turn.visitId === visitId).toReversed();
      const turn = turns[index];
      note(
        'the turn is stored with its source',
        turn !== undefined && turn.heard !== '' && turn.provenance.length > 0,
        turn ? `${turn.basis} (${turn.memoryIds.join(', ')})` : 'no turn in the store',
      );
    }
    await accepted('the visitor says goodbye', booth.visit.goodbye());
    note('the farewell ends', await reaches(['cooldown'], patience.farewellMs));
    await accepted('and they walk away', booth.devices.walk(walkAway));
    note('the booth sleeps again', await reaches(['asleep'], patience.walkMs));
  } catch (error) {
    if (!(error instanceof Missed)) throw error;
  } finally {
    unfollow();
  }
  return { ok: checks.every((check) => check.ok), checks, states, turns };
}

/** True as soon as `holds`, false after `waitMs` or when the visit is called off. */
export async function waitFor(
  visit: Pick<VisitControl, 'snapshot' | 'onSnapshot'>,
  holds: (snapshot: BoothSnapshot) => boolean,
  waitMs: number,
  signal: AbortSignal,
): Promise<boolean> {
  if (holds(visit.snapshot())) return true;
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const unfollow = visit.onSnapshot((snapshot) => holds(snapshot) && resolve(true));
  const timer = setTimeout(() => resolve(false), waitMs);
  const stop = () => resolve(false);
  signal.addEventListener('abort', stop, { once: true });
  try {
    return await promise;
  } finally {
    unfollow();
    clearTimeout(timer);
    signal.removeEventListener('abort', stop);
  }
}

/** The same for what announces no change; looks four times a second. */
async function until(holds: () => boolean, waitMs: number, signal: AbortSignal): Promise<boolean> {
  const endMs = performance.now() + waitMs;
  while (!holds()) {
    if (signal.aborted || performance.now() > endMs) return false;
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  return true;
}
