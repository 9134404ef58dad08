/** The DevTools protocol over two pipes: JSON messages, each ended by a zero byte. */
import type { Readable, Writable } from 'node:stream';
import { z } from 'zod';

export interface ProtocolEvent {
  readonly method: string;
  readonly params: unknown;
}

export type Answer =
  | { readonly ok: true; readonly result: unknown }
  | { readonly ok: false; readonly cause: string };

export interface Pipe {
  /** Never rejects: a refused, late or unanswerable command is an answer too. */
  send(method: string, params?: object, sessionId?: string): Promise<Answer>;
  onEvent(listener: (event: ProtocolEvent) => void): void;
}

const message = z.object({
  id: z.number().optional(),
  method: z.string().optional(),
  params: z.unknown().optional(),
  result: z.unknown().optional(),
  error: z.object({ message: z.string() }).optional(),
});

/** Splits a stream of bytes at zero bytes; a message may come in any number of pieces. */
export function splitAtZero(take: (text: string) => void): (chunk: Buffer) => void {
  const pieces: Buffer[] = [];
  return (chunk) => {
    let from = 0;
    for (let at = chunk.indexOf(0); at >= 0; at = chunk.indexOf(0, from)) {
      pieces.push(chunk.subarray(from, at));
      take(Buffer.concat(pieces).toString('utf8'));
      pieces.length = 0;
      from = at + 1;
    }
    if (from < chunk.length) pieces.push(chunk.subarray(from));
  };
}

/**
 * @param deadlineMs after it a command counts as failed; a browser under load takes seconds to open a window
 */
export function openPipe(input: Writable, output: Readable, deadlineMs: number): Pipe {
  const waiting = new Map<number, (answer: Answer) => void>();
  const listeners: ((event: ProtocolEvent) => void)[] = [];
  let lastId = 0;
  let broken = false;

  const fail = () => {
    broken = true;
    for (const settle of waiting.values()) settle({ ok: false, cause: 'the browser is gone' });
    waiting.clear();
  };
  // A browser that dies while we write is told by its exit; the broken pipe itself is no news.
  input.on('error', fail);
  output.on('error', fail);
  output.on('close', fail);
  output.on(
    'data',
    splitAtZero((text) => {
      const read = message.safeParse(JSON.parse(text));
      if (!read.success) return;
      const { id, method, params, result, error } = read.data;
      if (id !== undefined) {
        waiting.get(id)?.(error ? { ok: false, cause: error.message } : { ok: true, result });
      } else if (method !== undefined) {
        for (const listener of listeners) listener({ method, params });
      }
    }),
  );

  return {
    send: (method, params = {}, sessionId) =>
      new Promise((done) => {
        if (broken) {
          done({ ok: false, cause: 'the browser is gone' });
          return;
        }
        lastId += 1;
        const id = lastId;
        const settle = (answer: Answer) => {
          clearTimeout(late);
          waiting.delete(id);
          done(answer);
        };
        const late = setTimeout(
          () => settle({ ok: false, cause: `no answer to ${method} within ${deadlineMs} ms` }),
          deadlineMs,
        );
        waiting.set(id, settle);
        input.write(`${JSON.stringify({ id, method, params, sessionId })}\0`);
      }),
    onEvent: (listener) => {
      listeners.push(listener);
    },
  };
}
