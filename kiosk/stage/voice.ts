/**
 * The person's voice: segments in, sound and a face timeline out, on one audio clock.
 * Tone.js holds the master bus (later: ducking and earcons); the samples are played by our own
 * worklet, because a segment's pieces arrive while it is already sounding.
 */
import { Context } from 'tone/build/esm/core/context/Context.js';
import 'tone/build/esm/core/context/Destination.js';
import { Gain } from 'tone/build/esm/core/context/Gain.js';
import { setContext } from 'tone/build/esm/core/context/GlobalContext.js';
import { connect } from 'tone/build/esm/core/context/ToneAudioNode.js';
import type { Track } from '../../avatars/behaviour/index.ts';
import { type AudioClock, audioClock } from './clock.ts';
import { createFaceTimeline, type FaceNow } from './face-timeline.ts';
import { toFloat32, type VoiceFrame } from './frames.ts';
import type { PlayerEvent, SegmentNotice } from './player.ts';
import type { HeardBlock, ToPlayer } from './voice.worklet.ts';
import workletUrl from './voice.worklet.ts?worker&url';

export interface VoiceReports {
  playback(
    replyId: number,
    index: number,
    event: 'started' | 'finished' | 'stopped',
    stageMs: number,
    heardMs: number,
  ): void;
  /** The first sample of this reply that can be heard leaves the speakers. */
  firstAudible(replyId: number, stageMs: number): void;
  fault(code: string, cause: string, remedy: string): void;
}

export interface Voice {
  readonly sampleRateHz: number;
  announce(segment: SegmentNotice, track: Track): void;
  push(frame: VoiceFrame): void;
  complete(replyId: number): void;
  cancel(replyId: number): void;
  /** Everything announced falls silent. */
  cancelAll(): void;
  /** The clock as it stands now. */
  clock(): AudioClock;
  /** What is heard at this page time. */
  face(pageMs: number): FaceNow | null;
  /** The last ten seconds of what left the stage, in blocks of 10 ms. */
  readonly heard: readonly HeardBlock[];
  readonly contextState: string;
  close(): Promise<void>;
}

const heardBlocks = 1000;

export async function openVoice(reports: VoiceReports): Promise<Voice> {
  const audio = new AudioContext({ latencyHint: 'interactive' });
  await audio.audioWorklet.addModule(workletUrl);
  const tone = new Context({ context: audio, clockSource: 'timeout', lookAhead: 0 });
  setContext(tone);
  const one = { numberOfOutputs: 1, outputChannelCount: [1] };
  const player = new AudioWorkletNode(audio, 'rumian-player', { ...one, numberOfInputs: 0 });
  const ear = new AudioWorkletNode(audio, 'rumian-ear', { numberOfInputs: 1, ...one });
  const voice = new Gain({ context: tone, gain: 1 });
  connect(player, voice);
  voice.connect(tone.destination);
  tone.destination.chain(ear);

  const timeline = createFaceTimeline();
  const heard: HeardBlock[] = [];
  /** Replies whose first audible sample is awaited: their first frame. */
  const awaited = new Map<number, number>();
  const begun = new Set<number>();
  /** Replies with segments that have not ended. */
  const open = new Map<number, number>();
  const cancel = (replyId: number) => {
    awaited.delete(replyId);
    tell({ type: 'cancel', replyId });
  };

  const tell = (message: ToPlayer, transfer: Transferable[] = []) =>
    player.port.postMessage(message, transfer);
  const clock = () => {
    const stamp = audio.getOutputTimestamp();
    const { contextTime, performanceTime } = stamp;
    return audioClock({
      output:
        contextTime !== undefined && performanceTime !== undefined
          ? { contextS: contextTime, pageMs: performanceTime }
          : null,
      currentS: audio.currentTime,
      latencyS: audio.baseLatency + audio.outputLatency,
      nowMs: performance.now(),
    });
  };

  player.port.onmessage = ({ data }: MessageEvent<PlayerEvent>) => {
    const { replyId, index } = data;
    const atS = data.frame / audio.sampleRate;
    const stageMs = clock().heardAtMs(atS);
    switch (data.type) {
      case 'started':
        timeline.sounds(replyId, index, atS, 0);
        if (!begun.has(replyId)) awaited.set(replyId, data.frame);
        begun.add(replyId);
        reports.playback(replyId, index, 'started', stageMs, 0);
        break;
      case 'resumed':
        timeline.sounds(replyId, index, atS, data.playedMs);
        break;
      case 'stalled':
        reports.fault(
          'voice-late',
          `The sound of reply ${replyId} came later than it was played; there was a gap.`,
          'If this repeats, the computer is too slow for the chosen voice: choose a lighter one.',
        );
        break;
      case 'finished':
      case 'stopped':
        timeline.ends(replyId, index, atS);
        if ((open.get(replyId) ?? 0) <= 1) open.delete(replyId);
        else open.set(replyId, (open.get(replyId) ?? 0) - 1);
        reports.playback(replyId, index, data.type, stageMs, data.playedMs);
        break;
    }
  };

  ear.port.onmessage = ({ data }: MessageEvent<HeardBlock[]>) => {
    for (const block of data) {
      heard.push(block);
      for (const [replyId, fromFrame] of awaited) {
        if (block.audibleFrame < fromFrame) continue;
        awaited.delete(replyId);
        reports.firstAudible(replyId, clock().heardAtMs(block.audibleFrame / audio.sampleRate));
      }
    }
    if (heard.length > heardBlocks) heard.splice(0, heard.length - heardBlocks);
  };

  const wake = () => {
    if (audio.state !== 'running' && audio.state !== 'closed')
      audio.resume().catch(() => undefined);
  };
  audio.onstatechange = wake;
  wake();
  // resume() waits for ever where the browser wants a click first: say so instead of waiting with it.
  const silent = setTimeout(() => {
    if (audio.state === 'running') return;
    reports.fault(
      'audio-suspended',
      'The browser holds back sound until somebody touches the page.',
      'Start the stage through Rumian, or allow sound for this page; one touch on it also helps.',
    );
  }, 3000);
  const onTouch = () => wake();
  addEventListener('pointerdown', onTouch);

  return {
    sampleRateHz: audio.sampleRate,
    announce(segment, track) {
      wake();
      timeline.announce(segment.replyId, segment.index, track);
      open.set(segment.replyId, (open.get(segment.replyId) ?? 0) + 1);
      tell({ type: 'announce', segment });
    },
    push({ replyId, index, offset, samples }) {
      const floats = toFloat32(samples);
      tell({ type: 'push', replyId, index, offset, samples: floats }, [floats.buffer]);
    },
    complete: (replyId) => tell({ type: 'complete', replyId }),
    cancel,
    cancelAll() {
      for (const replyId of [...open.keys()]) cancel(replyId);
    },
    clock,
    face: (pageMs) => timeline.at(clock().heardAtS(pageMs)),
    heard,
    get contextState() {
      return audio.state;
    },
    async close() {
      clearTimeout(silent);
      removeEventListener('pointerdown', onTouch);
      audio.onstatechange = null;
      tone.dispose();
      if (audio.state !== 'closed') await audio.close();
    },
  };
}
