/** Desired universe in, widget messages out; the widget's answers say whether it is there. */
import type { Driver } from '../../link/index.ts';
import { countRate, defaultTiming, newRate, rateHz } from '../../link/index.ts';
import {
  askParameters,
  askSerialNumber,
  decodeParameters,
  decodeSerialNumber,
  encodeUniverse,
  label,
  readMessages,
} from './codec.ts';

export const universeSlots = 512;

/** Refreshed steadily even when nothing changes: a widget that was replugged shows the truth at once. */
const refreshMs = 33;
/** Label 3 is the one question that does not end the output. */
const aliveEveryMs = 1000;
const askAgainMs = 400;
/** A half message this old will never be finished: its beginning was noise. */
const abandonAfterMs = 250;

export interface EnttecProDriver extends Driver {
  /** The look wanted from now on, 512 slots. */
  readonly want: (universe: Uint8Array) => void;
  /** The universe last handed to the port; null before the first. */
  readonly lastSent: () => Uint8Array | null;
  /** Universes handed over per second, of late. */
  readonly sentHz: (nowMs: number) => number;
}

export function enttecProDriver(): EnttecProDriver {
  let wanted: Uint8Array = new Uint8Array(universeSlots);
  let lastSent: Uint8Array | null = null;
  let sent = newRate();
  let pending: Uint8Array = new Uint8Array(0);
  let pendingSinceMs = 0;
  let askedAtMs: number | null = null;
  let serial: string | null = null;
  let firmware = '';

  return {
    port: { baudRate: 115200, stopBits: 1 },
    timing: { ...defaultTiming, staleAfterMs: 3 * aliveEveryMs },
    words: {
      device: 'DMX USB Pro',
      effect: 'The lamps stay as the widget last had them and follow nothing.',
    },
    writeEveryMs: refreshMs,
    want: (universe) => {
      // Always whole: the widget refuses a short one, and what is not named is dark.
      wanted = new Uint8Array(universeSlots);
      wanted.set(universe.subarray(0, universeSlots));
    },
    lastSent: () => lastSent,
    sentHz: (nowMs) => rateHz(sent, nowMs),

    begin: () => {
      pending = new Uint8Array(0);
      askedAtMs = null;
      serial = null;
      firmware = '';
    },

    read: (bytes, nowMs) => {
      const overdue = pending.length > 0 && nowMs - pendingSinceMs > abandonAfterMs;
      const kept = overdue ? pending.subarray(1) : pending;
      const { messages, rest } = readMessages(joined(kept, bytes));
      if (overdue || pending.length === 0 || messages.length > 0) pendingSinceMs = nowMs;
      pending = rest;
      let frames = 0;
      for (const message of messages) {
        if (message.label === label.serialNumber) {
          const number = decodeSerialNumber(message.payload);
          if (number === null) continue;
          serial = number;
          frames += 1;
        } else if (message.label === label.parameters) {
          const parameters = decodeParameters(message.payload);
          if (parameters === null) continue;
          firmware = `, firmware ${parameters.firmwareKind}.${parameters.firmwareVersion}`;
          frames += 1;
        }
      }
      return {
        frames,
        identity: serial === null ? null : `DMX USB Pro, serial ${serial}${firmware}`,
        stuck: false,
      };
    },

    write: (state, nowMs) => {
      switch (state) {
        case 'probing':
          // Asking for the serial number ends the output: only here, before there is any.
          if (askedAtMs !== null && nowMs - askedAtMs < askAgainMs) return null;
          askedAtMs = nowMs;
          return joined(askParameters, askSerialNumber);
        case 'live':
        case 'stale': {
          lastSent = wanted;
          sent = countRate(sent, nowMs);
          const output = encodeUniverse(wanted);
          if (askedAtMs !== null && nowMs - askedAtMs < aliveEveryMs) return output;
          askedAtMs = nowMs;
          return joined(output, askParameters);
        }
        case 'absent':
        case 'opening':
        case 'closed':
          return null;
      }
    },
  };
}

function joined(first: Uint8Array, second: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(first.length + second.length);
  bytes.set(first);
  bytes.set(second, first.length);
  return bytes;
}
