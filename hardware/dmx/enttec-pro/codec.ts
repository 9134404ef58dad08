/**
 * Enttec DMX USB Pro messages: `7E label lenLSB lenMSB payload E7`, payload at most 600 bytes.
 * There is neither escaping nor a checksum: 7E and E7 may stand in the payload, so length decides.
 */
export const label = { parameters: 3, output: 6, serialNumber: 10 } as const;

export interface WidgetMessage {
  readonly label: number;
  readonly payload: Uint8Array;
}

export interface WidgetParameters {
  /** 1 DMX, 2 RDM, 3 RDM sniffer. */
  readonly firmwareKind: number;
  readonly firmwareVersion: number;
  readonly rateHz: number;
}

const start = 0x7e;
const end = 0xe7;
const maxPayload = 600;
const around = 5;

export function encodeMessage(message: WidgetMessage): Uint8Array {
  const { payload } = message;
  const bytes = new Uint8Array(payload.length + around);
  bytes.set([start, message.label, payload.length & 0xff, payload.length >> 8]);
  bytes.set(payload, 4);
  bytes[bytes.length - 1] = end;
  return bytes;
}

/** Label 6 with start code 0. `slots`: 24..512 of them. */
export function encodeUniverse(slots: Uint8Array): Uint8Array {
  const payload = new Uint8Array(slots.length + 1);
  payload.set(slots, 1);
  return encodeMessage({ label: label.output, payload });
}

export const askParameters = encodeMessage({
  label: label.parameters,
  payload: new Uint8Array(2),
});
export const askSerialNumber = encodeMessage({
  label: label.serialNumber,
  payload: new Uint8Array(0),
});

export function decodeParameters(payload: Uint8Array): WidgetParameters | null {
  const [version, kind, , , rateHz] = payload;
  if (version === undefined || kind === undefined || rateHz === undefined) return null;
  return { firmwareKind: kind, firmwareVersion: version, rateHz };
}

/** Four bytes, least significant first, read as the hexadecimal digits printed on the case. */
export function decodeSerialNumber(payload: Uint8Array): string | null {
  if (payload.length !== 4) return null;
  return [...payload]
    .reverse()
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('');
}

export interface WidgetReader {
  readonly messages: readonly WidgetMessage[];
  /** What may be the beginning of a message. */
  readonly rest: Uint8Array;
}

/** Every whole message in `bytes`; anything that turns out to be none is skipped to the next 7E. */
export function readMessages(bytes: Uint8Array): WidgetReader {
  const messages: WidgetMessage[] = [];
  let at = bytes.indexOf(start);
  while (at >= 0) {
    const low = bytes[at + 2];
    const high = bytes[at + 3];
    if (low === undefined || high === undefined) return { messages, rest: bytes.slice(at) };
    const length = low + high * 256;
    const endAt = at + 4 + length;
    if (length <= maxPayload && endAt >= bytes.length) return { messages, rest: bytes.slice(at) };
    if (length <= maxPayload && bytes[endAt] === end) {
      messages.push({ label: bytes[at + 1] ?? 0, payload: bytes.slice(at + 4, endAt) });
      at = bytes.indexOf(start, endAt + 1);
    } else {
      at = bytes.indexOf(start, at + 1);
    }
  }
  return { messages, rest: new Uint8Array(0) };
}
