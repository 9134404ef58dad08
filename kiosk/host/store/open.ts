/** Opens the store's file: checks it, brings it up to date, sets a damaged one aside. */
import { existsSync, mkdirSync, renameSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Refusal } from '../contract.ts';
import { systemCode } from '../disk.ts';
import { type Migration, migrations } from './migrations/index.ts';
import { isBroken, storeProblem } from './problem.ts';

/** Tells our file from any other SQLite file: "RUMI". */
const applicationId = 0x52_55_4d_49;

export type FileOutcome =
  | { readonly ok: true; readonly db: DatabaseSync; readonly setAside: Refusal | null }
  | { readonly ok: false; readonly problem: Refusal };

/** `nowMs` names a file set aside. `steps` is for tests: a store as an older Rumian left it. */
export function openFile(
  path: string,
  nowMs: number,
  steps: readonly Migration[] = migrations,
): FileOutcome {
  try {
    mkdirSync(dirname(path), { recursive: true });
  } catch (error) {
    return { ok: false, problem: { ...storeProblem(error, path), cause: noFolder(error) } };
  }
  const first = tryOpen(path, steps);
  if (first.ok) return { ok: true, db: first.db, setAside: null };
  if (!first.broken) return { ok: false, problem: first.problem };

  const aside = `${path}.broken-${new Date(nowMs).toISOString().replaceAll(/[:.]/g, '-')}`;
  for (const end of ['', '-wal', '-shm']) {
    if (existsSync(path + end)) renameSync(path + end, aside + end);
  }
  const fresh = tryOpen(path, steps);
  if (!fresh.ok) return { ok: false, problem: fresh.problem };
  return {
    ok: true,
    db: fresh.db,
    setAside: {
      code: 'store-set-aside',
      cause: 'The booth’s store was damaged; an empty one was begun.',
      remedy: `The damaged file is kept as ${aside}. Earlier turns may be recovered from it with sqlite3 .recover; delete it when nobody needs them.`,
      path: aside,
    },
  };
}

type Try =
  | { readonly ok: true; readonly db: DatabaseSync }
  | { readonly ok: false; readonly broken: boolean; readonly problem: Refusal };

function tryOpen(path: string, steps: readonly Migration[]): Try {
  const newest = steps.at(-1)?.version ?? 0;
  let db: DatabaseSync | null = null;
  try {
    db = new DatabaseSync(path, { timeout: 2000, enableForeignKeyConstraints: true });
    const version = pragma(db, 'user_version');
    const owner = pragma(db, 'application_id');
    if (owner !== applicationId && (owner !== 0 || version !== 0 || hasTables(db))) {
      db.close();
      return refused('store-foreign', path, {
        cause: 'This SQLite file belongs to another program.',
        remedy: 'Move it away, or point RUMIAN_VAR to another folder.',
      });
    }
    if (version > newest) {
      db.close();
      return refused('store-newer', path, {
        cause: `The store was written by a newer Rumian (version ${version}; this one knows ${newest}).`,
        remedy: 'Start the newer Rumian again, or move the file away to begin an empty store.',
      });
    }
    const sound = db.prepare('PRAGMA quick_check(1)').get();
    if (sound?.quick_check !== 'ok') {
      db.close();
      return { ok: false, broken: true, problem: brokenProblem(path) };
    }
    db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON;');
    migrate(db, path, version, steps);
    return { ok: true, db };
  } catch (error) {
    db?.close();
    return { ok: false, broken: isBroken(error), problem: storeProblem(error, path) };
  }
}

function migrate(db: DatabaseSync, path: string, from: number, steps: readonly Migration[]): void {
  const due = steps.filter((step) => step.version > from);
  const last = due.at(-1);
  if (last === undefined) return;
  // The last good copy stays: a whole file of the old version beside the new one.
  const copy = `${path}.v${from}`;
  if (from > 0 && !existsSync(copy)) db.prepare('VACUUM INTO ?').run(copy);
  db.exec('BEGIN IMMEDIATE');
  try {
    for (const step of due) db.exec(step.sql);
    db.exec(`PRAGMA application_id = ${applicationId}; PRAGMA user_version = ${last.version}`);
    db.exec('COMMIT');
  } catch (error) {
    if (db.isTransaction) db.exec('ROLLBACK');
    throw error;
  }
}

function pragma(db: DatabaseSync, name: 'user_version' | 'application_id'): number {
  return Number(db.prepare(`PRAGMA ${name}`).get()?.[name] ?? 0);
}

function hasTables(db: DatabaseSync): boolean {
  return db.prepare('SELECT 1 FROM sqlite_schema LIMIT 1').get() !== undefined;
}

function refused(code: string, path: string, words: { cause: string; remedy: string }): Try {
  return { ok: false, broken: false, problem: { code, path, ...words } };
}

function brokenProblem(path: string): Refusal {
  return {
    code: 'store-broken',
    cause: 'The booth’s store is damaged.',
    remedy: 'It is set aside and a fresh one begun.',
    path,
  };
}

function noFolder(error: unknown): string {
  return `The folder of the booth’s store cannot be made (${systemCode(error)}).`;
}
