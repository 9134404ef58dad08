/** A link's life as a pure function: what happened and when go in, state and commands come out. */
import type { LinkState } from '../contract.ts';
import { type Backoff, backoffMs, defaultBackoff } from './backoff.ts';
import type { LinkProblem, LinkProblemCode } from './problem.ts';

export interface LinkTiming {
  /** A port that has not opened by then is given up. */
  readonly openDeadlineMs: number;
  /** Who has not shown what it is by then is not our device. */
  readonly probeDeadlineMs: number;
  /** Several times the expected gap between frames: longer silence is no hiccup. */
  readonly staleAfterMs: number;
  /** Stale for this long: close and open anew, which wakes many USB adapters. */
  readonly reopenAfterMs: number;
  readonly backoff: Backoff;
}

export const defaultTiming: LinkTiming = {
  openDeadlineMs: 3000,
  probeDeadlineMs: 1500,
  staleAfterMs: 1000,
  reopenAfterMs: 4000,
  backoff: defaultBackoff,
};

export interface LinkMemory {
  readonly state: LinkState;
  readonly sinceMs: number;
  /** Tries since the link was last live. */
  readonly attempt: number;
  /** When to try next; null unless absent and started. */
  readonly retryAtMs: number | null;
  readonly lastFrameAtMs: number | null;
  /** How often it came back to life after the first time. */
  readonly reconnects: number;
  readonly everLive: boolean;
  readonly identity: string;
  readonly problem: LinkProblem | null;
}

export type LinkInput =
  | { readonly type: 'start' }
  | { readonly type: 'opened' }
  | { readonly type: 'open-failed'; readonly problem: LinkProblem }
  /** The device has shown what it is. */
  | { readonly type: 'proved'; readonly identity: string }
  /** A believable frame came in. */
  | { readonly type: 'frame' }
  /** Frames come, but their values do not move. */
  | { readonly type: 'stuck' }
  /** A write has not finished for too long. */
  | { readonly type: 'stalled' }
  | { readonly type: 'lost' }
  | { readonly type: 'tick' }
  | { readonly type: 'stop' };

export type LinkCommand = 'open' | 'begin' | 'close';

export interface LinkStep {
  readonly memory: LinkMemory;
  readonly commands: readonly LinkCommand[];
}

export interface LinkContext {
  readonly nowMs: number;
  /** 0..1, for the jitter of the next try. */
  readonly random: number;
  readonly timing: LinkTiming;
  readonly describe: (code: LinkProblemCode) => LinkProblem;
}

export function newLink(nowMs: number): LinkMemory {
  return {
    state: 'absent',
    sinceMs: nowMs,
    attempt: 0,
    retryAtMs: null,
    lastFrameAtMs: null,
    reconnects: 0,
    everLive: false,
    identity: '',
    problem: null,
  };
}

export function stepLink(memory: LinkMemory, input: LinkInput, context: LinkContext): LinkStep {
  if (memory.state === 'closed') return stay(memory);
  switch (input.type) {
    case 'start':
      return memory.state === 'absent' && memory.retryAtMs === null
        ? open(memory, context)
        : stay(memory);
    case 'opened':
      return memory.state === 'opening'
        ? { memory: enter(memory, 'probing', context), commands: ['begin'] }
        : stay(memory);
    case 'open-failed':
      return memory.state === 'opening' ? giveUp(memory, input.problem, context, []) : stay(memory);
    case 'proved':
      return memory.state === 'probing'
        ? stay(revive({ ...memory, identity: input.identity }, context))
        : stay(isOpen(memory.state) ? { ...memory, identity: input.identity } : memory);
    case 'frame':
      return onFrame(memory, context);
    case 'stuck':
      return stay(memory.state === 'live' ? ail(memory, 'stuck', context) : memory);
    case 'stalled':
      return memory.state === 'live'
        ? stay(ail(memory, 'stalled', context))
        : stay(
            memory.state === 'stale' && memory.problem?.code !== 'stalled'
              ? { ...memory, problem: context.describe('stalled') }
              : memory,
          );
    case 'lost':
      return isOpen(memory.state) || memory.state === 'opening'
        ? giveUp(memory, context.describe('unplugged'), context, ['close'])
        : stay(memory);
    case 'tick':
      return onTick(memory, context);
    case 'stop':
      return {
        memory: { ...enter(memory, 'closed', context), retryAtMs: null },
        commands: memory.state === 'absent' ? [] : ['close'],
      };
  }
}

function onFrame(memory: LinkMemory, context: LinkContext): LinkStep {
  if (memory.state === 'live') return stay({ ...memory, lastFrameAtMs: context.nowMs });
  if (memory.state === 'probing') return stay({ ...memory, lastFrameAtMs: context.nowMs });
  if (memory.state === 'stale') return stay(revive(memory, context));
  return stay(memory);
}

function onTick(memory: LinkMemory, context: LinkContext): LinkStep {
  const { nowMs, timing } = context;
  const inStateMs = nowMs - memory.sinceMs;
  switch (memory.state) {
    case 'absent':
      return memory.retryAtMs !== null && nowMs >= memory.retryAtMs
        ? open(memory, context)
        : stay(memory);
    case 'opening':
      return inStateMs >= timing.openDeadlineMs
        ? giveUp(memory, context.describe('open-timeout'), context, ['close'])
        : stay(memory);
    case 'probing':
      return inStateMs >= timing.probeDeadlineMs
        ? giveUp(memory, context.describe('probe-failed'), context, ['close'])
        : stay(memory);
    case 'live':
      return nowMs - (memory.lastFrameAtMs ?? memory.sinceMs) >= timing.staleAfterMs
        ? stay(ail(memory, 'silent', context))
        : stay(memory);
    case 'stale':
      return inStateMs >= timing.reopenAfterMs
        ? giveUp(memory, memory.problem ?? context.describe('silent'), context, ['close'])
        : stay(memory);
    case 'closed':
      return stay(memory);
  }
}

function isOpen(state: LinkState): boolean {
  return state === 'probing' || state === 'live' || state === 'stale';
}

function stay(memory: LinkMemory): LinkStep {
  return { memory, commands: [] };
}

function enter(memory: LinkMemory, state: LinkState, context: LinkContext): LinkMemory {
  return memory.state === state ? memory : { ...memory, state, sinceMs: context.nowMs };
}

function open(memory: LinkMemory, context: LinkContext): LinkStep {
  return {
    memory: { ...enter(memory, 'opening', context), retryAtMs: null },
    commands: ['open'],
  };
}

function revive(memory: LinkMemory, context: LinkContext): LinkMemory {
  const cameBack = memory.everLive && memory.state === 'probing';
  return {
    ...enter(memory, 'live', context),
    attempt: 0,
    everLive: true,
    reconnects: memory.reconnects + (cameBack ? 1 : 0),
    lastFrameAtMs: context.nowMs,
    problem: null,
  };
}

function ail(memory: LinkMemory, code: LinkProblemCode, context: LinkContext): LinkMemory {
  return { ...enter(memory, 'stale', context), problem: context.describe(code) };
}

function giveUp(
  memory: LinkMemory,
  problem: LinkProblem,
  context: LinkContext,
  commands: readonly LinkCommand[],
): LinkStep {
  return {
    memory: {
      ...enter(memory, 'absent', context),
      attempt: memory.attempt + 1,
      retryAtMs: context.nowMs + backoffMs(memory.attempt, context.random, context.timing.backoff),
      problem,
    },
    commands,
  };
}
