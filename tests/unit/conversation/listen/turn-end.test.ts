import { describe, expect, it } from 'vitest';
import {
  quiet,
  stepTurn,
  type TurnDecision,
  type TurnState,
} from '../../../../kiosk/conversation/listen/turn-end.ts';

/** One letter a window of 32 ms: V voice, u unsure, . silence, k silence after a known question. */
function hear(story: string): { decisions: TurnDecision[]; state: TurnState } {
  const probability: Record<string, number> = { V: 0.95, u: 0.42, '.': 0.02, k: 0.02 };
  let state: TurnState = quiet;
  const decisions: TurnDecision[] = [];
  [...story].forEach((sign, i) => {
    const step = stepTurn(state, {
      startMs: i * 32,
      endMs: (i + 1) * 32,
      probability: probability[sign] ?? 0,
      known: sign === 'k',
    });
    state = step.state;
    if (step.decision) decisions.push(step.decision);
  });
  return { decisions, state };
}

describe('a turn', () => {
  it('begins with the first of three voiced windows', () => {
    const { decisions } = hear('..VVVVV');
    expect(decisions).toEqual([{ type: 'started', startMs: 64 }]);
  });

  it('does not begin with a click', () => {
    expect(hear('.V..VV...V.').decisions).toEqual([]);
  });

  it('ends 480 ms after the last voice, and tells when that was', () => {
    const { decisions } = hear(`${'V'.repeat(20)}${'.'.repeat(15)}`);
    expect(decisions[1]).toEqual({
      type: 'ended',
      startMs: 0,
      endMs: 640,
      decidedMs: 1120,
      voicedMs: 640,
      speech: true,
      by: 'silence',
    });
  });

  it('goes on over a pause for thought of 400 ms', () => {
    const { decisions, state } = hear(`${'V'.repeat(20)}${'.'.repeat(12)}${'V'.repeat(5)}`);
    expect(decisions).toHaveLength(1);
    expect(state.name).toBe('speaking');
  });

  it('is carried on by a voice that falls, though it could not have begun with it', () => {
    expect(hear('uuuuuuuu').decisions).toEqual([]);
    const { decisions } = hear(`VVVV${'u'.repeat(30)}${'.'.repeat(15)}`);
    expect(decisions[1]).toMatchObject({ endMs: 34 * 32, by: 'silence' });
  });

  it('ends after 260 ms when the words are a whole known question', () => {
    const { decisions } = hear(`${'V'.repeat(20)}${'k'.repeat(15)}`);
    expect(decisions[1]).toMatchObject({ endMs: 640, decidedMs: 928, by: 'known-question' });
  });

  it('tells a cough from speech', () => {
    const { decisions } = hear(`VVVVV${'.'.repeat(20)}`);
    expect(decisions[1]).toMatchObject({ type: 'ended', voicedMs: 160, speech: false });
  });

  it('never lasts longer than 20 s', () => {
    const { decisions, state } = hear('V'.repeat(640));
    expect(decisions[1]).toMatchObject({ by: 'length', startMs: 0, decidedMs: 20_000 });
    expect(state.name).toBe('speaking');
  });
});
