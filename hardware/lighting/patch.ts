/** Which lamp hangs on which slots, and what those slots mean. */
import { clamp, type LinearRgb, white } from './colour.ts';

/** What a lamp's channels do. A dimmer has one colour for ever: its tint. */
export type Profile =
  | { readonly kind: 'dimmer'; readonly tint: LinearRgb }
  | { readonly kind: 'rgb' }
  /** The white chip's own colour is `tint`. */
  | { readonly kind: 'rgbw'; readonly tint: LinearRgb };

/** From slot value to light: `linear` LED drivers, `square` for those with a dimmer curve inside. */
export type DimmerCurve = 'linear' | 'square';

export interface Fixture {
  readonly id: string;
  readonly label: { readonly zh: string; readonly en: string };
  readonly profile: Profile;
  readonly curve: DimmerCurve;
  /** First slot, 1..512 as printed on lamps and desks. */
  readonly address: number;
}

export type Patch = readonly Fixture[];

export const universeSize = 512;

const warmWhite = white(2700, 1);

/** The booth as shipped, universe 1, slots 1..13. */
export const defaultPatch: Patch = [
  {
    id: 'key-left',
    label: { zh: '左主灯', en: 'Key, left' },
    profile: { kind: 'dimmer', tint: warmWhite },
    curve: 'square',
    address: 1,
  },
  {
    id: 'key-right',
    label: { zh: '右主灯', en: 'Key, right' },
    profile: { kind: 'dimmer', tint: warmWhite },
    curve: 'square',
    address: 2,
  },
  {
    id: 'floor',
    label: { zh: '地面染色', en: 'Floor wash' },
    profile: { kind: 'rgb' },
    curve: 'square',
    address: 3,
  },
  {
    id: 'ceiling',
    label: { zh: '顶灯（访客侧）', en: 'Ceiling, visitor side' },
    profile: { kind: 'rgbw', tint: warmWhite },
    curve: 'square',
    address: 6,
  },
  {
    id: 'rim',
    label: { zh: '背景轮廓光', en: 'Back rim' },
    profile: { kind: 'rgb' },
    curve: 'square',
    address: 10,
  },
  {
    id: 'threshold',
    label: { zh: '门槛灯', en: 'Threshold step' },
    profile: { kind: 'dimmer', tint: warmWhite },
    curve: 'square',
    address: 13,
  },
];

export function channelsOf(profile: Profile): readonly string[] {
  switch (profile.kind) {
    case 'dimmer':
      return ['dim'];
    case 'rgb':
      return ['r', 'g', 'b'];
    case 'rgbw':
      return ['r', 'g', 'b', 'w'];
  }
}

/** One name per patched slot, in slot order: `key-left.dim`, `floor.r` … with its slot number. */
export function slotLabels(
  patch: Patch,
): readonly { readonly slot: number; readonly label: string }[] {
  return patch
    .flatMap((fixture) =>
      channelsOf(fixture.profile).map((channel, offset) => ({
        slot: fixture.address + offset,
        label: `${fixture.id}.${channel}`,
      })),
    )
    .sort((a, b) => a.slot - b.slot);
}

export interface PatchFault {
  readonly fixtureId: string;
  readonly fault: 'outside-universe' | 'overlap' | 'duplicate-id';
}

export function patchFaults(patch: Patch): readonly PatchFault[] {
  const faults: PatchFault[] = [];
  const owners = new Map<number, string>();
  const ids = new Set<string>();
  for (const fixture of patch) {
    if (ids.has(fixture.id)) faults.push({ fixtureId: fixture.id, fault: 'duplicate-id' });
    ids.add(fixture.id);
    for (const [offset] of channelsOf(fixture.profile).entries()) {
      const slot = fixture.address + offset;
      if (slot < 1 || slot > universeSize || !Number.isInteger(slot)) {
        faults.push({ fixtureId: fixture.id, fault: 'outside-universe' });
      } else if (owners.has(slot)) {
        faults.push({ fixtureId: fixture.id, fault: 'overlap' });
      }
      owners.set(slot, fixture.id);
    }
  }
  return faults;
}

export function slotFromLight(light: number, curve: DimmerCurve): number {
  const value = curve === 'square' ? Math.sqrt(clamp(light)) : clamp(light);
  return Math.round(value * 255);
}

export function lightFromSlot(slot: number, curve: DimmerCurve): number {
  const value = slot / 255;
  return curve === 'square' ? value * value : value;
}
