import { and, assign, not, raise, setup, stateIn } from 'xstate';
import type { AgeBand, Lang, VisitEvent, VisitTimings } from './events.ts';

export interface VisitContext {
  readonly timings: VisitTimings;
  readonly houseLang: Lang;
  readonly lang: Lang;
  readonly ageBand: AgeBand | null;
  readonly callMe: string;
  /** How often the silent visitor was asked whether they are still there. */
  readonly stillThereAsked: number;
}

interface VisitInput {
  readonly timings: VisitTimings;
  readonly lang: Lang;
}

/** `gone`: the presence region's grace is over, nobody is there. `closed`: the visit has ended. */
type InnerEvent = VisitEvent | { readonly type: 'gone' } | { readonly type: 'closed' };

const effect = () => {};

/**
 * One visitor's stay, as a statechart: pure, with time as XState's clock and everything the booth
 * does as a named effect. Every state answers *stop*, *interrupt* (`interrupted`) and *visitor left*
 * (`left`, then `gone` after a grace, because sensors lose people who stand still).
 */
export const visitMachine = setup({
  types: {
    context: {} as VisitContext,
    input: {} as VisitInput,
    events: {} as InnerEvent,
  },
  delays: {
    attract: ({ context }) => context.timings.attractMs,
    greet: ({ context }) => context.timings.greetMs,
    checkIn: ({ context }) => context.timings.checkInMs,
    silence: ({ context }) => context.timings.silenceMs,
    thinking: ({ context }) => context.timings.thinkingMs,
    speaking: ({ context }) => context.timings.speakingMs,
    farewell: ({ context }) => context.timings.farewellMs,
    cooldown: ({ context }) => context.timings.cooldownMs,
    leftGrace: ({ context }) => context.timings.leftGraceMs,
  },
  guards: {
    released: not(stateIn({ safety: 'stopped' })),
    noCrisis: not(stateIn({ safety: 'crisis' })),
    underAge: ({ event }) => event.type === 'check-in' && event.ageBand === 'under-18',
    notAskedYet: ({ context }) => context.stillThereAsked === 0,
    byStaff: ({ event }) => event.type === 'stop' && event.by === 'staff',
    grave: ({ event }) => event.type === 'concern' && event.level === 3,
    serious: ({ event }) => event.type === 'concern' && event.level === 2,
    someoneNear: stateIn({ presence: 'near' }),
    counsellorOn: ({ event }) => event.type === 'counsellor' && event.on,
  },
  actions: {
    openVisit: effect,
    closeVisit: effect,
    sayNotice: effect,
    sayOpening: effect,
    sayStillThere: effect,
    sayFarewell: effect,
    sayForMinors: effect,
    silence: effect,
    remember: assign(({ event }) =>
      event.type === 'check-in'
        ? {
            ageBand: event.ageBand,
            lang: event.lang,
            callMe: event.callMe ?? '',
            stillThereAsked: 0,
          }
        : {},
    ),
    forget: assign({ ageBand: null, callMe: '', stillThereAsked: 0 }),
    heardFromVisitor: assign({ stillThereAsked: 0 }),
    countStillThere: assign({ stillThereAsked: ({ context }) => context.stillThereAsked + 1 }),
    setLanguage: assign(({ event }) => (event.type === 'language' ? { lang: event.lang } : {})),
    houseLanguage: assign({ lang: ({ context }) => context.houseLang }),
  },
}).createMachine({
  id: 'booth',
  context: ({ input }) => ({
    timings: input.timings,
    houseLang: input.lang,
    lang: input.lang,
    ageBand: null,
    callMe: '',
    stillThereAsked: 0,
  }),
  type: 'parallel',
  states: {
    visit: {
      initial: 'asleep',
      on: {
        stop: { target: '.cooldown', actions: 'silence' },
        language: { actions: 'setLanguage' },
      },
      states: {
        asleep: {
          entry: 'houseLanguage',
          on: {
            approached: { target: 'attract', guard: 'released' },
            settled: { target: 'greet', guard: 'released' },
            wake: { target: 'greet', guard: 'released' },
            // Nobody is being talked to, so there is nothing to stop.
            stop: {},
          },
        },
        attract: {
          on: {
            settled: { target: 'greet', guard: 'released' },
            wake: { target: 'greet', guard: 'released' },
            gone: 'asleep',
            stop: 'asleep',
          },
          after: { attract: 'asleep' },
        },
        greet: {
          entry: ['openVisit', 'sayNotice'],
          on: {
            'reply-done': 'check-in',
            // The visitor need not hear the notice to its end to agree.
            'check-in': [
              {
                guard: 'underAge',
                target: 'farewell',
                actions: ['silence', 'remember', 'sayForMinors'],
              },
              { target: 'with', actions: ['silence', 'remember', 'sayOpening'] },
            ],
            goodbye: { target: 'cooldown', actions: 'silence' },
            gone: { target: 'cooldown', actions: 'silence' },
          },
          after: { greet: 'check-in' },
        },
        'check-in': {
          on: {
            'check-in': [
              {
                guard: 'underAge',
                target: 'farewell',
                actions: ['silence', 'remember', 'sayForMinors'],
              },
              { target: 'with', actions: ['silence', 'remember', 'sayOpening'] },
            ],
            goodbye: { target: 'cooldown', actions: 'silence' },
            gone: { target: 'cooldown', actions: 'silence' },
          },
          after: { checkIn: 'cooldown' },
        },
        with: {
          initial: 'thinking',
          on: {
            goodbye: { target: 'farewell', actions: ['silence', 'sayFarewell'], guard: 'noCrisis' },
            // Somebody in crisis may sink below the sensor; only staff end that visit.
            gone: { target: 'cooldown', actions: 'silence', guard: 'noCrisis' },
            asked: { target: '.thinking', actions: 'heardFromVisitor' },
          },
          states: {
            listening: {
              // Somebody who is speaking is not silent: the wait begins anew.
              on: { hearing: { target: 'listening', reenter: true } },
              after: {
                silence: [
                  {
                    guard: and(['noCrisis', 'notAskedYet']),
                    target: 'thinking',
                    actions: ['countStillThere', 'sayStillThere'],
                  },
                  { guard: 'noCrisis', target: '#booth.visit.farewell', actions: 'sayFarewell' },
                ],
              },
            },
            thinking: {
              on: {
                sounding: 'speaking',
                'reply-done': 'listening',
                interrupted: { target: 'listening', actions: 'silence' },
              },
              after: { thinking: { target: 'listening', actions: 'silence' } },
            },
            speaking: {
              on: {
                'reply-done': 'listening',
                interrupted: { target: 'listening', actions: 'silence' },
              },
              after: { speaking: { target: 'listening', actions: 'silence' } },
            },
          },
        },
        farewell: {
          on: {
            'reply-done': 'cooldown',
            interrupted: { target: 'cooldown', actions: 'silence' },
            gone: { target: 'cooldown', actions: 'silence' },
          },
          after: { farewell: { target: 'cooldown', actions: 'silence' } },
        },
        cooldown: {
          entry: ['closeVisit', 'forget', raise({ type: 'closed' })],
          on: { stop: {} },
          after: {
            cooldown: [
              { guard: and(['someoneNear', 'released']), target: 'attract' },
              { target: 'asleep' },
            ],
          },
        },
      },
    },
    safety: {
      initial: 'calm',
      on: {
        stop: { guard: 'byStaff', target: '.stopped' },
        resume: '.calm',
      },
      states: {
        calm: {
          on: {
            concern: [
              { guard: 'grave', target: 'crisis', actions: 'silence' },
              { guard: 'serious', target: 'watch' },
            ],
          },
        },
        watch: {
          on: { concern: { guard: 'grave', target: 'crisis', actions: 'silence' }, closed: 'calm' },
        },
        crisis: {},
        stopped: {},
      },
    },
    presence: {
      initial: 'none',
      on: { approached: '.near', settled: '.near' },
      states: {
        none: {},
        near: { on: { left: 'left' } },
        left: { after: { leftGrace: { target: 'none', actions: raise({ type: 'gone' }) } } },
      },
    },
    driver: {
      initial: 'persona',
      states: {
        persona: { on: { counsellor: { guard: 'counsellorOn', target: 'counsellor' } } },
        counsellor: { on: { counsellor: { guard: not('counsellorOn'), target: 'persona' } } },
      },
    },
  },
});
