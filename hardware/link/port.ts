/** The wire itself: a narrow port, opened through serialport, and errors turned into typed values. */
import { constants } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import { SerialPort } from 'serialport';
import type { LinkProblemCode } from './problem.ts';

export interface PortOptions {
  readonly path: string;
  readonly baudRate: number;
  readonly stopBits: 1 | 2;
}

export interface PortListener {
  readonly onData: (bytes: Uint8Array) => void;
  /** All bytes handed to `write` have gone to the system. */
  readonly onWritten: () => void;
  /** The port went away by itself. Called at most once, never after `close()`. */
  readonly onLost: (detail: string) => void;
}

export interface Port {
  /** Bytes handed over and not yet taken by the system. */
  readonly queuedBytes: () => number;
  readonly write: (bytes: Uint8Array) => void;
  readonly close: () => Promise<void>;
}

export interface PortFailure {
  readonly code: LinkProblemCode;
  readonly detail: string;
}

export type OpenPort = (
  options: PortOptions,
  listener: PortListener,
) => Promise<{ readonly port: Port } | { readonly failure: PortFailure }>;

export interface FoundPort {
  readonly path: string;
  readonly vendorId: string;
  readonly productId: string;
  readonly serialNumber: string;
  readonly manufacturer: string;
}

export interface PortListing {
  readonly ports: readonly FoundPort[];
  /** Why the list may be incomplete; null when it was read in full. */
  readonly warning: string | null;
}

export type ListPorts = () => Promise<PortListing>;

/** The serial ports of this machine. Never rejects: without udevadm the list is empty and says why. */
export const listSerialPorts: ListPorts = async () => {
  try {
    const ports = await SerialPort.list();
    return {
      ports: ports.map((port) => ({
        path: port.path,
        vendorId: (port.vendorId ?? '').toLowerCase(),
        productId: (port.productId ?? '').toLowerCase(),
        serialNumber: port.serialNumber ?? '',
        manufacturer: port.manufacturer ?? '',
      })),
      warning: null,
    };
  } catch (error) {
    return {
      ports: [],
      warning:
        errorCode(error) === 'ENOENT'
          ? 'Ports cannot be listed: udevadm is missing. Mend: sudo apt-get install udev. A port named in booth.json works all the same.'
          : `Ports cannot be listed: ${message(error)}. A port named in booth.json works all the same.`,
    };
  }
};

export const openSerialPort: OpenPort = async (options, listener) => {
  const refused = await refusal(options.path);
  if (refused !== null) return { failure: refused };

  const serial = new SerialPort({
    path: options.path,
    baudRate: options.baudRate,
    dataBits: 8,
    stopBits: options.stopBits,
    parity: 'none',
    autoOpen: false,
  });
  let over = false;
  const lose = (detail: string) => {
    if (over) return;
    over = true;
    listener.onLost(detail);
  };
  // Both can come, in either order and twice (serialport on Linux): `lose` lets only the first through.
  serial.on('error', (error) => lose(message(error)));
  serial.on('close', (error: unknown) => lose(error ? message(error) : 'closed by the system'));
  // Reading always: without a reader an unplugged port is noticed only by the next write.
  serial.on('data', (bytes: Buffer) => {
    if (!over) listener.onData(bytes);
  });

  const openError = await new Promise<Error | null>((resolve) => serial.open(resolve));
  if (openError !== null) {
    over = true;
    return { failure: { code: openFailureCode(openError), detail: message(openError) } };
  }
  // What the system kept from before we came is not news.
  await new Promise<void>((resolve) => serial.flush(() => resolve()));

  return {
    port: {
      queuedBytes: () => serial.writableLength,
      write: (bytes) => {
        if (over) return;
        serial.write(bytes, (error) => {
          if (error) lose(message(error));
          else if (!over) listener.onWritten();
        });
      },
      close: () => {
        over = true;
        return new Promise<void>((resolve) => {
          if (!serial.isOpen) resolve();
          else serial.close(() => resolve());
        });
      },
    },
  };
};

async function refusal(path: string): Promise<PortFailure | null> {
  // Windows names (COM3) are no files: let the system say no.
  if (process.platform === 'win32') return null;
  try {
    const found = await stat(path);
    if (!found.isCharacterDevice()) return { code: 'port-not-serial', detail: 'not a device' };
    await access(path, constants.R_OK | constants.W_OK);
    return null;
  } catch (error) {
    const code = errorCode(error);
    if (code === 'ENOENT' || code === 'ENOTDIR') return { code: 'port-missing', detail: '' };
    if (code === 'EACCES' || code === 'EPERM') return { code: 'port-denied', detail: '' };
    return { code: 'open-failed', detail: message(error) };
  }
}

/**
 * serialport's native open gives its reason only as words, so they are read here, and only here;
 * from this line on a failure is a code.
 */
function openFailureCode(error: Error): LinkProblemCode {
  if (/cannot lock port|resource busy|access denied/i.test(error.message)) return 'port-busy';
  if (/no such file|file not found/i.test(error.message)) return 'port-missing';
  if (/permission denied/i.test(error.message)) return 'port-denied';
  if (/inappropriate ioctl|not a tty/i.test(error.message)) return 'port-not-serial';
  return 'open-failed';
}

function errorCode(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}

function message(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
