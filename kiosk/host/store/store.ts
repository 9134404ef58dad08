/**
 * What the booth remembers of its own work. Every write is an outcome: a full or failing disk costs
 * that entry, never the visit. Words live only in `turns`, and leave it when retention says so.
 */
import type { DatabaseSync, SQLInputValue } from 'node:sqlite';
import { type Refusal, type TurnRecord, turnRecord } from '../contract.ts';
import { openFile } from './open.ts';
import { type StoreProblem, storeProblem } from './problem.ts';

export type Kept<T> =
  | ({ readonly ok: true } & T)
  | { readonly ok: false; readonly problem: StoreProblem };

export interface VisitStart {
  readonly id: string;
  readonly beganMs: number;
  readonly lang: 'zh' | 'en';
  readonly avatarId: string | null;
}

export interface AuditRecord {
  readonly atMs: number;
  readonly who: string;
  readonly action: string;
  readonly detail: string;
}

export interface Store {
  readonly turns: {
    add(turn: Omit<TurnRecord, 'id'>): Kept<{ readonly id: number }>;
    /** Newest first. A failing disk gives an empty list and is reported through `onProblem`. */
    recent(limit: number): readonly TurnRecord[];
    /** Removes whole turns and visits older than this. */
    eraseOlderThan(epochMs: number): Kept<{ readonly erased: number }>;
    /** A visitor's wish: their words go, times and sources stay. */
    eraseWords(visitId: string, nowMs: number): Kept<{ readonly erased: number }>;
  };
  readonly visits: {
    begin(visit: VisitStart): Kept<object>;
    end(
      id: string,
      end: { readonly endedMs: number; readonly reason: string; readonly ageBand: string | null },
    ): Kept<object>;
  };
  readonly avatars: {
    imported(avatar: {
      readonly id: string;
      readonly version: string;
      readonly sha256: string;
      readonly atMs: number;
    }): Kept<object>;
    withdrawn(id: string, atMs: number): Kept<object>;
  };
  readonly audit: {
    add(entry: AuditRecord): Kept<object>;
    recent(limit: number): readonly AuditRecord[];
  };
  readonly settings: {
    get(name: string): string | null;
    set(name: string, value: string, nowMs: number): Kept<object>;
  };
  close(): void;
}

export type StoreOutcome =
  | {
      readonly ok: true;
      readonly store: Store;
      /** A damaged file was set aside and an empty one begun: say so. */
      readonly setAside: Refusal | null;
    }
  | { readonly ok: false; readonly problem: Refusal };

/**
 * `keepWords: false` stores turns without question, reply and heard. `onProblem` hears of every failed
 * write or read, `onRecovered` of the first success after one: health and metrics hang there.
 */
export function openStore(
  path: string,
  options: {
    readonly nowMs: number;
    readonly keepWords?: boolean;
    /** The store never grows beyond this. */
    readonly maxBytes?: number;
    readonly onProblem?: (problem: StoreProblem) => void;
    readonly onRecovered?: () => void;
  },
): StoreOutcome {
  const opened = openFile(path, options.nowMs);
  if (!opened.ok) return opened;
  if (options.maxBytes !== undefined) limitSize(opened.db, options.maxBytes);
  return { ok: true, store: storeOver(opened.db, path, options), setAside: opened.setAside };
}

function storeOver(
  db: DatabaseSync,
  path: string,
  options: Parameters<typeof openStore>[1],
): Store {
  const { keepWords = true, onProblem, onRecovered } = options;
  let failing = false;
  const attempt = <T extends object>(act: () => T): Kept<T> => {
    try {
      const done = act();
      if (failing) {
        failing = false;
        onRecovered?.();
      }
      return { ok: true, ...done };
    } catch (error) {
      if (db.isOpen && db.isTransaction) db.exec('ROLLBACK');
      const problem = storeProblem(error, path);
      failing = true;
      onProblem?.(problem);
      return { ok: false, problem };
    }
  };
  const write = (sql: string, ...values: SQLInputValue[]): Kept<object> =>
    attempt(() => {
      db.prepare(sql).run(...values);
      return {};
    });

  return {
    turns: {
      add: (turn) =>
        attempt(() => {
          const { lastInsertRowid } = db
            .prepare(
              `INSERT INTO turns (visit_id, at_ms, lang, input, question, reply, heard, basis,
                 provenance, memory_ids, confidence, asr_source, times)
               VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
            )
            .run(
              turn.visitId,
              Math.round(turn.atMs),
              turn.lang,
              turn.input,
              keepWords ? turn.question : '',
              keepWords ? turn.reply : '',
              keepWords ? turn.heard : '',
              turn.basis,
              JSON.stringify(turn.provenance),
              JSON.stringify(turn.memoryIds),
              turn.confidence,
              turn.asrSource,
              JSON.stringify(turn.times),
            );
          return { id: Number(lastInsertRowid) };
        }),
      recent: (limit) => {
        const rows = attempt(() => ({
          rows: db.prepare('SELECT * FROM turns ORDER BY id DESC LIMIT ?').all(limit),
        }));
        return rows.ok ? rows.rows.map(turnOf) : [];
      },
      eraseOlderThan: (epochMs) =>
        attempt(() => {
          db.exec('BEGIN IMMEDIATE');
          const { changes } = db.prepare('DELETE FROM turns WHERE at_ms < ?').run(epochMs);
          db.prepare('DELETE FROM visits WHERE began_ms < ?').run(epochMs);
          db.exec('COMMIT');
          if (changes > 0) forgetOldPages(db);
          return { erased: Number(changes) };
        }),
      eraseWords: (visitId, nowMs) =>
        attempt(() => {
          const { changes } = db
            .prepare(
              `UPDATE turns SET question = '', reply = '', heard = '', words_erased_ms = ?
               WHERE visit_id = ? AND words_erased_ms IS NULL`,
            )
            .run(nowMs, visitId);
          if (changes > 0) forgetOldPages(db);
          return { erased: Number(changes) };
        }),
    },
    visits: {
      begin: (visit) =>
        write(
          'INSERT INTO visits (id, began_ms, lang, avatar_id) VALUES (?, ?, ?, ?)',
          visit.id,
          Math.round(visit.beganMs),
          visit.lang,
          visit.avatarId,
        ),
      end: (id, end) =>
        write(
          'UPDATE visits SET ended_ms = ?, end_reason = ?, age_band = ? WHERE id = ?',
          Math.round(end.endedMs),
          end.reason,
          end.ageBand,
          id,
        ),
    },
    avatars: {
      imported: (avatar) =>
        write(
          'INSERT OR REPLACE INTO avatars (id, version, imported_ms, sha256) VALUES (?, ?, ?, ?)',
          avatar.id,
          avatar.version,
          Math.round(avatar.atMs),
          avatar.sha256,
        ),
      withdrawn: (id, atMs) =>
        write(
          'UPDATE avatars SET withdrawn_ms = ? WHERE id = ? AND withdrawn_ms IS NULL',
          Math.round(atMs),
          id,
        ),
    },
    audit: {
      add: (entry) =>
        write(
          'INSERT INTO audit (at_ms, who, action, detail) VALUES (?, ?, ?, ?)',
          Math.round(entry.atMs),
          entry.who,
          entry.action,
          entry.detail,
        ),
      recent: (limit) => {
        const rows = attempt(() => ({
          rows: db
            .prepare('SELECT at_ms, who, action, detail FROM audit ORDER BY id DESC LIMIT ?')
            .all(limit),
        }));
        if (!rows.ok) return [];
        return rows.rows.map((row) => ({
          atMs: Number(row.at_ms),
          who: String(row.who),
          action: String(row.action),
          detail: String(row.detail),
        }));
      },
    },
    settings: {
      get: (name) => {
        const found = attempt(() => ({
          row: db.prepare('SELECT value FROM settings WHERE name = ?').get(name),
        }));
        return found.ok && found.row !== undefined ? String(found.row.value) : null;
      },
      set: (name, value, nowMs) =>
        write(
          'INSERT OR REPLACE INTO settings (name, value, at_ms) VALUES (?, ?, ?)',
          name,
          value,
          Math.round(nowMs),
        ),
    },
    close: () => {
      if (db.isOpen) db.close();
    },
  };
}

function limitSize(db: DatabaseSync, maxBytes: number): void {
  const pageBytes = Number(db.prepare('PRAGMA page_size').get()?.page_size ?? 4096);
  db.exec(`PRAGMA max_page_count = ${Math.max(1, Math.floor(maxBytes / pageBytes))}`);
}

/** Deleted words must not live on in the write-ahead log. */
function forgetOldPages(db: DatabaseSync): void {
  db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
}

function turnOf(row: Record<string, unknown>): TurnRecord {
  return turnRecord.parse({
    id: row.id,
    visitId: row.visit_id,
    atMs: row.at_ms,
    lang: row.lang,
    input: row.input,
    question: row.question,
    reply: row.reply,
    heard: row.heard,
    basis: row.basis,
    provenance: JSON.parse(String(row.provenance)),
    memoryIds: JSON.parse(String(row.memory_ids)),
    confidence: row.confidence,
    asrSource: row.asr_source,
    times: JSON.parse(String(row.times)),
  });
}
