/** Where the displays lie on an X desktop. */
import { execFile } from 'node:child_process';
import type { Area } from '../places.ts';

/**
 * Reads `xrandr --listmonitors`; the primary display comes first, the others in xrandr's order.
 * A line reads ` 1: +*HDMI-1 1080/300x1920/530+0+0  HDMI-1`.
 */
export function displaysFrom(text: string): readonly Area[] {
  const found: { area: Area; primary: boolean }[] = [];
  const line = /^\s*\d+:\s+\+?(\*?)\S*\s+(\d+)\/\d+x(\d+)\/\d+\+(-?\d+)\+(-?\d+)/gm;
  for (const [, star, width, height, left, top] of text.matchAll(line)) {
    found.push({
      primary: star === '*',
      area: {
        left: Number(left),
        top: Number(top),
        width: Number(width),
        height: Number(height),
      },
    });
  }
  return found
    .sort((one, other) => Number(other.primary) - Number(one.primary))
    .map(({ area }) => area);
}

/** Empty when xrandr is not installed or there is no X desktop: then only the primary display is known. */
export function lookForDisplays(): Promise<readonly Area[]> {
  return new Promise((done) => {
    execFile('xrandr', ['--listmonitors'], { timeout: 3_000 }, (error, text) =>
      done(error === null ? displaysFrom(text) : []),
    );
  });
}
