/** Windowed-sinc interpolation: voices come at 16 to 48 kHz, the speakers run at their own rate. */

const reach = 8;
const phases = 256;

export interface Resampler {
  /** Source samples per output sample. */
  readonly step: number;
  /** Source samples needed beyond a position before it can be read. */
  readonly reach: number;
  /** The value at a fractional position; outside 0..length the source is silent. */
  at(source: Float32Array, length: number, position: number): number;
}

export function createResampler(sourceHz: number, outputHz: number): Resampler {
  // Going down, everything above the new Nyquist frequency must go, so the filter widens.
  const cutoff = Math.min(1, outputHz / sourceHz);
  const table = kernel(cutoff);
  const width = reach * 2;
  return {
    step: sourceHz / outputHz,
    reach,
    at(source, length, position) {
      const whole = Math.floor(position);
      const phase = Math.round((position - whole) * phases);
      let sum = 0;
      for (let tap = 0; tap < width; tap += 1) {
        const index = whole - reach + 1 + tap;
        if (index >= 0 && index < length)
          sum += (source[index] ?? 0) * (table[phase * width + tap] ?? 0);
      }
      return sum;
    },
  };
}

function kernel(cutoff: number): Float32Array {
  const width = reach * 2;
  const table = new Float32Array((phases + 1) * width);
  for (let phase = 0; phase <= phases; phase += 1) {
    let sum = 0;
    for (let tap = 0; tap < width; tap += 1) {
      const x = tap - reach + 1 - phase / phases;
      const sinc = x === 0 ? cutoff : Math.sin(Math.PI * x * cutoff) / (Math.PI * x);
      const hann = 0.5 + 0.5 * Math.cos((Math.PI * x) / reach);
      const value = Math.abs(x) >= reach ? 0 : sinc * hann;
      table[phase * width + tap] = value;
      sum += value;
    }
    // Each phase passes a constant unchanged, or quiet voices would hum at the phase rate.
    for (let tap = 0; tap < width; tap += 1)
      table[phase * width + tap] = (table[phase * width + tap] ?? 0) / sum;
  }
  return table;
}
