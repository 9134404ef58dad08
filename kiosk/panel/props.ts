import type { BoothSnapshot } from '../host/contract.ts';
import type { Booth } from '../window/index.ts';
import type { VisitMemory } from './page.ts';

/** What a page may do. Every call reports by itself when the booth did not take it. */
export interface Hand {
  readonly tell: (call: Promise<{ readonly ok: boolean }>) => Promise<boolean>;
  readonly booth: Booth['panel'];
}

export interface PageProps {
  readonly snapshot: BoothSnapshot;
  readonly memory: VisitMemory;
  readonly remember: (part: Partial<VisitMemory>) => void;
  readonly hand: Hand;
}
