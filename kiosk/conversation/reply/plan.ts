import type { PastTurn, Question, Reply, Segment } from '../../../avatars/persona/index.ts';
import type { Concern, Judgement, ReplyPlan } from './contract.ts';

/** The part of a persona a plan needs: answer from memories, facts and manner, or say it is not known. */
export interface Answering {
  answer(question: Question, seed: number): Reply;
}

export interface Safeguard {
  judge(text: string, lang: Question['lang'], asrConfidence: number): Judgement;
  /** What the neutral voice says while help is on its way. */
  holding(lang: Question['lang']): readonly Segment[];
  exitIntent(text: string, lang: Question['lang']): 'stop' | 'goodbye' | null;
}

export interface PlanInput {
  readonly text: string;
  readonly lang: Question['lang'];
  /** 1 for typed and tapped words. */
  readonly asrConfidence: number;
  readonly history: readonly PastTurn[];
  readonly visitorName: string;
  readonly seed: number;
  /** In a crisis the person has stepped back: only fixed words of the neutral voice may be said. */
  readonly inCrisis: boolean;
}

/**
 * The reply ladder, first answer wins: leave-taking → fixed safety reply → the person (recorded,
 * quoted, composed, or an honest "I don't remember"). Models come between the last two when a booth
 * has them. Pure: same input, same plan.
 */
export function planReply(
  input: PlanInput,
  persona: Answering | null,
  safeguard: Safeguard,
): ReplyPlan {
  const exit = safeguard.exitIntent(input.text, input.lang);
  if (exit === 'stop') return { kind: 'leave', how: 'stop' };

  const { level, ruleId, reply } = safeguard.judge(input.text, input.lang, input.asrConfidence);
  if (reply && (level >= 2 || input.inCrisis)) {
    return {
      kind: 'say',
      speaker: 'attendant',
      concern: level,
      ruleId,
      reply: fixed(reply, level),
    };
  }
  if (exit === 'goodbye' && !input.inCrisis) return { kind: 'leave', how: 'goodbye' };
  if (input.inCrisis) {
    const held = fixed(safeguard.holding(input.lang), level);
    return { kind: 'say', speaker: 'attendant', concern: level, ruleId, reply: held };
  }
  if (!persona) return { kind: 'nothing', concern: level, ruleId };

  const answer = persona.answer(
    {
      text: input.text,
      lang: input.lang,
      history: input.history,
      ...(input.visitorName ? { visitorName: input.visitorName } : {}),
    },
    input.seed,
  );
  return { kind: 'say', speaker: 'person', concern: level, ruleId, reply: answer };
}

function fixed(segments: readonly Segment[], level: Concern): Reply {
  return { basis: 'safety', segments, confidence: level > 0 ? 1 : 0, memoryIds: [] };
}
