/**
 * What the server may ask of the running booth: the narrow face that panel and console calls reach.
 * The composition root builds it; the server knows nothing else of visits, devices or speech.
 */
import type { DeviceStatus, LampLevel, PresentVisitor, WalkPoint } from '../../hardware/index.ts';
import type {
  AgeBand,
  BoothSnapshot,
  CheckIn,
  Refusal,
  ShelfAvatar,
  TurnRecord,
} from './contract.ts';

export type CallOutcome = { readonly ok: true } | { readonly ok: false; readonly problem: Refusal };
export type Unsubscribe = () => void;

export interface DevicesSnapshot {
  readonly atMs: number;
  readonly devices: readonly DeviceStatus[];
  readonly lamps: readonly LampLevel[];
  /** 512 slots as sent and as the simulated widget received them; null without one. */
  readonly sent: readonly number[];
  readonly readBack: readonly number[] | null;
  readonly visitors: readonly PresentVisitor[];
  readonly guard: { readonly look: 'following' | 'safe' | 'house'; readonly reason: string };
}

export interface VisitControl {
  snapshot(): BoothSnapshot;
  onSnapshot(listener: (snapshot: BoothSnapshot) => void): Unsubscribe;
  /** The panel was touched while nobody was detected. */
  wake(): CallOutcome;
  checkIn(input: CheckIn): CallOutcome;
  ask(input: { text: string; lang: 'zh' | 'en' }, how: 'typed' | 'tapped'): CallOutcome;
  setLang(lang: 'zh' | 'en'): CallOutcome;
  /** The visitor wants to end with a farewell. */
  goodbye(): CallOutcome;
  /** At once, from any state. */
  stop(by: 'visitor' | 'staff'): CallOutcome;
  /** Staff release a stopped booth. */
  resume(): CallOutcome;
  /** Staff: let the person say this text (marked `counsellor`). */
  say(text: string, lang: 'zh' | 'en'): CallOutcome;
}

export interface DevicesControl {
  snapshot(): DevicesSnapshot;
  onSnapshot(listener: (snapshot: DevicesSnapshot) => void): Unsubscribe;
  /** Virtual booth only. */
  walk(path: readonly WalkPoint[]): CallOutcome;
}

export interface ShelfControl {
  list(): readonly ShelfAvatar[];
  /** `bytes` is a whole `.rumian` file. A refused package leaves nothing behind. */
  import(
    bytes: Uint8Array,
  ): Promise<{ ok: true; avatar: ShelfAvatar } | { ok: false; problem: Refusal }>;
  activate(id: string): Promise<CallOutcome>;
  /** Destroys the key, then the file. */
  withdraw(id: string): Promise<CallOutcome>;
}

export interface TurnLog {
  recent(limit: number): readonly TurnRecord[];
}

export type { AgeBand };
