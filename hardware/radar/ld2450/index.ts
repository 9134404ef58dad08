export type { RadarTarget } from './codec.ts';
export { ld2450Driver } from './driver.ts';
export { type Ld2450Twin, type Ld2450TwinOptions, ld2450Twin } from './simulator.ts';
