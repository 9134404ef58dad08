/** Light as linear RGB 0..1, and OKLab (Ottosson 2020) for everything that an eye judges. */
export interface LinearRgb {
  readonly r: number;
  readonly g: number;
  readonly b: number;
}

export const dark: LinearRgb = { r: 0, g: 0, b: 0 };

interface Lab {
  readonly l: number;
  readonly a: number;
  readonly b: number;
}

/** The mixture that looks to be `part` (0..1) of the way from one light to the other. */
export function mixPerceived(from: LinearRgb, to: LinearRgb, part: number): LinearRgb {
  if (part <= 0) return from;
  if (part >= 1) return to;
  const start = toLab(from);
  const end = toLab(to);
  return fromLab({
    l: start.l + (end.l - start.l) * part,
    a: start.a + (end.a - start.a) * part,
    b: start.b + (end.b - start.b) * part,
  });
}

/**
 * White light of a warmth (2000..6500 kelvin) at a perceived lightness 0..1. The strongest channel
 * of full light is 1. Blackbody shades after the widely used fit by Helland (2012), here from 2000 K up.
 */
export function white(kelvin: number, lightness: number): LinearRgb {
  const hundreds = Math.min(Math.max(kelvin, 2000), 6500) / 100;
  const green = 99.4708 * Math.log(hundreds) - 161.1196;
  const blue = 138.5177 * Math.log(hundreds - 10) - 305.0448;
  return atLightness(
    { r: 1, g: encodedToLinear(green / 255), b: encodedToLinear(blue / 255) },
    lightness,
  );
}

/** The same colour at a perceived lightness 0..1 (0.5 looks half as bright as 1). */
export function atLightness(full: LinearRgb, lightness: number): LinearRgb {
  const scale = clamp(lightness) ** 3;
  return { r: full.r * scale, g: full.g * scale, b: full.b * scale };
}

/** Relative luminance, Rec. 709 weights. */
export function luminance(light: LinearRgb): number {
  return 0.2126 * light.r + 0.7152 * light.g + 0.0722 * light.b;
}

export function clamp(value: number): number {
  return Math.min(1, Math.max(0, value));
}

function encodedToLinear(encoded: number): number {
  const value = clamp(encoded);
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
}

function toLab({ r, g, b }: LinearRgb): Lab {
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  return {
    l: 0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    a: 1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    b: 0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  };
}

function fromLab(lab: Lab): LinearRgb {
  const l = (lab.l + 0.3963377774 * lab.a + 0.2158037573 * lab.b) ** 3;
  const m = (lab.l - 0.1055613458 * lab.a - 0.0638541728 * lab.b) ** 3;
  const s = (lab.l - 0.0894841775 * lab.a - 1.291485548 * lab.b) ** 3;
  return {
    r: clamp(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s),
    g: clamp(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
    b: clamp(-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s),
  };
}
