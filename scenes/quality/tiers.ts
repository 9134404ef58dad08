/** How much picture a machine is asked for. Named for people: they are shown on the console. */
export const tierNames = ['high', 'medium', 'low', 'software', 'minimal'] as const;
export type TierName = (typeof tierNames)[number];

export interface Tier {
  /** The picture is never drawn faster than this, frames per second. */
  readonly maxFps: number;
  /** Physically based materials, or the plain ones that cost a fifth. */
  readonly materials: 'physical' | 'plain';
  /** More pixels than this are not drawn; the browser enlarges the rest. */
  readonly maxPixels: number;
}

export const tiers: Readonly<Record<TierName, Tier>> = {
  high: { maxFps: 60, materials: 'physical', maxPixels: 3840 * 2160 },
  medium: { maxFps: 60, materials: 'physical', maxPixels: 1920 * 1080 },
  low: { maxFps: 30, materials: 'plain', maxPixels: 1280 * 720 },
  /** Drawn by the processor: the frame cap leaves it to the speech processes. */
  software: { maxFps: 15, materials: 'plain', maxPixels: 480 * 640 },
  /** The same with half the pixels, for a processor that has too much else to do: soft, but alive. */
  minimal: { maxFps: 15, materials: 'plain', maxPixels: 336 * 448 },
};

/** How many times smaller than the page the drawn picture is, per side: 1 = pixel for pixel. */
export function pixelScale(tier: Tier, widthPx: number, heightPx: number): number {
  return Math.max(1, Math.sqrt((widthPx * heightPx) / tier.maxPixels));
}

/** True when the picture is drawn by the processor (SwiftShader, llvmpipe, WARP), from the renderer's name. */
export function isSoftware(renderer: string): boolean {
  return /swiftshader|llvmpipe|softpipe|software|basic render|warp/i.test(renderer);
}
