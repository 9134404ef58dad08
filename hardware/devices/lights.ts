/** What the room is lit with: the host's cue, unless the guard holds the lights. */
import type { CueName, LampLevel } from '../contract.ts';
import type { EnttecProDriver } from '../dmx/enttec-pro/index.ts';
import {
  cueFadeMs,
  cueLook,
  defaultPatch,
  type Fade,
  fadeTo,
  lampsFromUniverse,
  lookAt,
  standing,
  universeOf,
} from '../lighting/index.ts';
import { defaultGuardTiming, type Guard, heard, watch } from './guard.ts';

const safeFadeMs = 500;
const recoverFadeMs = 1200;
const emitAtMostEveryMs = 100;

export interface UniverseReport {
  readonly sent: Uint8Array;
  readonly readBack: Uint8Array | null;
  readonly lamps: readonly LampLevel[];
  readonly cue: CueName;
}

export interface Lights {
  readonly cue: (cue: CueName, fadeMs: number, nowMs: number) => void;
  readonly heartbeat: (nowMs: number) => void;
  /** Take the lights from the host for good: the safe look, whatever comes. */
  readonly hold: (nowMs: number) => void;
  /** About 30 times a second. */
  readonly tick: (nowMs: number) => void;
}

export interface LightsOptions {
  readonly driver: EnttecProDriver | null;
  /** The universe a simulated widget holds. */
  readonly readBack: (() => Uint8Array) | null;
  readonly onUniverse: (report: UniverseReport) => void;
  readonly onGuard: (look: Guard['look'], reason: string) => void;
}

export function startLights(options: LightsOptions, startMs: number): Lights {
  // A former process left the safe look behind: go on from there, without a blink of dark.
  let shown: CueName = 'safe';
  let fade: Fade = standing(cueLook('safe'));
  let wanted: CueName = 'house';
  let guard = heard(startMs);
  let held = false;
  let last: UniverseReport | null = null;
  let lastAtMs = Number.NEGATIVE_INFINITY;

  const show = (cue: CueName, fadeMs: number, nowMs: number) => {
    shown = cue;
    fade = fadeTo(fade, cueLook(cue), nowMs, fadeMs);
  };

  const onGuardChange = (before: Guard, nowMs: number) => {
    if (before.look === guard.look) return;
    switch (guard.look) {
      case 'following':
        show(wanted, recoverFadeMs, nowMs);
        options.onGuard('following', 'The host leads the lights again.');
        return;
      case 'safe':
        show('safe', safeFadeMs, nowMs);
        options.onGuard('safe', 'The host has not been heard for a second.');
        return;
      case 'house':
        show('house', cueFadeMs('house'), nowMs);
        options.onGuard('house', 'The host has not been heard for a minute.');
        return;
    }
  };

  const report = (nowMs: number) => {
    const sent = options.driver?.lastSent() ?? new Uint8Array(512);
    const readBack = options.readBack?.() ?? null;
    const changed =
      last === null ||
      last.cue !== shown ||
      !equal(last.sent, sent) ||
      !equal(last.readBack, readBack);
    if (!changed || nowMs - lastAtMs < emitAtMostEveryMs) return;
    last = { sent, readBack, lamps: lampsFromUniverse(readBack ?? sent, defaultPatch), cue: shown };
    lastAtMs = nowMs;
    options.onUniverse(last);
  };

  show(wanted, cueFadeMs(wanted), startMs);

  return {
    cue: (cue, fadeMs, nowMs) => {
      wanted = cue;
      if (!held && guard.look === 'following') show(cue, fadeMs, nowMs);
    },
    heartbeat: (nowMs) => {
      if (held) return;
      const before = guard;
      guard = heard(nowMs);
      onGuardChange(before, nowMs);
    },
    hold: (nowMs) => {
      if (held) return;
      held = true;
      show('safe', safeFadeMs, nowMs);
    },
    tick: (nowMs) => {
      if (!held) {
        const before = guard;
        guard = watch(guard, nowMs, defaultGuardTiming);
        onGuardChange(before, nowMs);
      }
      options.driver?.want(universeOf(lookAt(fade, nowMs), defaultPatch));
      report(nowMs);
    },
  };
}

function equal(first: Uint8Array | null, second: Uint8Array | null): boolean {
  if (first === null || second === null) return first === second;
  return first.length === second.length && first.every((slot, at) => second[at] === slot);
}
