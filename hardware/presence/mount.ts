import type { Point } from './assign.ts';

/**
 * How the radar sits. At the booth's origin, looking at the visitor, its y is our z. Which side the
 * module calls positive x depends on which way up it is screwed on: with its aerials down (or behind
 * a mirror) its x runs against ours, and `mirrored` turns it round. Calibrate it by walking to the
 * hologram's left: x must grow.
 */
export interface RadarMount {
  readonly xMm: number;
  readonly zMm: number;
  /** Turned towards the hologram's left. */
  readonly yawDeg: number;
  readonly mirrored: boolean;
}

export const defaultMount: RadarMount = { xMm: 0, zMm: 0, yawDeg: 0, mirrored: false };

/** Radar millimetres (x across, y ahead) to booth millimetres. */
export function toBooth(radar: { xMm: number; yMm: number }, mount: RadarMount): Point {
  const across = mount.mirrored ? -radar.xMm : radar.xMm;
  const yaw = (mount.yawDeg * Math.PI) / 180;
  return {
    xMm: mount.xMm + across * Math.cos(yaw) + radar.yMm * Math.sin(yaw),
    zMm: mount.zMm - across * Math.sin(yaw) + radar.yMm * Math.cos(yaw),
  };
}
