import type { Lang, PastTurn, Segment } from '../../../avatars/persona/index.ts';
import {
  type Answering,
  type Passage,
  type Performance,
  planReply,
  type ReplyPlan,
  type Safeguard,
  type Speaker,
} from '../../conversation/reply/index.ts';
import type { VisitEvent } from '../../visit/index.ts';
import type { StageTimes, TurnRecord } from '../contract.ts';

/** Something the visitor said, typed or tapped. */
export interface Utterance {
  readonly text: string;
  readonly lang: Lang;
  readonly how: TurnRecord['input'];
  readonly asrSource: TurnRecord['asrSource'];
  /** 0..1; 1 for typed and tapped words. */
  readonly confidence: number;
  /** Host clock, ms: when the visitor's voice ended, when that was decided. Null: not spoken. */
  readonly voiceEndMs: number | null;
  readonly turnEndMs: number | null;
}

/** What a turn must know of the visit it belongs to. */
export interface VisitFacts {
  readonly visitId: string;
  readonly callMe: string;
  readonly inCrisis: boolean;
}

export interface TurnsParts {
  readonly persona: () => Answering | null;
  readonly safeguard: Safeguard;
  readonly perform: (
    replyId: number,
    segments: readonly Segment[],
    speaker: Speaker,
    signal: AbortSignal,
    onSounding: (stageMs: number | null) => void,
  ) => Promise<Performance>;
  readonly visit: () => VisitFacts | null;
  readonly tell: (event: VisitEvent) => void;
  readonly record: (turn: Omit<TurnRecord, 'id'>) => void;
  readonly audit: (entry: { level: 1 | 2 | 3; ruleId: string }) => void;
  readonly toHostMs: (stageMs: number) => number;
  readonly nowMs: () => number;
  readonly onFault: (error: unknown) => void;
}

const rememberedTurns = 12;

/** Turn by turn: what was said → plan → performance → record. One reply sounds at a time. */
export function createTurns(parts: TurnsParts) {
  let replyId = 0;
  let speaking: AbortController | null = null;
  let history: PastTurn[] = [];
  const pending = new Set<Promise<void>>();

  const begin = (reason: string): { id: number; signal: AbortSignal } => {
    speaking?.abort(reason);
    speaking = new AbortController();
    replyId += 1;
    return { id: replyId, signal: speaking.signal };
  };

  /** Keeps the promise so that a stop can wait for it; a failure never goes unheard. */
  const run = (work: Promise<void>): void => {
    const settled: Promise<void> = work.catch(parts.onFault).finally(() => pending.delete(settled));
    pending.add(settled);
  };

  async function answer(utterance: Utterance): Promise<void> {
    const visit = parts.visit();
    if (!visit) return;
    const originMs = utterance.voiceEndMs ?? parts.nowMs();
    const asrFinalMs = parts.nowMs() - originMs;
    const plan = planReply(
      {
        text: utterance.text,
        lang: utterance.lang,
        asrConfidence: utterance.confidence,
        history,
        visitorName: visit.callMe,
        seed: replyId + 1,
        inCrisis: visit.inCrisis,
      },
      parts.persona(),
      parts.safeguard,
    );
    if (plan.kind === 'leave') {
      parts.tell(plan.how === 'stop' ? { type: 'stop', by: 'visitor' } : { type: 'goodbye' });
      return;
    }
    raiseConcern(plan);
    const { id, signal } = begin('a newer question');
    parts.tell({ type: 'asked' });
    const plannedMs = parts.nowMs() - originMs;
    if (plan.kind === 'nothing') {
      parts.tell({ type: 'reply-done' });
      return;
    }
    const performance = await parts.perform(id, plan.reply.segments, plan.speaker, signal, () => {
      if (!signal.aborted) parts.tell({ type: 'sounding' });
    });
    const times: StageTimes = {
      turnEnd: utterance.turnEndMs === null ? null : utterance.turnEndMs - originMs,
      asrFinal: utterance.voiceEndMs === null ? null : asrFinalMs,
      replyFirstToken: plannedMs,
      firstAudio: since(originMs, performance.firstAudibleMs),
      firstFaceFrame: since(originMs, performance.firstFaceMs),
      spoken: since(originMs, performance.finishedMs),
    };
    parts.record({
      visitId: visit.visitId,
      atMs: originMs,
      lang: utterance.lang,
      input: utterance.how,
      question: utterance.text,
      reply: plan.reply.segments.map((segment) => segment.text).join(' '),
      heard: performance.heard,
      basis: plan.reply.basis,
      provenance: [...new Set(plan.reply.segments.map((segment) => segment.provenance))],
      memoryIds: [...plan.reply.memoryIds],
      confidence: plan.reply.confidence,
      asrSource: utterance.asrSource,
      times,
    });
    history = [
      ...history,
      { question: utterance.text, reply: performance.heard, memoryIds: plan.reply.memoryIds },
    ].slice(-rememberedTurns);
    if (!signal.aborted) parts.tell({ type: 'reply-done' });
  }

  function raiseConcern(plan: Exclude<ReplyPlan, { kind: 'leave' }>): void {
    if (plan.concern === 0) return;
    parts.audit({ level: plan.concern, ruleId: plan.ruleId ?? '' });
    parts.tell({ type: 'concern', level: plan.concern });
  }

  const since = (originMs: number, stageMs: number | null): number | null =>
    stageMs === null ? null : parts.toHostMs(stageMs) - originMs;

  async function speak(passages: readonly Passage[]): Promise<void> {
    const { id, signal } = begin('the visit moved on');
    replyId += passages.length;
    for (const [index, { segments, speaker }] of passages.entries()) {
      if (segments.length === 0 || signal.aborted) continue;
      await parts.perform(id + index, segments, speaker, signal, () => {
        if (!signal.aborted) parts.tell({ type: 'sounding' });
      });
    }
    if (!signal.aborted) parts.tell({ type: 'reply-done' });
  }

  return {
    ask: (utterance: Utterance): void => run(answer(utterance)),
    /** Says fixed words outside a turn: notice, opening, farewell. */
    say: (...passages: readonly Passage[]): void => run(speak(passages)),
    cancel: (reason: string): void => speaking?.abort(reason),
    /** What was said in a visit is forgotten with it. */
    forget: (): void => {
      history = [];
    },
    /** Resolves when nothing is being performed any more. */
    async idle(): Promise<void> {
      await Promise.all(pending);
    },
  };
}

export type Turns = ReturnType<typeof createTurns>;
