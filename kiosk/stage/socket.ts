/** The stage's line to the host: JSON both ways, binary for sound; comes back by itself when it breaks. */
import { type FromStage, fromStage, type ToStage, toStage } from '../host/contract.ts';

export interface StageSocket {
  readonly connected: boolean;
  /** Dropped while the line is down: the host asks for everything anew when it is back. */
  send(message: FromStage): void;
  sendBinary(bytes: ArrayBuffer): void;
  close(): void;
}

export interface StageSocketEvents {
  opened(): void;
  message(message: ToStage): void;
  binary(bytes: ArrayBuffer): void;
  /** The host said something this stage does not understand. */
  misunderstood(cause: string): void;
  closed(): void;
}

const firstRetryMs = 250;
const longestRetryMs = 5000;
/** Two seconds of microphone: more than that waiting means nobody is listening. */
const mostBufferedBytes = 64_000;

export function connectStage(url: string, events: StageSocketEvents): StageSocket {
  let socket: WebSocket | null = null;
  let retryMs = firstRetryMs;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let over = false;

  function open(): void {
    const line = new WebSocket(url);
    socket = line;
    line.binaryType = 'arraybuffer';
    line.onopen = () => {
      retryMs = firstRetryMs;
      events.opened();
    };
    line.onmessage = ({ data }: MessageEvent<string | ArrayBuffer>) => {
      if (data instanceof ArrayBuffer) return events.binary(data);
      const message = parse(data);
      if (message.success) events.message(message.data);
      else events.misunderstood(message.error.message);
    };
    line.onclose = () => {
      if (socket === line) socket = null;
      events.closed();
      if (over) return;
      timer = setTimeout(open, retryMs);
      retryMs = Math.min(longestRetryMs, retryMs * 2);
    };
  }
  open();

  const isOpen = () => socket?.readyState === WebSocket.OPEN;
  return {
    get connected() {
      return isOpen();
    },
    send(message) {
      if (isOpen()) socket?.send(JSON.stringify(fromStage.parse(message)));
    },
    sendBinary(bytes) {
      if (isOpen() && (socket?.bufferedAmount ?? 0) < mostBufferedBytes) socket?.send(bytes);
    },
    close() {
      over = true;
      clearTimeout(timer);
      socket?.close();
    },
  };
}

function parse(text: string) {
  try {
    return toStage.safeParse(JSON.parse(text));
  } catch (error) {
    return { success: false as const, error: { message: `not JSON: ${String(error)}` } };
  }
}
