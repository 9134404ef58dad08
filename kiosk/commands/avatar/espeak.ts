import { spawn } from 'node:child_process';
import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { VoiceRequest, VoiceResponse, VoiceSettings } from '../../conversation/contract.ts';
import { root } from './ground.ts';

export interface SpokenClip {
  readonly sampleRateHz: number;
  readonly pcm: Buffer;
}

export interface ClipVoice {
  speak(text: string, lang: 'zh' | 'en', voice: VoiceSettings): Promise<SpokenClip>;
  close(): void;
}

/** A sentence takes well under a second; a process that says nothing for this long is stuck. */
const answerDeadlineMs = 30_000;

/** Starts the espeak program; null when this checkout has none. */
export const openEspeak = async (signal: AbortSignal): Promise<ClipVoice | null> => {
  const program = join(root, 'kiosk/conversation/speak/espeak/main.mjs');
  try {
    await access(program);
  } catch {
    return null;
  }
  const child = spawn(process.execPath, [program], { stdio: ['pipe', 'pipe', 'ignore'], signal });
  const waiting = new Map<
    number,
    { resolve: (clip: SpokenClip) => void; reject: (error: Error) => void }
  >();
  const failAll = (error: Error): void => {
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
  };
  let gone: Error | null = null;
  const end = (error: Error): void => {
    gone ??= error;
    failAll(error);
  };
  child.on('error', end);
  child.on('exit', (code) => end(new Error(`the espeak process ended with code ${code}`)));
  child.stdin.on('error', () => undefined);
  createInterface({ input: child.stdout }).on('line', (line) => {
    let message: VoiceResponse;
    try {
      message = JSON.parse(line) as VoiceResponse;
    } catch {
      return end(new Error('the espeak process answered something that is not JSON'));
    }
    if (message.type === 'ready') return;
    const asked = waiting.get(message.id);
    waiting.delete(message.id);
    if (message.type === 'audio')
      asked?.resolve({
        sampleRateHz: message.sampleRateHz,
        pcm: Buffer.from(message.pcm, 'base64'),
      });
    else asked?.reject(new Error(message.type === 'error' ? message.message : 'cancelled'));
  });
  let id = 0;
  return {
    speak: (text, lang, voice) =>
      new Promise((resolve, reject) => {
        if (gone !== null) return reject(gone);
        id += 1;
        const request: VoiceRequest = { id, type: 'say', text, lang, voice };
        const late = setTimeout(
          () => end(new Error('the espeak process does not answer')),
          answerDeadlineMs,
        );
        waiting.set(id, {
          resolve: (clip) => {
            clearTimeout(late);
            resolve(clip);
          },
          reject: (error) => {
            clearTimeout(late);
            reject(error);
          },
        });
        child.stdin.write(`${JSON.stringify(request)}\n`);
      }),
    close: () => {
      child.removeAllListeners('exit');
      child.stdin.end();
      child.kill();
    },
  };
};
