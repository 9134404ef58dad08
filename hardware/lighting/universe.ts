/** Light on lamps to slot values, and back again for drawing what really went out. */
import type { LampLevel } from '../contract.ts';
import { clamp, dark, type LinearRgb, luminance } from './colour.ts';
import { type Fixture, lightFromSlot, type Patch, slotFromLight, universeSize } from './patch.ts';

/** Linear light per lamp id; a lamp not named is dark. */
export type Look = ReadonlyMap<string, LinearRgb>;

/** 512 slots. */
export function universeOf(look: Look, patch: Patch): Uint8Array {
  const universe = new Uint8Array(universeSize);
  for (const fixture of patch) {
    const levels = levelsOf(fixture, look.get(fixture.id) ?? dark);
    universe.set(
      levels.map((level) => slotFromLight(level, fixture.curve)),
      fixture.address - 1,
    );
  }
  return universe;
}

/** What the lamps show when they receive this universe. */
export function lampsFromUniverse(universe: Uint8Array, patch: Patch): readonly LampLevel[] {
  return patch.map((fixture) => ({
    id: fixture.id,
    label: fixture.label,
    ...lightOf(fixture, (offset) =>
      lightFromSlot(universe[fixture.address - 1 + offset] ?? 0, fixture.curve),
    ),
  }));
}

function levelsOf({ profile }: Fixture, light: LinearRgb): readonly number[] {
  switch (profile.kind) {
    case 'dimmer':
      return [clamp(luminance(light) / luminance(profile.tint))];
    case 'rgb':
      return [light.r, light.g, light.b];
    case 'rgbw': {
      const { tint } = profile;
      const share = Math.min(light.r / tint.r, light.g / tint.g, light.b / tint.b);
      const w = clamp(share);
      return [light.r - tint.r * w, light.g - tint.g * w, light.b - tint.b * w, w];
    }
  }
}

function lightOf({ profile }: Fixture, level: (offset: number) => number): LinearRgb {
  switch (profile.kind) {
    case 'dimmer':
      return scaled(profile.tint, level(0));
    case 'rgb':
      return { r: level(0), g: level(1), b: level(2) };
    case 'rgbw': {
      const fromWhite = scaled(profile.tint, level(3));
      return {
        r: clamp(level(0) + fromWhite.r),
        g: clamp(level(1) + fromWhite.g),
        b: clamp(level(2) + fromWhite.b),
      };
    }
  }
}

function scaled(light: LinearRgb, by: number): LinearRgb {
  return { r: light.r * by, g: light.g * by, b: light.b * by };
}
