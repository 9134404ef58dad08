/** Where windows go on displays. Pure. */
import type { WindowName } from './contract.ts';

/** Pixels from the desktop's upper left corner. */
export interface Area {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** A window's share of a display: part 0 is the leftmost of `of` equal columns. */
export interface Place {
  /** Index of a display that is there. */
  readonly display: number;
  readonly part: number;
  readonly of: number;
}

/**
 * A display that is not there gives its windows to the primary one; windows that meet on one display
 * share it side by side, so that a laptop shows the whole booth.
 * @param displays how many there are, at least one
 */
export function placesFor(
  windows: readonly { readonly name: WindowName; readonly display: number }[],
  displays: number,
): ReadonlyMap<WindowName, Place> {
  const on = (display: number) => (display < displays ? display : 0);
  return new Map(
    windows.map(({ name, display }) => {
      const together = windows.filter((other) => on(other.display) === on(display));
      const part = together.findIndex((other) => other.name === name);
      return [name, { display: on(display), part, of: together.length }];
    }),
  );
}

export function fills(place: Place): boolean {
  return place.of === 1;
}

/** The window's share of its display's area. */
export function areaOf({ part, of }: Place, display: Area): Area {
  const from = Math.round((display.width * part) / of);
  const to = Math.round((display.width * (part + 1)) / of);
  return { ...display, left: display.left + from, width: to - from };
}
