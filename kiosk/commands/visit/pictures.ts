import sharp from 'sharp';

/** What a picture of the hologram shows, measured: a check a person would do by looking. */
export interface PictureFacts {
  /** Mean luminance of the region where the face stands, 0..255. */
  readonly faceLuma: number;
  /** Spread of luminance over the face, 0..255: a flat patch is no face. */
  readonly faceSpread: number;
  /** Largest luminance in the four corners: black must be black. */
  readonly cornerMax: number;
}

/** Regions in shares of the picture: the head of a standing figure, and 2 % at each corner. */
const head = { left: 0.38, top: 0.1, width: 0.24, height: 0.24 };
const corners = [
  [0, 0],
  [0.98, 0],
  [0, 0.98],
  [0.98, 0.98],
] as const;

export async function factsOf(png: Uint8Array): Promise<PictureFacts> {
  const { width, height } = await sharp(png).metadata();
  const part = async (left: number, top: number, partWidth: number, partHeight: number) => {
    const { channels } = await sharp(png)
      .extract({
        left: Math.floor(left * width),
        top: Math.floor(top * height),
        width: Math.max(1, Math.floor(partWidth * width)),
        height: Math.max(1, Math.floor(partHeight * height)),
      })
      .greyscale()
      .toBuffer()
      .then((buffer) => sharp(buffer).stats());
    return channels[0];
  };
  const face = await part(head.left, head.top, head.width, head.height);
  const edges = await Promise.all(corners.map(([left, top]) => part(left, top, 0.02, 0.02)));
  return {
    faceLuma: face?.mean ?? 0,
    faceSpread: face?.stdev ?? 0,
    cornerMax: Math.max(...edges.map((edge) => edge?.max ?? 255)),
  };
}

/** Somebody is to be seen, on black. The dim rest of an empty booth is enough. */
export const showsPerson = (facts: PictureFacts): boolean =>
  facts.faceLuma > 3 && facts.faceSpread > 3 && facts.cornerMax <= 2;
