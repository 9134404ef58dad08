/** The person's movement, until avatars/behaviour brings them to life: the face follows the track. */
import type { BodyTick, Demeanour, EyePoint, Track } from '../../avatars/behaviour/index.ts';

export interface LifeInput {
  readonly nowMs: number;
  readonly demeanour: Demeanour;
  readonly eye: EyePoint | null;
  readonly track: { readonly track: Track; readonly startMs: number } | null;
  readonly heightMm: number;
}

export function createLife(_seed: number): { tick(input: LifeInput): BodyTick } {
  return {
    tick({ nowMs, track }) {
      const shapes: Record<string, number> = {};
      if (track)
        for (const [name, keys] of Object.entries(track.track.channels)) {
          const at = nowMs - track.startMs;
          const next = keys.findIndex(([keyMs]) => keyMs > at);
          const after = keys[next === -1 ? keys.length - 1 : next];
          const before = keys[next === -1 ? keys.length - 1 : Math.max(0, next - 1)];
          if (!before || !after) continue;
          const part = after[0] > before[0] ? (at - before[0]) / (after[0] - before[0]) : 1;
          shapes[name] = before[1] + (after[1] - before[1]) * Math.min(1, Math.max(0, part));
        }
      return { shapes, joints: {} };
    },
  };
}
