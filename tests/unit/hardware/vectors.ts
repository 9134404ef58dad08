/** Published bytes, for our codecs and for the simulators alike: neither may learn from the other. */
export const bytes = (hex: string): Uint8Array =>
  Uint8Array.from(hex.split(/\s+/).filter(Boolean), (pair) => Number.parseInt(pair, 16));

const zeros = (count: number) => Array.from({ length: count }, () => '00').join(' ');

/** LD2450 report from the maker's protocol chapter: one target, -782 / 1713 mm, -16 cm/s, 320 mm. */
export const radarReport = bytes(`AA FF 03 00 0E 03 B1 86 10 00 40 01 ${zeros(16)} 55 CC`);
export const radarEmpty = bytes(`AA FF 03 00 ${zeros(24)} 55 CC`);
export const radarEnableConfig = bytes('FD FC FB FA 04 00 FF 00 01 00 04 03 02 01');
export const radarEnableAnswer = bytes('FD FC FB FA 08 00 FF 01 00 00 01 00 40 00 04 03 02 01');
export const radarAskVersion = bytes('FD FC FB FA 02 00 A0 00 04 03 02 01');
/** V1.02.22062416 */
export const radarVersionAnswer = bytes(
  'FD FC FB FA 0C 00 A0 01 00 00 00 00 02 01 16 24 06 22 04 03 02 01',
);
export const radarMultiTarget = bytes('FD FC FB FA 02 00 90 00 04 03 02 01');
export const radarEndConfig = bytes('FD FC FB FA 02 00 FE 00 04 03 02 01');
export const radarEndAnswer = bytes('FD FC FB FA 04 00 FE 01 00 00 04 03 02 01');

/** Enttec DMX USB Pro, vendor interface 1.44. */
export const widgetAskParameters = bytes('7E 03 02 00 00 00 E7');
export const widgetAskSerial = bytes('7E 0A 00 00 E7');
export const widgetSerialAnswer = bytes('7E 0A 04 00 27 04 19 20 E7');
export const widgetParametersAnswer = bytes('7E 03 05 00 2C 01 09 01 28 E7');
/** Head of a full universe: label 6, 513 bytes, start code 0. */
export const widgetUniverseHead = bytes('7E 06 01 02 00');

export function joined(...parts: readonly Uint8Array[]): Uint8Array {
  return Uint8Array.from(parts.flatMap((part) => [...part]));
}
