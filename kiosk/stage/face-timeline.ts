/** Which track the face follows at which moment of the audio clock. Pure bookkeeping. */
import type { Track } from '../../avatars/behaviour/index.ts';

/** A track and the audio time, in seconds, of its first sample. */
export interface FaceNow {
  readonly replyId: number;
  readonly track: Track;
  readonly startS: number;
}

export interface FaceTimeline {
  announce(replyId: number, index: number, track: Track): void;
  /** The segment's sample at `playedMs` sounds at audio time `atS`; again after each gap in delivery. */
  sounds(replyId: number, index: number, atS: number, playedMs: number): void;
  /** The segment falls silent at this audio time. */
  ends(replyId: number, index: number, atS: number): void;
  /** What is heard at this audio time; null: silence. Forgets what lies long behind. */
  at(timeS: number): FaceNow | null;
}

interface Entry {
  readonly replyId: number;
  readonly index: number;
  readonly track: Track;
  startS: number | null;
  endS: number | null;
}

/** A segment that ended this long ago cannot be asked for any more. */
const forgetS = 2;

export function createFaceTimeline(): FaceTimeline {
  let entries: Entry[] = [];
  const find = (replyId: number, index: number) =>
    entries.find((entry) => entry.replyId === replyId && entry.index === index);
  return {
    announce(replyId, index, track) {
      entries.push({ replyId, index, track, startS: null, endS: null });
    },
    sounds(replyId, index, atS, playedMs) {
      const entry = find(replyId, index);
      if (entry) entry.startS = atS - playedMs / 1000;
    },
    ends(replyId, index, atS) {
      const entry = find(replyId, index);
      if (entry) entry.endS = atS;
    },
    at(timeS) {
      if (entries.some((entry) => entry.endS !== null && entry.endS < timeS - forgetS))
        entries = entries.filter((entry) => entry.endS === null || entry.endS >= timeS - forgetS);
      for (const { replyId, track, startS, endS } of entries) {
        if (startS !== null && timeS >= startS && (endS === null || timeS < endS))
          return { replyId, track, startS };
      }
      return null;
    },
  };
}
