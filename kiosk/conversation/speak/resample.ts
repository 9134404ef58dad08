/** Half the width of the kernel, in zero crossings: enough for speech, cheap enough for a test. */
const crossings = 16;

/** Brings s16 sound to another rate by windowed sinc, so that nothing folds back when going down. */
export function resample(pcm: Int16Array, fromHz: number, toHz: number): Int16Array {
  if (fromHz === toHz) return pcm;
  const cut = Math.min(1, toHz / fromHz) * 0.95;
  const reach = crossings / cut;
  const out = new Int16Array(Math.floor((pcm.length * toHz) / fromHz));
  for (let i = 0; i < out.length; i++) {
    const centre = (i * fromHz) / toHz;
    const first = Math.max(0, Math.ceil(centre - reach));
    const last = Math.min(pcm.length - 1, Math.floor(centre + reach));
    let sum = 0;
    for (let k = first; k <= last; k++) {
      const away = centre - k;
      const x = Math.PI * away * cut;
      const sinc = Math.abs(x) < 1e-9 ? 1 : Math.sin(x) / x;
      sum += (pcm[k] ?? 0) * cut * sinc * (0.5 + 0.5 * Math.cos((Math.PI * away) / reach));
    }
    out[i] = Math.max(-32_768, Math.min(32_767, Math.round(sum)));
  }
  return out;
}
