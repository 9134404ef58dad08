/**
 * Plays the segments of replies one after another without gaps, as their samples arrive, and stops
 * within 30 ms when told to. Pure: it is driven by blocks of output samples and knows no clock but
 * the number of the output frame, so the worklet that holds it has nothing left to decide.
 */
import { createResampler, type Resampler } from './resample.ts';

export interface SegmentNotice {
  readonly replyId: number;
  readonly index: number;
  readonly sampleRateHz: number;
  /** Samples to come, as announced. */
  readonly samples: number;
  readonly leadInMs: number;
}

/** What happened in a block. `frame` counts output samples since the clock's start. */
export type PlayerEvent =
  | {
      readonly type: 'started';
      readonly replyId: number;
      readonly index: number;
      readonly frame: number;
    }
  /** After a gap in delivery: the source position `playedMs` sounds at `frame`. */
  | {
      readonly type: 'resumed';
      readonly replyId: number;
      readonly index: number;
      readonly frame: number;
      readonly playedMs: number;
    }
  | {
      readonly type: 'stalled';
      readonly replyId: number;
      readonly index: number;
      readonly frame: number;
      readonly playedMs: number;
    }
  | {
      readonly type: 'finished';
      readonly replyId: number;
      readonly index: number;
      readonly frame: number;
      readonly playedMs: number;
    }
  | {
      readonly type: 'stopped';
      readonly replyId: number;
      readonly index: number;
      readonly frame: number;
      readonly playedMs: number;
    };

export interface Player {
  announce(segment: SegmentNotice): void;
  /** Samples -1..1 of one segment from this offset. Unknown and cancelled segments are passed over. */
  push(replyId: number, index: number, offset: number, samples: Float32Array): void;
  /** Nothing more will come for this reply: what is there is all. */
  complete(replyId: number): void;
  cancel(replyId: number): void;
  /** Fills one block that begins at output frame `frame`; silence where there is nothing. */
  render(out: Float32Array, frame: number, emit: (event: PlayerEvent) => void): void;
}

interface Playing {
  readonly notice: SegmentNotice;
  readonly source: Float32Array;
  readonly resampler: Resampler;
  filled: number;
  complete: boolean;
  /** Source samples already played. */
  position: number;
  /** Output frames of pause left before it. */
  leadIn: number;
  started: boolean;
  stalled: boolean;
  /** Output frames left of the fade; null: not cancelled. */
  fade: number | null;
}

/** From the order to stop to silence. The contract asks for 100 ms in all. */
export const fadeOutMs = 30;
/** Sound in hand before a segment starts, so that a late next piece is not heard as a stutter. */
export const startWithMs = 40;
/** Cancelled replies are remembered this far back: late frames of older ones cannot come any more. */
const rememberedReplies = 64;

export function createPlayer(outputHz: number): Player {
  const queue: Playing[] = [];
  const cancelled: number[] = [];
  const fadeFrames = Math.round((fadeOutMs / 1000) * outputHz);
  const resamplers = new Map<number, Resampler>();

  const resamplerFor = (sourceHz: number): Resampler => {
    const made = resamplers.get(sourceHz) ?? createResampler(sourceHz, outputHz);
    resamplers.set(sourceHz, made);
    return made;
  };
  const playedMs = (playing: Playing) =>
    (1000 * Math.min(playing.position, playing.filled)) / playing.notice.sampleRateHz;

  function ready(playing: Playing): boolean {
    if (playing.complete) return true;
    const wanted = (startWithMs / 1000) * playing.notice.sampleRateHz;
    return playing.filled - playing.position >= Math.max(wanted, playing.resampler.reach + 1);
  }

  return {
    announce(notice) {
      if (cancelled.includes(notice.replyId)) return;
      queue.push({
        notice,
        source: new Float32Array(notice.samples),
        resampler: resamplerFor(notice.sampleRateHz),
        filled: 0,
        complete: notice.samples === 0,
        position: 0,
        leadIn: Math.round((notice.leadInMs / 1000) * outputHz),
        started: false,
        stalled: false,
        fade: null,
      });
    },
    push(replyId, index, offset, samples) {
      const playing = queue.find(
        (one) => one.notice.replyId === replyId && one.notice.index === index,
      );
      if (!playing || playing.fade !== null || offset > playing.filled) return;
      const room = playing.source.length - offset;
      if (room <= 0) return;
      playing.source.set(samples.length > room ? samples.subarray(0, room) : samples, offset);
      playing.filled = Math.max(
        playing.filled,
        Math.min(playing.source.length, offset + samples.length),
      );
      playing.complete = playing.complete || playing.filled === playing.source.length;
    },
    complete(replyId) {
      for (const playing of queue) if (playing.notice.replyId === replyId) playing.complete = true;
    },
    cancel(replyId) {
      cancelled.push(replyId);
      if (cancelled.length > rememberedReplies) cancelled.shift();
      for (const playing of queue) {
        if (playing.notice.replyId !== replyId) continue;
        const sounding = playing === queue[0] && playing.started && !playing.stalled;
        playing.fade ??= sounding ? fadeFrames : 0;
      }
    },
    render(out, frame, emit) {
      out.fill(0);
      let at = 0;
      while (at < out.length) {
        const playing = queue[0];
        if (!playing) return;
        const { replyId, index } = playing.notice;
        if (playing.fade !== null && playing.fade <= 0) {
          emit({ type: 'stopped', replyId, index, frame: frame + at, playedMs: playedMs(playing) });
          queue.shift();
          continue;
        }
        if (!playing.started) {
          if (playing.leadIn > 0) {
            const pause = Math.min(playing.leadIn, out.length - at);
            playing.leadIn -= pause;
            at += pause;
            continue;
          }
          if (!ready(playing)) return;
          playing.started = true;
          emit({ type: 'started', replyId, index, frame: frame + at });
        } else if (playing.stalled) {
          if (!ready(playing)) return;
          playing.stalled = false;
          emit({ type: 'resumed', replyId, index, frame: frame + at, playedMs: playedMs(playing) });
        }
        const end = play(playing, out, at);
        at = end.at;
        if (end.why === 'over') {
          const type = playing.fade === null ? 'finished' : 'stopped';
          emit({ type, replyId, index, frame: frame + at, playedMs: playedMs(playing) });
          queue.shift();
        } else if (end.why === 'starved') {
          playing.stalled = true;
          emit({ type: 'stalled', replyId, index, frame: frame + at, playedMs: playedMs(playing) });
          return;
        }
      }
    },
  };

  function play(
    playing: Playing,
    out: Float32Array,
    from: number,
  ): { at: number; why: 'over' | 'starved' | 'full' } {
    const { resampler, source } = playing;
    let at = from;
    for (; at < out.length; at += 1) {
      if (playing.complete) {
        if (playing.position >= playing.filled) return { at, why: 'over' };
      } else if (playing.position + resampler.reach + 1 > playing.filled)
        return { at, why: 'starved' };
      let gain = 1;
      if (playing.fade !== null) {
        if (playing.fade <= 0) return { at, why: 'over' };
        gain = playing.fade / fadeFrames;
        playing.fade -= 1;
      }
      out[at] = gain * resampler.at(source, playing.filled, playing.position);
      playing.position += resampler.step;
    }
    return { at, why: 'full' };
  }
}
