/** What the devices process and the host say to each other, over the child's IPC channel. */

/** A link's life. `absent` has no port, `stale` has a port but no believable data. */
export type LinkState = 'absent' | 'opening' | 'probing' | 'live' | 'stale' | 'closed';

export interface DeviceProblem {
  readonly code: string;
  readonly cause: string;
  readonly effect: string;
  readonly remedy: string;
}

export interface DeviceStatus {
  readonly id: string;
  readonly kind: 'radar-ld2450' | 'dmx-enttec-pro';
  readonly label: string;
  /** Path of the port in use, '' when absent. */
  readonly path: string;
  readonly simulated: boolean;
  readonly state: LinkState;
  readonly sinceMs: number;
  /** Age of the newest believable frame; null before the first. */
  readonly lastFrameAgeMs: number | null;
  readonly rateHz: number;
  readonly reconnects: number;
  readonly identity: string;
  readonly problem: DeviceProblem | null;
}

/** A person before the booth. Booth coordinates, millimetres: x to the hologram's left, z towards the visitor. */
export interface PresentVisitor {
  readonly id: number;
  readonly xMm: number;
  readonly zMm: number;
  readonly vxMmPerS: number;
  readonly vzMmPerS: number;
  readonly zone: 'attract' | 'talk' | 'too-close' | 'leaving';
}

export type PresenceEvent =
  | { readonly type: 'approached'; readonly visitorId: number; readonly atMs: number }
  | { readonly type: 'settled'; readonly visitorId: number; readonly atMs: number }
  | { readonly type: 'left'; readonly visitorId: number; readonly atMs: number };

/** One lamp as the console draws it: linear light 0..1 per channel. */
export interface LampLevel {
  readonly id: string;
  readonly label: { readonly zh: string; readonly en: string };
  readonly r: number;
  readonly g: number;
  readonly b: number;
}

/** Named looks; one per visit state, plus what protects people when the host is gone. */
export const cueNames = [
  'house',
  'asleep',
  'attract',
  'greet',
  'check-in',
  'listening',
  'thinking',
  'speaking',
  'farewell',
  'cooldown',
  'stopped',
  'safe',
  'blackout',
  'work-light',
] as const;
export type CueName = (typeof cueNames)[number];

/** Host → devices. */
export type DevicesCommand =
  | { readonly type: 'configure'; readonly config: DevicesConfig }
  | { readonly type: 'heartbeat'; readonly sequence: number }
  | { readonly type: 'cue'; readonly cue: CueName; readonly fadeMs: number }
  /** Only with simulated devices: walk a visitor through these points (radar frame of reference, mm). */
  | { readonly type: 'walk'; readonly path: readonly WalkPoint[] }
  | { readonly type: 'stop'; readonly reason: string };

export interface WalkPoint {
  readonly atMs: number;
  readonly xMm: number;
  readonly zMm: number;
}

/** Devices → host. */
export type DevicesEvent =
  | { readonly type: 'ready'; readonly simulated: boolean }
  | { readonly type: 'status'; readonly devices: readonly DeviceStatus[] }
  | { readonly type: 'presence'; readonly event: PresenceEvent }
  | {
      readonly type: 'visitors';
      readonly visitors: readonly PresentVisitor[];
      readonly atMs: number;
    }
  /** What we sent, and for a simulated widget what it received (512 slots each, base64 would waste time: plain bytes). */
  | {
      readonly type: 'universe';
      readonly sent: Uint8Array;
      readonly readBack: Uint8Array | null;
      readonly lamps: readonly LampLevel[];
      readonly cue: CueName;
      readonly atMs: number;
    }
  | {
      readonly type: 'guard';
      readonly look: 'following' | 'safe' | 'house';
      readonly reason: string;
    };

export interface DevicesConfig {
  readonly radar: { readonly port: string | null };
  readonly dmx: { readonly port: string | null };
  /** True: any port left null is simulated behind a pseudo-terminal. False: null means the device is not fitted. */
  readonly simulateMissing: boolean;
}
