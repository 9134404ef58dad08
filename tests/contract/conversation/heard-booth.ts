/** A real speech process, fed as the stage feeds it, and voices that ask it things. */
import { fork } from 'node:child_process';
import { createChance } from '../../../avatars/behaviour/life/random.ts';
import type { HearingCommand, HearingEvent } from '../../../kiosk/conversation/contract.ts';
import { hearingProgram } from '../../../kiosk/conversation/listen/index.ts';
import { createVoice, resample } from '../../../kiosk/conversation/speak/index.ts';

type Final = Extract<HearingEvent, { type: 'final' }>;

export async function openHearing(environment: Record<string, string> = {}) {
  const child = fork(hearingProgram, {
    serialization: 'advanced',
    env: { ...process.env, ...environment },
  });
  const events: HearingEvent[] = [];
  const listeners = new Set<() => void>();
  child.on('message', (event) => {
    events.push(event as HearingEvent);
    for (const listener of listeners) listener();
  });
  const exited = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const chance = createChance(7);
  let atMs = 10_000;
  let sequence = 0;

  async function until<T>(find: () => T | undefined): Promise<T> {
    for (;;) {
      const found = find();
      if (found !== undefined) return found;
      await new Promise<void>((resolve, reject) => {
        const seen = (): void => {
          listeners.delete(seen);
          resolve();
        };
        listeners.add(seen);
        void exited.then((code) => reject(new Error(`the speech process ended with ${code}`)));
      });
    }
  }

  const send = (command: HearingCommand): void => {
    child.send(command);
  };

  return {
    events,
    exited,
    send,
    ready: await until(() => events.find((event) => event.type === 'ready')),
    until,
    /** Sends sound in frames over a faint room; times go on from the frame before. */
    play(pcm: Int16Array, frameSamples = 320): void {
      for (let at = 0; at < pcm.length; at += frameSamples) {
        const frame = pcm
          .slice(at, at + frameSamples)
          .map((s) => s * 0.5 + chance.between(-10, 10));
        send({ type: 'audio', sequence, captureMs: atMs, pcm: frame });
        sequence += 1;
        atMs += frame.length / 16;
      }
    },
    silence(ms: number): void {
      this.play(new Int16Array(ms * 16));
    },
    /** Plays one utterance with silence around it and waits for its final. */
    async hear(pcm: Int16Array): Promise<Final> {
      const before = events.filter((event) => event.type === 'final').length;
      this.silence(600);
      this.play(pcm);
      this.silence(1200);
      return until(() => events.filter((event): event is Final => event.type === 'final')[before]);
    },
    async close(): Promise<void> {
      send({ type: 'stop', reason: 'the test is over' });
      await exited;
    },
  };
}

/** Sentences spoken by espeak at the microphone's rate. */
export function openSpeakers() {
  const voice = createVoice();
  return {
    async say(text: string, variant: string, rate: number, lang: 'zh' | 'en' = 'en') {
      const piece = await voice.say(text, lang, {
        variant,
        rate,
        pitch: variant[0] === 'f' ? 60 : 45,
      });
      return resample(piece.pcm, piece.sampleRateHz, 16_000);
    },
    close: () => voice.close(),
  };
}
