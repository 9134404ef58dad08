/** Cross-fades: between two looks, as an eye would pace them. */
import { dark, mixPerceived } from './colour.ts';
import type { Look } from './universe.ts';

/** Slow to leave, slow to arrive (smoothstep); 0..1 in and out. */
export function ease(progress: number): number {
  const part = Math.min(1, Math.max(0, progress));
  return part * part * (3 - 2 * part);
}

/** The look `progress` (0..1, in time) of the way from one to the other. */
export function lampsAt(from: Look, to: Look, progress: number): Look {
  if (progress <= 0) return from;
  if (progress >= 1) return to;
  const part = ease(progress);
  const ids = new Set([...from.keys(), ...to.keys()]);
  return new Map(
    [...ids].map((id) => [id, mixPerceived(from.get(id) ?? dark, to.get(id) ?? dark, part)]),
  );
}

export interface Fade {
  readonly from: Look;
  readonly to: Look;
  readonly startMs: number;
  readonly lengthMs: number;
}

export function standing(look: Look): Fade {
  return { from: look, to: look, startMs: 0, lengthMs: 0 };
}

/** Leaves for `to` from wherever the running fade is at this moment. */
export function fadeTo(running: Fade, to: Look, nowMs: number, lengthMs: number): Fade {
  return { from: lookAt(running, nowMs), to, startMs: nowMs, lengthMs: Math.max(0, lengthMs) };
}

export function lookAt(fade: Fade, nowMs: number): Look {
  if (fade.lengthMs === 0) return fade.to;
  return lampsAt(fade.from, fade.to, (nowMs - fade.startMs) / fade.lengthMs);
}
