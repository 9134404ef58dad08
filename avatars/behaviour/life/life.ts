/** A person alive between and under their words: one tick is the whole body at one moment. */
import { faceAtTrack } from '../mouth/sample.ts';
import { mouthShapes } from '../mouth/speech-track.ts';
import type { BodyTick, Demeanour, EyePoint, JointAngles, JointName, Track } from '../track.ts';
import { createBlinking } from './blink.ts';
import { createBreathing } from './breath.ts';
import { approach, clamp, degrees, wander } from './ease.ts';
import { createGaze, type Direction } from './gaze.ts';
import { createHead } from './head.ts';
import { manners } from './manner.ts';
import { createNodding } from './nod.ts';
import { createChance } from './random.ts';

export interface LifeInput {
  /** Any clock that does not run backwards. */
  readonly nowMs: number;
  readonly demeanour: Demeanour;
  readonly eye: EyePoint | null;
  /** `startMs` is when its first sample sounds, on the clock of `nowMs`. */
  readonly track: { readonly track: Track; readonly startMs: number } | null;
  readonly heightMm: number;
}

export interface LifeTick extends BodyTick {
  /** How much of the person is there: 0 gone, 1 there. */
  readonly presence: number;
}

export interface Life {
  /** Ticks must come in order of time; the same inputs from the same seed give the same body. */
  tick(input: LifeInput): LifeTick;
}

/** Eyes of a standing person, as a share of their height. */
const eyeLevel = 0.936;
const halfEyeGapMm = 31;
/** Nearer than this one would squint. */
const nearestMm = 350;
/** The gate of a mouth: no weight moves more than this in 16.7 ms, whatever track is cut or begun. */
const mouthPerMs = 0.33 / 16.7;
/** A jump of the clock (a hidden window) is not made up for. */
const longestStepMs = 250;
const presenceMs = { come: 1600, go: 1300 };

function towards(eye: EyePoint, heightMm: number): Direction {
  const z = Math.max(nearestMm, eye.zMm);
  return {
    yaw: clamp(Math.atan2(eye.xMm, z), -70 * degrees, 70 * degrees),
    pitch: clamp(
      Math.atan2(heightMm * eyeLevel - eye.yMm, Math.hypot(eye.xMm, z)),
      -40 * degrees,
      40 * degrees,
    ),
  };
}

const angles = (yaw: number, pitch: number, roll: number): JointAngles => ({ yaw, pitch, roll });

export function createLife(seed: number): Life {
  // Each part has its own chance, so that one drawing more often leaves the others as they were.
  const part = (n: number) => createChance(Math.imul(seed ^ 0x9e3779b9, 2 * n + 1) + n);
  const blinking = createBlinking(part(1));
  const gaze = createGaze(part(2));
  const breathing = createBreathing(part(3));
  const nodding = createNodding(part(4));
  const head = createHead();
  const phases = part(5);
  const phase = Array.from({ length: 6 }, () => phases.between(0, 2 * Math.PI));
  const wave = (i: number, nowMs: number, periodMs: number): number =>
    wander(nowMs, periodMs, phase[i] ?? 0);

  let lastMs: number | undefined;
  let before: Demeanour | undefined;
  let presence = 0;
  let smile = 0;
  let tilt = 0;
  let bend = 0;
  let talking = 0;
  let brow = 0;
  let inPhrase = false;
  const mouth: Record<string, number> = Object.fromEntries(mouthShapes.map((name) => [name, 0]));
  const wanted: Record<string, number> = { ...mouth };

  return {
    tick({ nowMs, demeanour, eye, track, heightMm }) {
      const dtMs = lastMs === undefined ? 0 : clamp(nowMs - lastMs, 0, longestStepMs);
      const first = lastMs === undefined;
      lastMs = nowMs;
      const manner = manners[demeanour];
      if (before !== demeanour && (demeanour === 'thinking' || demeanour === 'speaking'))
        breathing.inhale();
      before = demeanour;

      const going = manner.present ? 1 : 0;
      const step = dtMs / (going === 1 ? presenceMs.come : presenceMs.go);
      presence =
        first && demeanour !== 'arriving'
          ? going
          : clamp(presence + (going === 1 ? step : -step), 0, 1);
      smile = approach(smile, manner.smile, dtMs, 450);
      tilt = approach(tilt, manner.tilt, dtMs, 600);
      bend = approach(bend, manner.bend, dtMs, 600);

      const sinceMs = track === null ? 0 : nowMs - track.startMs;
      const sounding = track !== null && sinceMs >= 0 && sinceMs < track.track.durationMs;
      if (inPhrase && !sounding) blinking.invite(nowMs);
      inPhrase = sounding;
      talking = approach(talking, sounding ? 1 : 0, dtMs, 250);
      for (const name of mouthShapes) wanted[name] = 0;
      if (track !== null && sounding) faceAtTrack(track.track, sinceMs, wanted);
      for (const name of mouthShapes) {
        const from = mouth[name] ?? 0;
        const reach = mouthPerMs * dtMs;
        mouth[name] = clamp(wanted[name] ?? 0, from - reach, from + reach);
      }

      const look = gaze.step({
        nowMs,
        demeanour,
        manner,
        visitor: eye === null ? null : towards(eye, heightMm),
      });
      if (look.saccade > 24 * degrees) blinking.invite(nowMs);
      const turned = head.step(look.direction, look.onVisitor, dtMs);
      const lids = blinking.at(nowMs, manner.blinksPerMinute);
      const nod = nodding.step(nowMs, demeanour);
      const chest = breathing.step(dtMs, manner);
      brow = approach(
        brow,
        (sounding ? 0.07 : 0) + (demeanour === 'thinking' ? 0.1 : 0),
        dtMs,
        300,
      );

      const shapes: Record<string, number> = { ...mouth };
      const down = clamp(turned.eyes.pitch / (28 * degrees), 0, 0.8);
      const up = clamp(-turned.eyes.pitch / (28 * degrees), 0, 0.8);
      const left = clamp(turned.eyes.yaw / (35 * degrees), 0, 1);
      const right = clamp(-turned.eyes.yaw / (35 * degrees), 0, 1);
      // Shut lids have no look of their own: both together would push them too far.
      shapes.eyeBlinkLeft = lids;
      shapes.eyeBlinkRight = lids;
      shapes.eyeLookDownLeft = down * (1 - lids);
      shapes.eyeLookDownRight = down * (1 - lids);
      shapes.eyeLookUpLeft = up * (1 - lids);
      shapes.eyeLookUpRight = up * (1 - lids);
      shapes.eyeLookOutLeft = left;
      shapes.eyeLookInRight = left;
      shapes.eyeLookInLeft = right;
      shapes.eyeLookOutRight = right;
      const smiling = smile * (1 - 0.75 * talking);
      shapes.mouthSmileLeft = smiling;
      shapes.mouthSmileRight = smiling * 0.94;
      shapes.cheekSquintLeft = smiling * 0.5;
      shapes.cheekSquintRight = smiling * 0.5;
      shapes.browInnerUp = clamp(brow + 0.03 * wave(5, nowMs, 2300) * talking, 0, 1);

      // A speaker's head is never still; a listener's nearly is.
      const lively = 0.35 + 0.65 * talking;
      const headYaw = turned.head.yaw + lively * 0.022 * wave(0, nowMs, 3700);
      const headPitch =
        turned.head.pitch + nod + bend + lively * 0.02 * wave(1, nowMs, 2900) - 0.006 * chest;
      const headRoll = tilt + lively * 0.018 * wave(2, nowMs, 4300);
      const swayRoll = 0.007 * wave(3, nowMs, 9100);
      const swayYaw = 0.009 * wave(4, nowMs, 12_700);

      const eyeYaw = turned.eyes.yaw + turned.head.yaw - headYaw;
      const eyePitch = turned.eyes.pitch + turned.head.pitch - headPitch;
      const gapMm =
        eye === null || !look.onVisitor ? 1500 : Math.max(nearestMm, Math.hypot(eye.xMm, eye.zMm));
      const inward = Math.atan2(halfEyeGapMm, gapMm);
      const bound = (value: number): number => clamp(value, -36 * degrees, 36 * degrees);

      const joints: Partial<Record<JointName, JointAngles>> = {
        Hips: angles(swayYaw * 0.5, 0, swayRoll),
        Spine: angles(swayYaw * 0.5, 0.004 * wave(5, nowMs, 8300), -swayRoll * 0.6),
        Spine1: angles(0, -0.01 * chest, -swayRoll * 0.4),
        Spine2: angles(headYaw * 0.06, -0.014 * chest + bend * 0.4, 0),
        Neck: angles(headYaw * 0.38, headPitch * 0.4, headRoll * 0.4),
        Head: angles(headYaw * 0.56, headPitch * 0.6, headRoll * 0.6),
        // The visitor is to the right of the left eye.
        LeftEye: angles(bound(eyeYaw - inward), bound(eyePitch), 0),
        RightEye: angles(bound(eyeYaw + inward), bound(eyePitch), 0),
        LeftShoulder: angles(0, 0, -0.014 * chest),
        RightShoulder: angles(0, 0, 0.014 * chest),
        // Arms hang on: what lifts the shoulder must not spread the arm.
        LeftArm: angles(0, 0.01 * wave(3, nowMs, 7100), 0.014 * chest - swayRoll * 0.4),
        RightArm: angles(0, 0.01 * wave(4, nowMs, 7900), -0.014 * chest - swayRoll * 0.4),
      };
      return { shapes, joints, presence };
    },
  };
}
