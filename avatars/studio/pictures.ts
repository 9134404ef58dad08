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

/** An opaque picture, no larger than `edge`; `light` below 1 darkens it, as for what lies in shadow. */
export const opaque = async (bytes: Buffer, edge = 512, light = 1): Promise<Picture> => ({
  bytes: await sharp(bytes)
    .removeAlpha()
    .resize(edge, edge, { fit: 'inside', withoutEnlargement: true })
    .linear(light, 0)
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

/** Which pixels of a picture the triangles of a part use, 1 for used; uv origin at the top left. */
const coverage = (
  uvs: Float32Array,
  indices: Uint32Array,
  width: number,
  height: number,
): Uint8Array => {
  const used = new Uint8Array(width * height);
  const at = (v: number): [number, number] => [
    (uvs[2 * v] ?? 0) * width,
    (uvs[2 * v + 1] ?? 0) * height,
  ];
  for (let i = 0; i < indices.length; i += 3) {
    const [ax, ay] = at(indices[i] ?? 0);
    const [bx, by] = at(indices[i + 1] ?? 0);
    const [cx, cy] = at(indices[i + 2] ?? 0);
    const area = (bx - ax) * (cy - ay) - (by - ay) * (cx - ax);
    if (Math.abs(area) < 1e-9) continue;
    const right = Math.min(width - 1, Math.ceil(Math.max(ax, bx, cx)));
    const bottom = Math.min(height - 1, Math.ceil(Math.max(ay, by, cy)));
    for (let y = Math.max(0, Math.floor(Math.min(ay, by, cy))); y <= bottom; y++)
      for (let x = Math.max(0, Math.floor(Math.min(ax, bx, cx))); x <= right; x++) {
        const px = x + 0.5;
        const py = y + 0.5;
        const u = ((bx - px) * (cy - py) - (by - py) * (cx - px)) / area;
        const v = ((cx - px) * (ay - py) - (cy - py) * (ax - px)) / area;
        if (u >= 0 && v >= 0 && u + v <= 1) used[y * width + x] = 1;
      }
  }
  return used;
};

export interface Dye {
  /** What the mean of the used area becomes, like #8a8f96. */
  readonly colour: string;
  /** How much of the difference between light and dark stays; 1 keeps it. */
  readonly contrast: number;
  readonly alpha: boolean;
  readonly edge?: number;
  /** The triangles that use the picture; the mean is taken there. The whole picture when left out. */
  readonly on?: { readonly uvs: Float32Array; readonly indices: Uint32Array };
}

/** Gives a picture another colour; its strands or folds and its alpha stay. */
export const dyed = async (
  bytes: Buffer,
  { colour, contrast, alpha, edge = 512, on }: Dye,
): Promise<Picture> => {
  const { data, info } = await sharp(bytes)
    .ensureAlpha()
    .resize(edge, edge, { fit: 'inside', withoutEnlargement: true })
    .raw()
    .toBuffer({ resolveWithObject: true });
  const used = on === undefined ? null : coverage(on.uvs, on.indices, info.width, info.height);
  const grey = (i: number): number =>
    0.2126 * (data[i] ?? 0) + 0.7152 * (data[i + 1] ?? 0) + 0.0722 * (data[i + 2] ?? 0);
  let sum = 0;
  let weight = 0;
  for (let i = 0; i < data.length; i += 4) {
    const share = used === null || used[i >> 2] === 1 ? (data[i + 3] ?? 0) / 255 : 0;
    sum += grey(i) * share;
    weight += share;
  }
  const mean = Math.max(4, sum / (weight || 1));
  const rgb = channelsOf(colour);
  for (let i = 0; i < data.length; i += 4) {
    const factor = Math.max(0, 1 + (grey(i) / mean - 1) * contrast);
    rgb.forEach((channel, k) => {
      data[i + k] = Math.min(255, Math.round(channel * factor));
    });
  }
  const raw = sharp(data, { raw: { width: info.width, height: info.height, channels: 4 } });
  return alpha
    ? { bytes: await raw.png({ compressionLevel: 9 }).toBuffer(), mimeType: 'image/png' }
    : {
        bytes: await raw.removeAlpha().jpeg({ quality: 88, chromaSubsampling: '4:4:4' }).toBuffer(),
        mimeType: 'image/jpeg',
      };
};
