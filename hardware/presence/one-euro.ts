/**
 * One-euro filter (Casiez, Roussel, Vogel 2012): calm when the value rests, quick when it moves.
 * Values in millimetres, speeds in millimetres per second.
 */
export interface Smoothed {
  readonly value: number;
  readonly speed: number;
}

const minCutoffHz = 0.9;
/** Hz more per mm/s: walking pace (1000 mm/s) is followed at about 4 Hz. */
const cutoffPerSpeed = 0.003;
const speedCutoffHz = 0.8;

export function startSmoothed(value: number): Smoothed {
  return { value, speed: 0 };
}

export function smooth(last: Smoothed, value: number, elapsedMs: number): Smoothed {
  const seconds = Math.max(elapsedMs, 1) / 1000;
  const rawSpeed = (value - last.value) / seconds;
  const speed = last.speed + (rawSpeed - last.speed) * weight(speedCutoffHz, seconds);
  const cutoffHz = minCutoffHz + cutoffPerSpeed * Math.abs(speed);
  return { value: last.value + (value - last.value) * weight(cutoffHz, seconds), speed };
}

function weight(cutoffHz: number, seconds: number): number {
  return 1 / (1 + 1 / (2 * Math.PI * cutoffHz * seconds));
}
