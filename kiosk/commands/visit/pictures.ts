import { type Browser, chromium, type Page } from 'playwright-core';
import sharp from 'sharp';

/** What a picture of the hologram shows, measured: a check a person would do by looking. */
export interface PictureFacts {
  /** Mean luminance of the region where the face stands, 0..255. */
  readonly faceLuma: number;
  /** Largest channel value in the four corners: black must be black. */
  readonly cornerMax: number;
  /** Spread of luminance over the face, 0..255: a flat patch is no face. */
  readonly faceSpread: number;
}

/** Opens an eye on the stage's window through the browser's DevTools address. */
export async function watchStage(devToolsUrl: string): Promise<{
  page: Page;
  close: () => Promise<void>;
}> {
  const browser: Browser = await chromium.connectOverCDP(devToolsUrl);
  const pages = browser.contexts().flatMap((context) => context.pages());
  const page = pages.find((candidate) => new URL(candidate.url()).pathname.startsWith('/stage'));
  if (!page) {
    await browser.close();
    throw new Error('No stage window is open.');
  }
  return { page, close: () => browser.close() };
}

/** Regions in shares of the picture: the head of a standing figure, and 2 % at each corner. */
const face = { left: 0.38, top: 0.1, width: 0.24, height: 0.24 };

export async function factsOf(png: Buffer): Promise<PictureFacts> {
  const { width, height } = await sharp(png).metadata();
  const part = (left: number, top: number, w: number, h: number) =>
    sharp(png)
      .extract({
        left: Math.floor(left * width),
        top: Math.floor(top * height),
        width: Math.max(1, Math.floor(w * width)),
        height: Math.max(1, Math.floor(h * height)),
      })
      .greyscale()
      .stats();
  const head = (await part(face.left, face.top, face.width, face.height)).channels[0];
  const corners = await Promise.all(
    [
      [0, 0],
      [0.98, 0],
      [0, 0.98],
      [0.98, 0.98],
    ].map(([left = 0, top = 0]) => part(left, top, 0.02, 0.02)),
  );
  return {
    faceLuma: head?.mean ?? 0,
    faceSpread: head?.stdev ?? 0,
    cornerMax: Math.max(...corners.map((corner) => corner.channels[0]?.max ?? 255)),
  };
}
