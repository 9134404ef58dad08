import { describe, expect, it } from 'vitest';
import { createPlayer, fadeOutMs, type PlayerEvent } from '../../../../kiosk/stage/player.ts';

const outHz = 48_000;
const block = 128;

/** A player with a tape recorder behind it. */
function studio() {
  const player = createPlayer(outHz);
  const events: PlayerEvent[] = [];
  const tape: number[] = [];
  return {
    player,
    events,
    tape,
    run(ms: number) {
      const until = tape.length + (ms / 1000) * outHz;
      const out = new Float32Array(block);
      while (tape.length < until) {
        player.render(out, tape.length, (event) => events.push(event));
        tape.push(...out);
      }
    },
    /** Loudest sample between two times, ms. */
    peak(fromMs: number, toMs: number) {
      return Math.max(
        0,
        ...tape.slice((fromMs / 1000) * outHz, (toMs / 1000) * outHz).map(Math.abs),
      );
    },
    kinds: () => events.map((event) => `${event.type} ${event.replyId}.${event.index}`),
  };
}
const tone = (hz: number, rateHz: number, ms: number) =>
  Float32Array.from(
    { length: (rateHz * ms) / 1000 },
    (_, at) => 0.5 * Math.sin((2 * Math.PI * hz * at) / rateHz),
  );
const segment = (replyId: number, index: number, rateHz: number, ms: number, leadInMs = 0) => ({
  replyId,
  index,
  sampleRateHz: rateHz,
  samples: (rateHz * ms) / 1000,
  leadInMs,
});

describe('the player', () => {
  it('is silent with nothing to play', () => {
    const { run, peak, events } = studio();
    run(100);
    expect(peak(0, 100)).toBe(0);
    expect(events).toEqual([]);
  });

  it('starts with the first piece, not with the last', () => {
    const { player, run, kinds, peak } = studio();
    player.announce(segment(1, 0, 16_000, 1000));
    run(20);
    player.push(1, 0, 0, tone(300, 16_000, 1000).subarray(0, 1600));
    run(20);
    expect(kinds()).toEqual(['started 1.0']);
    expect(peak(20, 40)).toBeGreaterThan(0.3);
  });

  it('plays pieces of 20 ms as if they were one: no seam in a steady tone', () => {
    const { player, run, tape } = studio();
    const rateHz = 22_050;
    const sound = tone(441, rateHz, 500);
    player.announce({ ...segment(1, 0, rateHz, 500), samples: sound.length });
    for (let at = 0; at < sound.length; at += 441)
      player.push(1, 0, at, sound.subarray(at, at + 441));
    run(500);
    // 441 Hz at half scale at 48 kHz: away from the ends it follows the sine within the filter's error.
    for (let at = 960; at < 20_000; at += 1)
      expect(
        Math.abs((tape[at] ?? 0) - 0.5 * Math.sin((2 * Math.PI * 441 * at) / outHz)),
      ).toBeLessThan(0.004);
  });

  it('plays segments one after the other without a gap, and keeps the pause asked for', () => {
    const { player, run, events } = studio();
    for (const [index, lead] of [
      [0, 0],
      [1, 0],
      [2, 250],
    ] as const) {
      player.announce(segment(4, index, 16_000, 200, lead));
      player.push(4, index, 0, tone(200, 16_000, 200));
    }
    run(1000);
    const at = (type: string, index: number) =>
      ((events.find((one) => one.type === type && one.index === index)?.frame ?? Number.NaN) /
        outHz) *
      1000;
    expect(at('started', 0)).toBe(0);
    expect(at('finished', 0)).toBeCloseTo(200, 1);
    expect(at('started', 1)).toBe(at('finished', 0));
    expect(at('started', 2) - at('finished', 1)).toBeCloseTo(250, 1);
    expect(events.filter((one) => one.type === 'finished')).toHaveLength(3);
  });

  it('waits for late samples, says so, and goes on where it was', () => {
    const { player, run, events, peak } = studio();
    const sound = tone(300, 16_000, 400);
    player.announce(segment(1, 0, 16_000, 400));
    player.push(1, 0, 0, sound.subarray(0, 1600));
    run(300);
    expect(peak(150, 300)).toBe(0);
    player.push(1, 0, 1600, sound.subarray(1600));
    run(400);
    const stalled = events.find((one) => one.type === 'stalled');
    const resumed = events.find((one) => one.type === 'resumed');
    expect(stalled?.type === 'stalled' && stalled.playedMs).toBeCloseTo(99.5, 0);
    expect(resumed?.type === 'resumed' && resumed.playedMs).toBe(
      stalled?.type === 'stalled' && stalled.playedMs,
    );
    expect(events.at(-1)).toMatchObject({ type: 'finished', playedMs: 400 });
  });

  it('fades out within 30 ms when cancelled, and says how much was heard', () => {
    const { player, run, events, peak, tape } = studio();
    player.announce(segment(9, 0, 16_000, 2000));
    player.push(9, 0, 0, tone(300, 16_000, 2000));
    run(500);
    const cancelledMs = (tape.length / outHz) * 1000;
    player.cancel(9);
    run(200);
    expect(peak(cancelledMs, cancelledMs + 10)).toBeGreaterThan(0.1);
    expect(peak(cancelledMs + fadeOutMs + 0.1, cancelledMs + 200)).toBe(0);
    const stopped = events.at(-1);
    expect(stopped?.type).toBe('stopped');
    expect(stopped?.type === 'stopped' && stopped.playedMs).toBeCloseTo(cancelledMs + fadeOutMs, 0);
  });

  it('does not click when it stops: the sound sinks step by step', () => {
    const { player, run, tape } = studio();
    player.announce(segment(9, 0, 48_000, 1000));
    player.push(9, 0, 0, new Float32Array(48_000).fill(0.5));
    run(200);
    const from = tape.length;
    player.cancel(9);
    run(100);
    for (let at = from + 1; at < tape.length; at += 1)
      expect(Math.abs((tape[at] ?? 0) - (tape[at - 1] ?? 0))).toBeLessThan(0.01);
  });

  it('hears nothing late of a cancelled reply, and plays the next one', () => {
    const { player, run, kinds, peak } = studio();
    player.announce(segment(1, 0, 16_000, 1000));
    player.push(1, 0, 0, tone(300, 16_000, 500));
    player.announce(segment(1, 1, 16_000, 500));
    run(100);
    player.cancel(1);
    run(100);
    player.push(1, 0, 8000, tone(300, 16_000, 500));
    player.push(1, 1, 0, tone(300, 16_000, 500));
    player.announce(segment(1, 2, 16_000, 500));
    player.push(1, 2, 0, tone(300, 16_000, 500));
    run(300);
    expect(peak(140, 500)).toBe(0);
    player.announce(segment(2, 0, 16_000, 100));
    player.push(2, 0, 0, tone(300, 16_000, 100));
    run(200);
    expect(kinds()).toEqual([
      'started 1.0',
      'stopped 1.0',
      'stopped 1.1',
      'started 2.0',
      'finished 2.0',
    ]);
  });

  it('ends a segment that came shorter than announced once its reply is complete', () => {
    const { player, run, events } = studio();
    player.announce(segment(3, 0, 16_000, 1000));
    player.push(3, 0, 0, tone(300, 16_000, 600));
    run(900);
    expect(events.at(-1)?.type).toBe('stalled');
    player.complete(3);
    run(100);
    expect(events.at(-1)).toMatchObject({ type: 'finished', playedMs: 600 });
  });

  it('throws away what is beyond the announced length', () => {
    const { player, run, events, peak } = studio();
    player.announce(segment(3, 0, 16_000, 100));
    player.push(3, 0, 0, tone(300, 16_000, 500));
    run(300);
    expect(events.at(-1)).toMatchObject({ type: 'finished', playedMs: 100 });
    expect(peak(101, 300)).toBe(0);
  });
});
