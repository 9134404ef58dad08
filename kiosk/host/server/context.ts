/** What one call may reach: the booth's narrow controls and this caller's console session. */
import type {
  CallOutcome,
  DevicesControl,
  ShelfControl,
  TurnLog,
  VisitControl,
} from '../control.ts';

/** Facts for the console's "about" page. */
export interface About {
  readonly version: string;
  readonly node: string;
  readonly pid: number;
  readonly startedMs: number;
  readonly upForMs: number;
  readonly addresses: {
    readonly stage: string;
    readonly panel: string;
    readonly console: string;
  };
  readonly metricsUrl: string;
  readonly healthUrl: string;
  /** Null: no file, all defaults. */
  readonly configFile: string | null;
  readonly varDir: string;
  /** Null: the file system does not tell. */
  readonly varFreeBytes: number | null;
}

/** Who did what on the console. Never holds words spoken or typed. */
export interface AuditEntry {
  readonly who: 'staff' | 'visitor' | 'booth';
  readonly action: string;
  readonly detail: string;
}

export type LoginOutcome = CallOutcome & {
  /** After a refusal: how long further tries are refused, ms. */
  readonly waitMs: number;
};

/** The console session of one caller, by cookie. */
export interface CallerSession {
  authenticated(): boolean;
  login(pin: string): LoginOutcome;
  logout(): void;
  /** Somebody is really there: the idle time starts again. */
  touch(): void;
}

export interface CallContext {
  readonly visit: VisitControl;
  readonly devices: DevicesControl;
  readonly shelf: ShelfControl;
  readonly turns: TurnLog;
  readonly about: () => About;
  readonly audit: (entry: AuditEntry) => void;
  readonly session: CallerSession;
}
