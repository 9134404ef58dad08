/**
 * Calls and subscriptions of panel and console over tRPC. Thin: checks the input, asks the booth's
 * controls, gives their outcome back. A refusal of the booth is a value (`CallOutcome`); only a
 * malformed call or a missing console session is a tRPC error (BAD_REQUEST, UNAUTHORIZED).
 */
import { initTRPC, TRPCError } from '@trpc/server';
import { z } from 'zod';
import { checkIn, lang, typedQuestion, walkPoint } from '../contract.ts';
import type { CallOutcome } from '../control.ts';
import type { CallContext } from './context.ts';
import { latest } from './latest.ts';

const t = initTRPC.context<CallContext>().create({
  isDev: false,
  // A dead connection is noticed by both sides, a page that slept comes back by itself.
  sse: {
    ping: { enabled: true, intervalMs: 10_000 },
    client: { reconnectAfterInactivityMs: 25_000 },
  },
});

const call = t.procedure;

/** Console calls. Mutations count as presence; queries and subscriptions, which pages repeat by themselves, do not. */
const staffCall = t.procedure.use(({ ctx, type, next }) => {
  if (!ctx.session.authenticated()) {
    throw new TRPCError({ code: 'UNAUTHORIZED', message: 'The console is locked: enter the PIN.' });
  }
  if (type === 'mutation') ctx.session.touch();
  return next();
});

const avatarId = z.object({ id: z.string().min(1).max(100) });
const never = new AbortController().signal;
/** 5 Hz: what an eye can follow in a table. */
const devicesGapMs = 200;
const stateGapMs = 33;

const panel = t.router({
  state: call.subscription(async function* ({ ctx, signal }) {
    yield* latest({
      current: () => ctx.visit.snapshot(),
      onChange: (listener) => ctx.visit.onSnapshot(listener),
      signal: signal ?? never,
      minGapMs: stateGapMs,
    });
  }),
  wake: call.mutation(({ ctx }): CallOutcome => ctx.visit.wake()),
  checkIn: call.input(checkIn).mutation(({ ctx, input }): CallOutcome => ctx.visit.checkIn(input)),
  ask: call
    .input(typedQuestion.extend({ how: z.enum(['typed', 'tapped']) }))
    .mutation(
      ({ ctx, input }): CallOutcome =>
        ctx.visit.ask({ text: input.text, lang: input.lang }, input.how),
    ),
  setLang: call
    .input(z.object({ lang }))
    .mutation(({ ctx, input }): CallOutcome => ctx.visit.setLang(input.lang)),
  goodbye: call.mutation(({ ctx }): CallOutcome => ctx.visit.goodbye()),
  stop: call.mutation(({ ctx }): CallOutcome => ctx.visit.stop('visitor')),
});

const avatars = t.router({
  list: staffCall.query(({ ctx }) => ctx.shelf.list()),
  activate: staffCall.input(avatarId).mutation(async ({ ctx, input }): Promise<CallOutcome> => {
    const outcome = await ctx.shelf.activate(input.id);
    if (outcome.ok) ctx.audit({ who: 'staff', action: 'avatar-activated', detail: input.id });
    return outcome;
  }),
  withdraw: staffCall.input(avatarId).mutation(async ({ ctx, input }): Promise<CallOutcome> => {
    const outcome = await ctx.shelf.withdraw(input.id);
    if (outcome.ok) ctx.audit({ who: 'staff', action: 'avatar-withdrawn', detail: input.id });
    return outcome;
  }),
});

const staffConsole = t.router({
  login: call.input(z.object({ pin: z.string().max(64) })).mutation(({ ctx, input }) => {
    const outcome = ctx.session.login(input.pin);
    ctx.audit({
      who: 'staff',
      action: outcome.ok ? 'console-unlocked' : 'console-pin-refused',
      detail: outcome.ok ? '' : outcome.problem.code,
    });
    return outcome;
  }),
  logout: call.mutation(({ ctx }): CallOutcome => {
    ctx.session.logout();
    return { ok: true };
  }),
  session: call.query(({ ctx }) => ({ authenticated: ctx.session.authenticated() })),
  /** A hand on the keyboard or the mouse: call it at most once a minute to stay unlocked. */
  present: staffCall.mutation((): CallOutcome => ({ ok: true })),
  state: staffCall.subscription(async function* ({ ctx, signal }) {
    const values = latest({
      current: () => ctx.visit.snapshot(),
      onChange: (listener) => ctx.visit.onSnapshot(listener),
      signal: signal ?? never,
      minGapMs: stateGapMs,
    });
    for await (const value of values) {
      if (!ctx.session.authenticated()) throw locked();
      yield value;
    }
  }),
  devices: staffCall.subscription(async function* ({ ctx, signal }) {
    const values = latest({
      current: () => ctx.devices.snapshot(),
      onChange: (listener) => ctx.devices.onSnapshot(listener),
      signal: signal ?? never,
      minGapMs: devicesGapMs,
    });
    for await (const value of values) {
      if (!ctx.session.authenticated()) throw locked();
      yield value;
    }
  }),
  avatars,
  turns: staffCall
    .input(z.object({ limit: z.number().int().min(1).max(500).default(50) }))
    .query(({ ctx, input }) => ctx.turns.recent(input.limit)),
  /** Virtual booth: a visitor walks through these points. */
  walk: staffCall
    .input(z.object({ path: z.array(walkPoint).min(1).max(1000) }))
    .mutation(({ ctx, input }): CallOutcome => ctx.devices.walk(input.path)),
  /** The person says this text, marked `counsellor`. */
  say: staffCall
    .input(z.object({ text: z.string().trim().min(1).max(500), lang }))
    .mutation(({ ctx, input }): CallOutcome => {
      const outcome = ctx.visit.say(input.text, input.lang);
      if (outcome.ok) ctx.audit({ who: 'staff', action: 'said-through-avatar', detail: '' });
      return outcome;
    }),
  stop: staffCall.mutation(({ ctx }): CallOutcome => {
    const outcome = ctx.visit.stop('staff');
    if (outcome.ok) ctx.audit({ who: 'staff', action: 'visit-stopped', detail: '' });
    return outcome;
  }),
  resume: staffCall.mutation(({ ctx }): CallOutcome => {
    const outcome = ctx.visit.resume();
    if (outcome.ok) ctx.audit({ who: 'staff', action: 'booth-released', detail: '' });
    return outcome;
  }),
  about: staffCall.query(({ ctx }) => ctx.about()),
});

function locked(): TRPCError {
  return new TRPCError({
    code: 'UNAUTHORIZED',
    message: 'The console was locked after a time without use: enter the PIN.',
  });
}

export const appRouter = t.router({ panel, console: staffConsole });
export type AppRouter = typeof appRouter;
