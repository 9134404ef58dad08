/** What the host asks of a shell: windows on displays, kept open, and an orderly end. */

export type WindowName = 'stage' | 'panel' | 'console';
export type ShellKind = 'electron' | 'chromium' | 'none';

export interface WindowPlan {
  readonly name: WindowName;
  /** Full address on the host's loopback origin. All windows of one shell share one origin. */
  readonly url: string;
  /** Index of the display, 0 = primary. A missing display means the primary one, shared side by side. */
  readonly display: number;
  /** Size of the page without a screen, pixels; ignored where a window fills its display. */
  readonly sizePx?: { readonly width: number; readonly height: number };
}

/** One thing that could not be done, in words for a person. */
export interface ShellProblem {
  readonly code:
    | 'browser-missing'
    | 'electron-missing'
    | 'electron-not-bundled'
    | 'display-missing'
    | 'not-started'
    | 'cancelled';
  readonly cause: string;
  readonly effect: string;
  readonly remedy: string;
}

/** Something a visitor could see went away; the shell itself is already mending it, or has given up. */
export interface Gone {
  /** null: all windows. */
  readonly window: WindowName | null;
  readonly cause: string;
  readonly next: { readonly do: 'back'; readonly inMs: number } | { readonly do: 'gave-up' };
}

/** Windows that are open. */
export interface Shell {
  readonly kind: ShellKind;
  /** True: there are windows that nobody sees, because there is no display; they are there for the sound, the tests and the demo. */
  readonly headless: boolean;
  /** WebSocket address of the DevTools protocol, only when asked for. Changes when the browser is restarted. */
  readonly devToolsUrl: string | null;
  /** @returns the way to stop listening */
  onGone(listener: (gone: Gone) => void): () => void;
  /** PNG of a window as it is now; null when it is not open. */
  picture(window: WindowName): Promise<Uint8Array | null>;
  /** Loads a page anew, for a host whose heartbeat to it has stopped. False when it is not open. */
  reload(window: WindowName): Promise<boolean>;
  /** Ends every process and removes what they left on disk. May be called twice. */
  close(): Promise<void>;
}

export type Opened =
  | { readonly ok: true; readonly shell: Shell }
  | { readonly ok: false; readonly problem: ShellProblem };

/** One line for the operator's log: never a visitor's word, only what the shell does. */
export type ShellLog = (message: string) => void;

export interface ShellRequest {
  readonly wanted: ShellKind | null;
  readonly windows: readonly WindowPlan[];
  readonly varDir: string;
  readonly log: ShellLog;
  /** A WAV file played once into the microphone instead of the real one. */
  readonly fakeMicrophoneWav?: string;
  /** Opens the DevTools protocol on a loopback port: for tests and the demo, never in a venue. */
  readonly remoteDebugging?: boolean;
  /** Aborting closes the windows, also while they are opening. */
  readonly signal: AbortSignal;
}
