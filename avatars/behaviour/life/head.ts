/** How the head joins the eyes. */
import { approach, clamp, degrees } from './ease.ts';
import type { Direction } from './gaze.ts';

/** Eyes turn alone up to here (Stahl 1999). */
const alone = 15 * degrees;
const share = 0.77;
/** Whom one goes on looking at, one turns to: part of what the eyes could do alone. */
const comfort = 0.35;
const eyeYaw = 32 * degrees;
const eyePitch = 22 * degrees;

function turn(gaze: number, held: number): number {
  const excess = Math.max(0, Math.abs(gaze) - alone);
  return Math.sign(gaze) * (share * excess + comfort * held * Math.min(Math.abs(gaze), alone));
}

export interface Turned {
  readonly head: Direction;
  /** What is left for the eyes. */
  readonly eyes: Direction;
}

/** Moves like a mass on a damped spring: begins softly, does not overshoot. */
export function createHead(): { step(gaze: Direction, onVisitor: boolean, dtMs: number): Turned } {
  let aim: Direction = { yaw: 0, pitch: 0 };
  let head: Direction = { yaw: 0, pitch: 0 };
  let held = 0;
  return {
    step(gaze, onVisitor, dtMs) {
      held = approach(held, onVisitor ? 1 : 0, dtMs, 900);
      aim = {
        yaw: approach(aim.yaw, turn(gaze.yaw, held), dtMs, 110),
        pitch: approach(aim.pitch, turn(gaze.pitch, held), dtMs, 110),
      };
      head = {
        yaw: clamp(approach(head.yaw, aim.yaw, dtMs, 130), -55 * degrees, 55 * degrees),
        pitch: clamp(approach(head.pitch, aim.pitch, dtMs, 130), -30 * degrees, 30 * degrees),
      };
      return {
        head,
        eyes: {
          yaw: clamp(gaze.yaw - head.yaw, -eyeYaw, eyeYaw),
          pitch: clamp(gaze.pitch - head.pitch, -eyePitch, eyePitch),
        },
      };
    },
  };
}
