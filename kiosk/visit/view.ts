import type { SnapshotFrom } from 'xstate';
import type { Demeanour } from '../../avatars/behaviour/index.ts';
import type { CueName } from '../../hardware/index.ts';
import type { VisitStateName } from '../host/contract.ts';
import type { visitMachine } from './machine.ts';

/** The four regions of a visit, flat. */
export interface VisitView {
  readonly state: VisitStateName;
  readonly safety: 'calm' | 'watch' | 'crisis' | 'stopped';
  readonly presence: 'none' | 'near' | 'left';
  readonly driver: 'persona' | 'counsellor';
}

type Value = SnapshotFrom<typeof visitMachine>['value'];

export function viewOf(value: Value): VisitView {
  const { visit, safety, presence, driver } = value;
  return { state: typeof visit === 'string' ? visit : visit.with, safety, presence, driver };
}

const talking: ReadonlySet<VisitStateName> = new Set(['listening', 'thinking', 'speaking']);

export const isTalking = (view: VisitView): boolean => talking.has(view.state);

/** A visitor is being served: from the notice to the last word. */
export const isVisiting = (view: VisitView): boolean =>
  talking.has(view.state) ||
  view.state === 'greet' ||
  view.state === 'check-in' ||
  view.state === 'farewell';

/** In a crisis and when staff have stopped the booth the room is lit evenly, and nobody is acted. */
export function cueOf(view: VisitView): CueName {
  if (view.safety === 'crisis' || view.safety === 'stopped') return 'stopped';
  return view.state;
}

/**
 * What the hologram shows. The person stands there, silent, until the visitor's age is known: minors
 * are never offered a likeness that talks (Interim Measures on Anthropomorphic AI, art. 14); and
 * steps back into the dark in a crisis, when only the neutral voice speaks.
 */
export function demeanourOf(view: VisitView): Demeanour {
  if (view.safety === 'crisis' || view.safety === 'stopped') return 'absent';
  switch (view.state) {
    case 'asleep':
    case 'attract':
    case 'check-in':
      return 'idle';
    case 'greet':
      return 'greeting';
    case 'listening':
    case 'thinking':
    case 'speaking':
      return view.state;
    case 'farewell':
      return 'speaking';
    case 'cooldown':
      return 'leaving';
  }
}

/** Nobody is being received: the person stands in moonlight. */
export const isResting = (view: VisitView): boolean =>
  view.state === 'asleep' || view.state === 'cooldown';

/** The microphone is open only while a visitor who agreed to it is being listened to. */
export const microphoneOf = (view: VisitView): boolean => isTalking(view);

/** How long the lights take to follow. Slow: nothing in the booth ever startles. */
export function fadeMsOf(view: VisitView): number {
  switch (view.state) {
    case 'listening':
    case 'thinking':
    case 'speaking':
      return 900;
    case 'asleep':
    case 'cooldown':
      return 3_000;
    case 'attract':
    case 'greet':
    case 'check-in':
    case 'farewell':
      return 2_000;
  }
}
