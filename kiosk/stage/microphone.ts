/**
 * The visitor's voice, 16 kHz mono in frames of 20 ms. Open only while the host wants it.
 * captureMs comes from arrival times (see createArrivalClock): good to about 10 ms, plus what the
 * sound card itself holds back, which the browser's own figure is subtracted for where it gives one.
 */
import { createArrivalClock } from './clock.ts';
import { type MicFrame, toInt16 } from './frames.ts';
import type { CapturedFrame } from './microphone.worklet.ts';
import workletUrl from './microphone.worklet.ts?worker&url';

export type MicrophoneState = 'closed' | 'open' | 'missing' | 'refused';

export interface Microphone {
  readonly state: MicrophoneState;
  /** Opens or closes; the last word counts, however fast they come. */
  want(open: boolean): void;
}

export interface MicrophoneReports {
  frame(frame: MicFrame): void;
  state(state: MicrophoneState, detail: string): void;
}

const rateHz = 16_000;
/** A missing or taken microphone is looked for again after this long. */
const retryMs = 5000;

export function createMicrophone(reports: MicrophoneReports): Microphone {
  let wanted = false;
  let state: MicrophoneState = 'closed';
  let close: (() => Promise<void>) | null = null;
  let settling: Promise<void> = Promise.resolve();
  let retry: ReturnType<typeof setTimeout> | undefined;
  let sequence = 0;

  const tell = (next: MicrophoneState, detail: string) => {
    state = next;
    reports.state(next, detail);
  };

  /** Runs one step after the other, so that open and close never overlap. */
  function settle(): void {
    settling = settling.then(async () => {
      clearTimeout(retry);
      if (wanted && !close) {
        try {
          close = await open(
            (frame) => reports.frame({ ...frame, sequence: sequence++ }),
            () => {
              // The cable was pulled: close what is left and look for another.
              close?.().catch(() => undefined);
              close = null;
              tell('missing', 'the microphone was unplugged');
              retry = setTimeout(settle, retryMs);
            },
          );
          tell('open', '');
        } catch (error) {
          const name = error instanceof DOMException ? error.name : '';
          const refused = name === 'NotAllowedError' || name === 'SecurityError';
          tell(refused ? 'refused' : 'missing', name || String(error));
          retry = setTimeout(settle, retryMs);
        }
      } else if (!wanted && close) {
        const closing = close;
        close = null;
        await closing().catch(() => undefined);
        tell('closed', '');
      } else if (!wanted && state !== 'closed') tell('closed', '');
    });
  }

  return {
    get state() {
      return state;
    },
    want(open) {
      if (open === wanted) return;
      wanted = open;
      settle();
    },
  };
}

async function open(
  onFrame: (frame: Omit<MicFrame, 'sequence'>) => void,
  onEnded: () => void,
): Promise<() => Promise<void>> {
  if (!navigator.mediaDevices) throw new DOMException('not a secure page', 'SecurityError');
  // 'all' also cancels what Web Audio plays; browsers that do not know it fall back to true.
  const audio = {
    echoCancellation: { ideal: 'all' },
    noiseSuppression: true,
    autoGainControl: true,
    channelCount: 1,
  } as unknown as MediaTrackConstraints;
  const stream = await navigator.mediaDevices.getUserMedia({ audio });
  const context = new AudioContext({ sampleRate: rateHz, latencyHint: 'interactive' });
  const stop = async () => {
    for (const track of stream.getTracks()) {
      track.onended = null;
      track.stop();
    }
    await context.close();
  };
  try {
    await context.audioWorklet.addModule(workletUrl);
    const source = context.createMediaStreamSource(stream);
    const cutter = new AudioWorkletNode(context, 'rumian-microphone', {
      numberOfInputs: 1,
      numberOfOutputs: 1,
      channelCount: 1,
      channelCountMode: 'explicit',
    });
    const arrival = createArrivalClock();
    const [track] = stream.getAudioTracks();
    const settings = track?.getSettings() as { latency?: number } | undefined;
    const heldBackMs = (settings?.latency ?? 0) * 1000;
    cutter.port.onmessage = ({ data }: MessageEvent<CapturedFrame>) => {
      const durationMs = (data.samples.length / rateHz) * 1000;
      const endMs = (data.frame / rateHz) * 1000 + durationMs;
      const heardMs = arrival.add(endMs, performance.now()) - durationMs - heldBackMs;
      onFrame({ captureMs: heardMs, samples: toInt16(data.samples) });
    };
    source.connect(cutter);
    // A node nobody listens to is not run; the cutter's output stays silent.
    cutter.connect(context.destination);
    if (track) track.onended = onEnded;
    if (context.state !== 'running') await context.resume();
    return stop;
  } catch (error) {
    await stop();
    throw error;
  }
}
