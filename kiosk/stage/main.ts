/** The stage: a person on black, their voice, the visitor's microphone. The host decides, this shows. */
import type { ToStage } from '../host/contract.ts';
import { packMicFrame, unpackVoiceFrame } from './frames.ts';
import { createMicrophone } from './microphone.ts';
import { createPicture } from './picture.ts';
import { createRecovery } from './recovery.ts';
import { connectStage } from './socket.ts';
import type { StageWindow } from './test-window.ts';
import { openVoice, type Voice } from './voice.ts';

type Scene = Extract<ToStage, { type: 'scene' }>;

const canvas = document.querySelector<HTMLCanvasElement>('#hologram');
if (!canvas) throw new Error('the stage page has no canvas');

let scene: Scene | null = null;
let voice: Voice | null = null;

const fault = (code: string, cause: string, remedy: string) =>
  socket.send({ type: 'fault', code, cause, remedy });

const recovery = createRecovery(() => location.reload(), fault);
const picture = createPicture(canvas, {
  scene: () => scene,
  voice: () => voice,
  firstFace: (replyId, stageMs) => socket.send({ type: 'first-face', replyId, stageMs }),
  frames: (figures) => socket.send({ type: 'frames', ...figures }),
  shown: (avatarId, loadMs) => socket.send({ type: 'avatar-shown', avatarId, loadMs }),
  context: (event) => recovery[event](),
  fault,
});

const microphone = createMicrophone({
  frame: (frame) => socket.sendBinary(packMicFrame(frame)),
  state: (state, detail) => socket.send({ type: 'microphone', state, detail }),
});

const opening = openVoice({
  playback: (replyId, index, event, stageMs, heardMs) =>
    socket.send({ type: 'playback', replyId, index, event, stageMs, heardMs }),
  firstAudible: (replyId, stageMs) => socket.send({ type: 'first-audible', replyId, stageMs }),
  fault,
}).then(
  (opened) => {
    voice = opened;
  },
  (error: unknown) =>
    fault(
      'no-sound',
      `The sound output could not be opened: ${error instanceof Error ? error.message : String(error)}`,
      'Check that speakers are connected and chosen in the system; the person is seen but not heard until then.',
    ),
);

const line = `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/stage/socket`;
const socket = connectStage(line, {
  opened() {
    // The host may speak as soon as it knows us: be able to sound first.
    opening
      .then(() => {
        const { renderer, software } = picture.renderer;
        const audioSampleRateHz = voice?.sampleRateHz ?? 0;
        socket.send({ type: 'hello', renderer, software, audioSampleRateHz });
        socket.send({ type: 'microphone', state: microphone.state, detail: '' });
        picture.reportShown();
      })
      .catch((error: unknown) => console.error(error));
  },
  message(message) {
    switch (message.type) {
      case 'scene':
        scene = message;
        microphone.want(message.microphone);
        picture.show(message.avatar);
        break;
      case 'segment': {
        const { replyId, index, sampleRateHz, samples, leadInMs, track } = message;
        voice?.announce({ replyId, index, sampleRateHz, samples, leadInMs }, track);
        break;
      }
      case 'reply-end':
        voice?.complete(message.replyId);
        break;
      case 'cancel':
        voice?.cancel(message.replyId);
        break;
      case 'ping':
        socket.send({ type: 'pong', id: message.id, stageMs: performance.now() });
        break;
    }
  },
  binary(bytes) {
    const frame = unpackVoiceFrame(bytes);
    if (frame) voice?.push(frame);
    else fault('bad-frame', 'A sound frame from the host could not be read.', 'Restart Rumian.');
  },
  misunderstood: (cause) =>
    fault('bad-message', `The host sent something unknown: ${cause}`, 'Restart Rumian.'),
  closed() {
    // Without a host nobody is there to stop the person: into the dark, and the ear shut.
    scene = null;
    microphone.want(false);
    voice?.cancelAll();
  },
});

addEventListener('pagehide', () => {
  socket.close();
  picture.dispose();
});

const view: StageWindow = {
  get state() {
    return {
      connected: socket.connected,
      avatarId: scene?.avatar?.id ?? null,
      avatarShown: picture.avatarShown,
      demeanour: scene?.demeanour ?? 'absent',
      mirrored: scene?.mirrored ?? picture.mirrored,
      presence: picture.presence,
      microphone: microphone.state,
      audio: voice?.contextState ?? 'closed',
      shapeNames: picture.shapeNames,
      jointNames: picture.jointNames,
    };
  },
  renderer: picture.renderer,
  get tier() {
    return picture.tier;
  },
  get shaderCompiles() {
    return picture.shaderCompiles;
  },
  get contextLosses() {
    return picture.contextLosses;
  },
  get framesDrawn() {
    return picture.framesDrawn;
  },
  get mouth() {
    return [...picture.mouth];
  },
  get heard() {
    return [...(voice?.heard ?? [])];
  },
  get sampleRateHz() {
    return voice?.sampleRateHz ?? 0;
  },
  get markBox() {
    return picture.markBox;
  },
};
Object.defineProperty(window, 'rumianStage', { value: Object.freeze(view), writable: false });
