/**
 * The booth's looks. Numbers are perceived lightness 0..1, warmth in kelvin. Quiet and warm
 * throughout: the person behind the glass is lit by the stage, the room only makes way for them.
 */
import type { CueName } from '../contract.ts';
import { atLightness, type LinearRgb, white } from './colour.ts';
import type { Look } from './universe.ts';

interface Cue {
  /** [key left, key right, threshold]: warm-white dimmers, lightness only. */
  readonly keys: readonly [left: number, right: number];
  readonly threshold: number;
  /** [lightness, kelvin] or a colour of its own. */
  readonly floor: LinearRgb;
  readonly ceiling: LinearRgb;
  readonly rim: LinearRgb;
  /** What the change to this look wants when nobody says otherwise. */
  readonly fadeMs: number;
}

/** Lamp-oil amber and a dusk blue so faint that it reads as shadow. */
const amber: LinearRgb = { r: 1, g: 0.46, b: 0.13 };
const dusk: LinearRgb = { r: 0.28, g: 0.36, b: 0.62 };
const none = white(2700, 0);

const cues: Record<CueName, Cue> = {
  house: {
    keys: [0.34, 0.34],
    threshold: 0.4,
    floor: atLightness(amber, 0.22),
    ceiling: white(2700, 0.5),
    rim: none,
    fadeMs: 3000,
  },
  asleep: {
    keys: [0, 0],
    threshold: 0.18,
    floor: atLightness(amber, 0.1),
    ceiling: none,
    rim: atLightness(dusk, 0.12),
    fadeMs: 4000,
  },
  // A slow lift, like a lamp being carried nearer.
  attract: {
    keys: [0.12, 0.12],
    threshold: 0.42,
    floor: atLightness(amber, 0.26),
    ceiling: white(2400, 0.14),
    rim: atLightness(dusk, 0.2),
    fadeMs: 3500,
  },
  greet: {
    keys: [0.3, 0.24],
    threshold: 0.34,
    floor: atLightness(amber, 0.22),
    ceiling: white(2700, 0.3),
    rim: atLightness(dusk, 0.26),
    fadeMs: 2000,
  },
  // Brighter over the visitor, so that old eyes can read the panel.
  'check-in': {
    keys: [0.26, 0.22],
    threshold: 0.4,
    floor: atLightness(amber, 0.24),
    ceiling: white(3000, 0.6),
    rim: atLightness(dusk, 0.2),
    fadeMs: 1200,
  },
  listening: {
    keys: [0.3, 0.2],
    threshold: 0.2,
    floor: atLightness(amber, 0.16),
    ceiling: white(2700, 0.3),
    rim: atLightness(dusk, 0.26),
    fadeMs: 900,
  },
  // Hardly another light: the room holds its breath.
  thinking: {
    keys: [0.27, 0.19],
    threshold: 0.18,
    floor: atLightness(amber, 0.14),
    ceiling: white(2600, 0.26),
    rim: atLightness(dusk, 0.3),
    fadeMs: 1200,
  },
  speaking: {
    keys: [0.36, 0.26],
    threshold: 0.16,
    floor: atLightness(amber, 0.18),
    ceiling: white(2700, 0.22),
    rim: atLightness(dusk, 0.28),
    fadeMs: 700,
  },
  farewell: {
    keys: [0.26, 0.26],
    threshold: 0.44,
    floor: atLightness(amber, 0.3),
    ceiling: white(2500, 0.32),
    rim: atLightness(amber, 0.22),
    fadeMs: 2500,
  },
  // The way out is lit while the stage goes back to the dark.
  cooldown: {
    keys: [0.1, 0.1],
    threshold: 0.5,
    floor: atLightness(amber, 0.3),
    ceiling: white(2700, 0.36),
    rim: none,
    fadeMs: 3000,
  },
  // Even and plain: whoever pressed stop shall see the room and the door.
  stopped: {
    keys: [0.5, 0.5],
    threshold: 0.6,
    floor: atLightness(amber, 0.36),
    ceiling: white(3000, 0.66),
    rim: none,
    fadeMs: 800,
  },
  safe: {
    keys: [0.3, 0.3],
    threshold: 0.5,
    floor: atLightness(amber, 0.3),
    ceiling: white(2700, 0.48),
    rim: none,
    fadeMs: 500,
  },
  blackout: {
    keys: [0, 0],
    threshold: 0,
    floor: none,
    ceiling: none,
    rim: none,
    fadeMs: 1000,
  },
  'work-light': {
    keys: [1, 1],
    threshold: 1,
    floor: white(4000, 0.85),
    ceiling: white(4000, 1),
    rim: white(4000, 0.7),
    fadeMs: 600,
  },
};

/** The light of every lamp of the default booth in this look. */
export function cueLook(name: CueName): Look {
  const cue = cues[name];
  return new Map([
    ['key-left', white(2700, cue.keys[0])],
    ['key-right', white(2700, cue.keys[1])],
    ['floor', cue.floor],
    ['ceiling', cue.ceiling],
    ['rim', cue.rim],
    ['threshold', white(2700, cue.threshold)],
  ]);
}

/** How long a change to this look takes when nobody says otherwise. */
export function cueFadeMs(name: CueName): number {
  return cues[name].fadeMs;
}
