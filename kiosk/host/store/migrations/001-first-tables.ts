import type { Migration } from './migration.ts';

export const firstTables: Migration = {
  version: 1,
  reason: 'Visits, their turns, the shelf’s history, the audit trail and what the console set.',
  sql: `
    CREATE TABLE visits (
      id TEXT PRIMARY KEY,
      began_ms INTEGER NOT NULL,
      ended_ms INTEGER,
      end_reason TEXT,
      lang TEXT NOT NULL,
      age_band TEXT,
      avatar_id TEXT
    ) STRICT;
    CREATE TABLE turns (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      visit_id TEXT NOT NULL,
      at_ms INTEGER NOT NULL,
      lang TEXT NOT NULL,
      input TEXT NOT NULL,
      question TEXT NOT NULL,
      reply TEXT NOT NULL,
      heard TEXT NOT NULL,
      basis TEXT NOT NULL,
      provenance TEXT NOT NULL,
      memory_ids TEXT NOT NULL,
      confidence REAL NOT NULL,
      asr_source TEXT NOT NULL,
      times TEXT NOT NULL
    ) STRICT;
    CREATE TABLE avatars (
      id TEXT NOT NULL,
      version TEXT NOT NULL,
      imported_ms INTEGER NOT NULL,
      withdrawn_ms INTEGER,
      sha256 TEXT NOT NULL,
      PRIMARY KEY (id, imported_ms)
    ) STRICT;
    CREATE TABLE audit (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      at_ms INTEGER NOT NULL,
      who TEXT NOT NULL,
      action TEXT NOT NULL,
      detail TEXT NOT NULL
    ) STRICT;
    CREATE TABLE settings (
      name TEXT PRIMARY KEY,
      value TEXT NOT NULL,
      at_ms INTEGER NOT NULL
    ) STRICT;
  `,
};
