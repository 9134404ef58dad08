/**
 * One booth per var folder. The lock is an exclusive transaction on a SQLite file, which the system
 * releases with the process however it ends: no stale lock to guess about, no race to take it over.
 * A note beside it says who holds it, for the sentence a second start prints.
 */
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';
import type { Refusal } from './contract.ts';
import { diskProblem, writeDurably } from './disk.ts';
import { sqliteCode } from './store/index.ts';

const holder = z.object({
  pid: z.number().int(),
  sinceMs: z.number(),
  /** '' until the server listens. */
  address: z.string(),
});
export type LockHolder = z.infer<typeof holder>;

export interface Lock {
  /** Where this booth can be reached, once known. */
  tell(address: string): void;
  release(): void;
}

export type LockOutcome =
  | { readonly ok: true; readonly lock: Lock; readonly leftBehindBy: LockHolder | null }
  | { readonly ok: false; readonly problem: Refusal; readonly holder: LockHolder | null };

const busy = 5;

export function acquireLock(options: {
  readonly varDir: string;
  readonly pid: number;
  readonly nowMs: number;
}): LockOutcome {
  const { varDir, pid, nowMs } = options;
  const note = join(varDir, 'booth.lock.json');
  let db: DatabaseSync | null = null;
  try {
    mkdirSync(varDir, { recursive: true });
    db = new DatabaseSync(join(varDir, 'booth.lock'), { timeout: 0 });
    db.exec('PRAGMA journal_mode = DELETE; BEGIN EXCLUSIVE');
  } catch (error) {
    db?.close();
    if (sqliteCode(error) === busy) {
      const running = readNote(note);
      return { ok: false, problem: alreadyRunning(running, varDir), holder: running };
    }
    return { ok: false, problem: diskProblem(error, varDir), holder: null };
  }
  const held = db;
  const leftBehindBy = readNote(note);
  const tell = (address: string): void => {
    const text = JSON.stringify({ pid, sinceMs: nowMs, address } satisfies LockHolder);
    writeDurably(note, [Buffer.from(text)], 0o644);
  };
  tell('');
  return {
    ok: true,
    leftBehindBy,
    lock: {
      tell,
      release: () => {
        if (!held.isOpen) return;
        rmSync(note, { force: true });
        held.close();
      },
    },
  };
}

function alreadyRunning(running: LockHolder | null, varDir: string): Refusal {
  const who = running === null ? 'Another Rumian' : `Rumian (process ${running.pid})`;
  const where = running?.address ? ` at ${running.address}` : '';
  return {
    code: 'already-running',
    cause: `${who} already runs${where} with this folder.`,
    remedy: running?.address
      ? `Open ${running.address}, or stop it first${running === null ? '' : ` (kill ${running.pid})`}, or set RUMIAN_VAR to another folder for a second booth.`
      : 'Wait until it has started or stopped, or set RUMIAN_VAR to another folder for a second booth.',
    path: varDir,
  };
}

function readNote(path: string): LockHolder | null {
  try {
    return holder.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    return null;
  }
}
