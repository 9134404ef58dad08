import { createInterface } from 'node:readline';
import type { Lang } from '../../../avatars/persona/index.ts';
import type { SpokenPiece, VoiceRequest, VoiceSettings } from '../contract.ts';
import { startEspeak, type VoiceChild } from './child.ts';
import { VoiceFailure } from './failure.ts';
import { readResponse, spokenPiece } from './responses.ts';
import { speakable } from './text.ts';

export interface Voice {
  /**
   * Speaks one text. Texts are spoken in the order they are asked for.
   * @throws VoiceFailure with its code; when `signal` aborts, 'voice-cancelled'.
   */
  say(text: string, lang: Lang, voice: VoiceSettings, signal?: AbortSignal): Promise<SpokenPiece>;
  /** Takes over a process that somebody else has started; the one before is forgotten. */
  attach(child: VoiceChild): void;
  close(): void;
}

export interface VoiceOptions {
  /** Starts a process when one is needed and none is there; given as `undefined`: only attached ones speak. */
  readonly start?: (() => VoiceChild) | undefined;
  /** Told of the process only, never of what is spoken. */
  readonly log?: (event: 'ready' | 'gone' | 'foreign-line', detail: string) => void;
  /** From asking to hearing, the wait in the queue included. */
  readonly sayTimeoutMs?: number;
}

interface Waiting {
  readonly text: string;
  readonly child: VoiceChild;
  readonly done: (piece: SpokenPiece) => void;
  readonly fail: (failure: VoiceFailure) => void;
}

/** A process that has just died is not started again before this. */
const restartPauseMs = 500;

/** A process that is only starting has this much longer. */
const startTimeoutMs = 15_000;

export function createVoice(options: VoiceOptions = {}): Voice {
  const { log = () => {}, sayTimeoutMs = 8000 } = options;
  // A default value would also replace an `undefined` that was meant.
  const start = 'start' in options ? options.start : startEspeak;
  const waiting = new Map<number, Waiting>();
  let child: VoiceChild | undefined;
  let closed = false;
  let lastId = 0;
  let ready = false;
  let goneAtMs = Number.NEGATIVE_INFINITY;

  const take = (line: string): void => {
    const answer = readResponse(line);
    if (answer === undefined) log('foreign-line', `${line.length} characters`);
    else if (answer.type === 'ready') {
      ready = true;
      log('ready', answer.version);
    } else {
      const asked = waiting.get(answer.id);
      if (asked === undefined) return;
      if (answer.type === 'audio') asked.done(spokenPiece(asked.text, answer));
      else if (answer.type === 'error')
        asked.fail(new VoiceFailure('voice-refused', `The voice refused: ${answer.message}.`));
      else asked.fail(new VoiceFailure('voice-cancelled', 'The text was withdrawn.'));
    }
  };

  const attach = (fresh: VoiceChild): void => {
    if (closed) {
      fresh.kill();
      return;
    }
    child = fresh;
    ready = false;
    createInterface({ input: fresh.stdout }).on('line', take);
    // A broken pipe is followed by the exit, which tells more.
    fresh.stdin.on('error', () => {});
    fresh.onExit((reason) => {
      if (child === fresh) child = undefined;
      goneAtMs = performance.now();
      log('gone', reason);
      for (const asked of [...waiting.values()])
        if (asked.child === fresh)
          asked.fail(new VoiceFailure('voice-gone', `The voice process ended: ${reason}.`));
    });
  };

  const send = (to: VoiceChild, request: VoiceRequest): void => {
    if (!to.stdin.destroyed) to.stdin.write(`${JSON.stringify(request)}\n`);
  };

  const living = (): VoiceChild | undefined => {
    if (child === undefined && start !== undefined && performance.now() - goneAtMs > restartPauseMs)
      attach(start());
    return child;
  };

  return {
    attach,

    say(text, lang, voice, signal) {
      if (closed)
        return Promise.reject(new VoiceFailure('voice-closed', 'The voice has been closed.'));
      if (signal?.aborted)
        return Promise.reject(new VoiceFailure('voice-cancelled', 'Cancelled before it began.'));
      const to = living();
      if (to === undefined)
        return Promise.reject(new VoiceFailure('voice-gone', 'No voice process is running.'));
      lastId += 1;
      const id = lastId;
      return new Promise<SpokenPiece>((resolve, reject) => {
        const settle = (): void => {
          clearTimeout(timer);
          signal?.removeEventListener('abort', cancel);
          waiting.delete(id);
        };
        const fail = (failure: VoiceFailure): void => {
          settle();
          reject(failure);
        };
        const cancel = (): void => {
          send(to, { id, type: 'cancel' });
          fail(new VoiceFailure('voice-cancelled', 'Cancelled.'));
        };
        const timer = setTimeout(
          () => {
            send(to, { id, type: 'cancel' });
            fail(new VoiceFailure('voice-timeout', `Nothing spoken within ${sayTimeoutMs} ms.`));
          },
          sayTimeoutMs + (ready ? 0 : startTimeoutMs),
        );
        signal?.addEventListener('abort', cancel, { once: true });
        const done = (piece: SpokenPiece): void => {
          settle();
          resolve(piece);
        };
        waiting.set(id, { text, child: to, done, fail });
        send(to, { id, type: 'say', text: speakable(text, lang), lang, voice });
      });
    },

    close() {
      if (closed) return;
      closed = true;
      for (const asked of [...waiting.values()])
        asked.fail(new VoiceFailure('voice-closed', 'The voice has been closed.'));
      child?.stdin.end();
      child?.kill();
      child = undefined;
    },
  };
}
