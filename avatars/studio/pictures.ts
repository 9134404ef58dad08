import sharp from 'sharp';

export interface Picture {
  readonly bytes: Uint8Array;
  readonly mimeType: 'image/jpeg' | 'image/png';
}

const channelsOf = (colour: string): [number, number, number] => [
  Number.parseInt(colour.slice(1, 3), 16),
  Number.parseInt(colour.slice(3, 5), 16),
  Number.parseInt(colour.slice(5, 7), 16),
];

/** An opaque picture, no larger than `edge`. */
export const opaque = async (bytes: Buffer, edge = 512): Promise<Picture> => ({
  bytes: await sharp(bytes)
    .removeAlpha()
    .resize(edge, edge, { fit: 'inside', withoutEnlargement: true })
    .jpeg({ quality: 88, chromaSubsampling: '4:4:4' })
    .toBuffer(),
  mimeType: 'image/jpeg',
});

export const withAlpha = async (bytes: Buffer, edge = 512): Promise<Picture> => ({
  bytes: await sharp(bytes)
    .ensureAlpha()
    .resize(edge, edge, { fit: 'inside', withoutEnlargement: true })
    .png({ compressionLevel: 9 })
    .toBuffer(),
  mimeType: 'image/png',
});

/**
 * Gives a picture another colour: its light and dark strands or folds stay, stretched about the mean
 * by `contrast`, and the mean becomes `colour`. Keeps alpha.
 */
export const dyed = async (
  bytes: Buffer,
  colour: string,
  { contrast, alpha, edge = 512 }: { contrast: number; alpha: boolean; edge?: number },
): Promise<Picture> => {
  const { data, info } = await sharp(bytes)
    .ensureAlpha()
    .resize(edge, edge, { fit: 'inside', withoutEnlargement: true })
    .raw()
    .toBuffer({ resolveWithObject: true });
  const grey = (i: number): number =>
    0.2126 * (data[i] ?? 0) + 0.7152 * (data[i + 1] ?? 0) + 0.0722 * (data[i + 2] ?? 0);
  let sum = 0;
  let weight = 0;
  for (let i = 0; i < data.length; i += 4) {
    const a = (data[i + 3] ?? 0) / 255;
    sum += grey(i) * a;
    weight += a;
  }
  const mean = Math.max(4, sum / (weight || 1));
  const rgb = channelsOf(colour);
  for (let i = 0; i < data.length; i += 4) {
    const factor = Math.max(0, 1 + (grey(i) / mean - 1) * contrast);
    for (let k = 0; k < 3; k++)
      data[i + k] = Math.min(255, Math.round((rgb[k] ?? 0) * factor));
  }
  const raw = sharp(data, { raw: { width: info.width, height: info.height, channels: 4 } });
  return alpha
    ? { bytes: await raw.png({ compressionLevel: 9 }).toBuffer(), mimeType: 'image/png' }
    : {
        bytes: await raw.removeAlpha().jpeg({ quality: 88, chromaSubsampling: '4:4:4' }).toBuffer(),
        mimeType: 'image/jpeg',
      };
};
