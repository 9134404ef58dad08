/** What SQLite says, as something a person can act on. */
import type { Refusal } from '../contract.ts';

export type StoreProblem = Refusal & { readonly effect: string };

/** Primary result codes, sqlite.org/rescode.html. */
const sqlite = {
  busy: 5,
  readonly: 8,
  ioError: 10,
  corrupt: 11,
  full: 13,
  cannotOpen: 14,
  notADatabase: 26,
} as const;

export function sqliteCode(error: unknown): number | null {
  if (!(error instanceof Error) || !('errcode' in error)) return null;
  return typeof error.errcode === 'number' ? error.errcode & 0xff : null;
}

export function isBroken(error: unknown): boolean {
  const code = sqliteCode(error);
  return code === sqlite.corrupt || code === sqlite.notADatabase;
}

const notKept = 'The visit goes on; this entry is not kept.';

export function storeProblem(error: unknown, path: string): StoreProblem {
  switch (sqliteCode(error)) {
    case sqlite.full:
      return {
        code: 'store-full',
        cause: 'The disk is full, or the store has reached its size limit.',
        effect: notKept,
        remedy:
          'Free some space on the booth’s disk, or raise limits.storeMb; storing resumes by itself.',
        path,
      };
    case sqlite.busy:
      return {
        code: 'store-busy',
        cause: 'Another program holds the booth’s store.',
        effect: notKept,
        remedy: 'Close the program that has the file open.',
        path,
      };
    case sqlite.readonly:
    case sqlite.cannotOpen:
      return {
        code: 'store-no-right',
        cause: 'The booth’s store cannot be opened for writing.',
        effect: notKept,
        remedy: 'Give the booth’s user the right to write to its var folder.',
        path,
      };
    case sqlite.corrupt:
    case sqlite.notADatabase:
      return {
        code: 'store-broken',
        cause: 'The booth’s store is damaged.',
        effect: notKept,
        remedy: 'Restart the booth: the damaged file is set aside and a fresh one begun.',
        path,
      };
    case sqlite.ioError:
      return {
        code: 'store-io',
        cause: 'The disk refused to read or write.',
        effect: notKept,
        remedy: 'Check the disk and the space on it.',
        path,
      };
    default:
      return {
        code: 'store-failed',
        cause: `The booth’s store failed (${error instanceof Error ? error.name : 'unknown'}, SQLite ${sqliteCode(error) ?? 'none'}).`,
        effect: notKept,
        remedy: 'Restart the booth; if it stays, move the file aside.',
        path,
      };
  }
}
