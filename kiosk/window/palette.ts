/** Colours of the panel: near-black warm ground, paper tones, one lamp. sRGB hex. */
export const palette = {
  /** The dark of the room. */
  ground: '#120e0a',
  /** A card or a button on the ground. */
  board: '#231b14',
  boardPressed: '#33281d',
  /** Words. */
  paper: '#f6ecdc',
  /** Second words: still 7:1 and more on ground and board. */
  shade: '#d3c4ab',
  /** Lines and frames that carry no words. */
  line: '#7c6850',
  /** The one accent: a lamp. */
  lamp: '#f3bd6a',
} as const;

const channel = (hex: string, at: number): number => {
  const v = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
  return v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
};

const luminance = (hex: string): number =>
  0.2126 * channel(hex, 1) + 0.7152 * channel(hex, 3) + 0.0722 * channel(hex, 5);

/** WCAG 2 contrast ratio of two `#rrggbb` colours, 1..21. */
export function contrast(a: string, b: string): number {
  const [dark, light] = [luminance(a), luminance(b)].sort((p, q) => p - q) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}
