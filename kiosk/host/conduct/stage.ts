import type { FromStage, ToStage } from '../contract.ts';
import type { Trouble } from '../health.ts';

type Scene = Extract<ToStage, { type: 'scene' }>;

/** What the host knows of the stage besides its connection. */
export interface StageFacts {
  readonly microphone: 'closed' | 'open' | 'missing' | 'refused';
  readonly renderer: string;
  readonly shownAvatar: string | null;
  readonly frames: Extract<FromStage, { type: 'frames' }> | null;
}

export interface StageParts {
  readonly send: (message: ToStage) => void;
  readonly setHealth: (part: 'stage' | 'microphone', trouble: Trouble | null) => void;
  readonly onChange: () => void;
}

const microphoneTrouble = (state: 'missing' | 'refused', detail: string): Trouble => ({
  cause:
    state === 'missing'
      ? `No microphone is there (${detail}).`
      : `The browser refused the microphone (${detail}).`,
  effect: 'Visitors can type and tap, but not speak.',
  remedy:
    state === 'missing'
      ? 'Plug a microphone in and choose it as the system input; it is taken up by itself.'
      : 'Allow the microphone for this address in the browser, or start with Electron.',
});

/** Keeps the stage's scene equal to the wanted one, and remembers what the stage reports. */
export function createStage(parts: StageParts) {
  let scene: Scene | null = null;
  let sent = '';
  let facts: StageFacts = { microphone: 'closed', renderer: '', shownAvatar: null, frames: null };

  const set = (change: Partial<StageFacts>): void => {
    facts = { ...facts, ...change };
    parts.onChange();
  };

  return {
    facts: () => facts,
    /** Sends what differs from what the stage was told last. */
    want(next: Scene): void {
      scene = next;
      const text = JSON.stringify(next);
      if (text === sent) return;
      sent = text;
      parts.send(next);
    },
    onConnection(connected: boolean): void {
      sent = '';
      if (connected && scene) this.want(scene);
      if (connected) parts.setHealth('stage', null);
      else {
        parts.setHealth('stage', {
          cause: 'No stage window is connected.',
          effect: 'Nobody is seen or heard behind the glass; the panel still shows the words.',
          remedy: 'The shell reopens it; otherwise open the stage address printed at the start.',
        });
        set({ microphone: 'closed', shownAvatar: null, frames: null });
      }
    },
    onMessage(message: FromStage): void {
      switch (message.type) {
        case 'hello':
          set({ renderer: message.renderer });
          break;
        case 'avatar-shown':
          set({ shownAvatar: message.avatarId });
          break;
        case 'microphone': {
          const { state, detail } = message;
          const failed = state === 'missing' || state === 'refused';
          parts.setHealth('microphone', failed ? microphoneTrouble(state, detail) : null);
          set({ microphone: state });
          break;
        }
        case 'frames':
          facts = { ...facts, frames: message };
          break;
        case 'fault':
          parts.setHealth('stage', {
            cause: message.cause,
            effect: 'The hologram or its sound may be missing.',
            remedy: message.remedy,
          });
          break;
        case 'playback':
        case 'first-audible':
        case 'first-face':
        case 'pong':
          break;
      }
    },
  };
}
