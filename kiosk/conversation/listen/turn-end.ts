/** When a visitor begins and ends to speak: probabilities in, decisions out. No clock. */

export interface TurnEndSettings {
  /** A window counts as voiced from here, once speaking only below `offProbability` not. */
  readonly onProbability: number;
  readonly offProbability: number;
  /** Speech begins after so much voice in a row. */
  readonly startVoicedMs: number;
  /** Silence that ends a turn. */
  readonly silenceMs: number;
  /** Silence that ends a turn whose words are already a whole known question. */
  readonly knownSilenceMs: number;
  /** Less voice than this is a cough or a knock. */
  readonly minSpeechMs: number;
  readonly maxTurnMs: number;
}

/**
 * 480 ms: people pause within a sentence for 200-400 ms. Shorter for a known question, since
 * nothing is likely to follow it.
 */
export const turnEndDefaults: TurnEndSettings = {
  onProbability: 0.5,
  offProbability: 0.35,
  startVoicedMs: 96,
  silenceMs: 480,
  knownSilenceMs: 260,
  minSpeechMs: 200,
  maxTurnMs: 20_000,
};

export type TurnState =
  | { readonly name: 'quiet' }
  | { readonly name: 'rising'; readonly startMs: number; readonly voicedMs: number }
  | {
      readonly name: 'speaking';
      readonly startMs: number;
      readonly voicedMs: number;
      /** End of the last voiced window. */
      readonly voiceEndMs: number;
    };

export interface HeardWindow {
  readonly startMs: number;
  readonly endMs: number;
  readonly probability: number;
  /** The words so far are one whole known question that no other known question goes on from. */
  readonly known: boolean;
}

export type TurnDecision =
  | { readonly type: 'started'; readonly startMs: number }
  | {
      readonly type: 'ended';
      readonly startMs: number;
      readonly endMs: number;
      readonly decidedMs: number;
      readonly voicedMs: number;
      /** False for a cough or a knock. */
      readonly speech: boolean;
      readonly by: 'silence' | 'known-question' | 'length';
    };

export interface TurnStep {
  readonly state: TurnState;
  readonly decision?: TurnDecision;
}

export const quiet: TurnState = { name: 'quiet' };

export function stepTurn(
  state: TurnState,
  heard: HeardWindow,
  settings: TurnEndSettings = turnEndDefaults,
): TurnStep {
  const lengthMs = heard.endMs - heard.startMs;
  switch (state.name) {
    case 'quiet':
    case 'rising': {
      if (heard.probability < settings.onProbability) return { state: quiet };
      const startMs = state.name === 'rising' ? state.startMs : heard.startMs;
      const voicedMs = (state.name === 'rising' ? state.voicedMs : 0) + lengthMs;
      if (voicedMs < settings.startVoicedMs)
        return { state: { name: 'rising', startMs, voicedMs } };
      return {
        state: { name: 'speaking', startMs, voicedMs, voiceEndMs: heard.endMs },
        decision: { type: 'started', startMs },
      };
    }
    case 'speaking': {
      const voiced = heard.probability >= settings.offProbability;
      const voiceEndMs = voiced ? heard.endMs : state.voiceEndMs;
      const voicedMs = state.voicedMs + (voiced ? lengthMs : 0);
      const silentMs = heard.endMs - voiceEndMs;
      const by =
        heard.endMs - state.startMs >= settings.maxTurnMs
          ? 'length'
          : silentMs >= settings.silenceMs
            ? 'silence'
            : heard.known && silentMs >= settings.knownSilenceMs
              ? 'known-question'
              : undefined;
      if (by === undefined)
        return { state: { name: 'speaking', startMs: state.startMs, voicedMs, voiceEndMs } };
      return {
        state: quiet,
        decision: {
          type: 'ended',
          startMs: state.startMs,
          endMs: voiceEndMs,
          decidedMs: heard.endMs,
          voicedMs,
          speech: voicedMs >= settings.minSpeechMs,
          by,
        },
      };
    }
  }
}
