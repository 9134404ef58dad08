import type { BoothConfig } from './config/index.ts';
import { freeBytes } from './disk.ts';
import type { Trouble } from './health.ts';
import { hostNow } from './server/index.ts';
import type { Store } from './store/index.ts';

const dayMs = 86_400_000;
/** A disk fills over hours; a minute is soon enough, and costs nothing. */
const everyMs = 60_000;

/** Less free space than the booth wants, in words; null when there is enough or nobody can tell. */
export function diskTrouble(free: number | null, wantedMb: number, varDir: string): Trouble | null {
  if (free === null || free >= wantedMb * 1_048_576) return null;
  return {
    cause: `${Math.floor(free / 1_048_576)} MB are free on the disk of ${varDir}; ${wantedMb} are wanted.`,
    effect: 'Visits go on. Turns may not be recorded, and no avatar can be loaded.',
    remedy: 'Free space on that disk, or move the folder with RUMIAN_VAR.',
  };
}

/** Looks after the booth's own house: forgets what is old, watches the disk. Ends with the returned call. */
export function keepHouse(parts: {
  readonly store: Store;
  readonly varDir: string;
  readonly retention: BoothConfig['retention'];
  readonly limits: BoothConfig['limits'];
  readonly report: (part: 'disk', trouble: Trouble | null) => void;
}): () => void {
  const { store, varDir, retention, limits, report } = parts;
  let erasedMs = Number.NEGATIVE_INFINITY;
  const look = (): void => {
    report('disk', diskTrouble(freeBytes(varDir), limits.freeDiskMb, varDir));
    const nowMs = hostNow();
    if (nowMs - erasedMs < dayMs) return;
    erasedMs = nowMs;
    store.turns.eraseOlderThan(nowMs - retention.turnsDays * dayMs);
  };
  look();
  const timer = setInterval(look, everyMs);
  timer.unref();
  return () => clearInterval(timer);
}
