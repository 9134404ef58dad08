export const markText = 'AI · 数字人';

/** A rectangle in drawn pixels from the top left of the picture. */
export interface MarkBox {
  readonly xPx: number;
  readonly yPx: number;
  readonly widthPx: number;
  readonly heightPx: number;
  /** Height of the characters themselves. */
  readonly textHeightPx: number;
}

/** The law's least text height as part of the shortest side, and ours, a little above it. */
export const leastMarkHeight = 0.05;
const markHeight = 0.054;

/** Where the mark stands: low, in the middle, inside the picture. Smallest picture: 64 px a side. */
export function markBox(widthPx: number, heightPx: number): MarkBox {
  const shortest = Math.min(widthPx, heightPx);
  const textHeightPx = Math.max(10, Math.ceil(shortest * markHeight));
  // Six characters' width of text, and room for the soft ground around it.
  const boxWidth = Math.min(widthPx, Math.ceil(textHeightPx * 7.2));
  const boxHeight = Math.ceil(textHeightPx * 1.9);
  return {
    xPx: Math.round((widthPx - boxWidth) / 2),
    yPx: Math.round(heightPx - boxHeight - shortest * 0.018),
    widthPx: boxWidth,
    heightPx: boxHeight,
    textHeightPx,
  };
}
