/** Files that are either whole or not there, and how much room is left. */
import {
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
  statfsSync,
  writeSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Refusal } from './contract.ts';

export type DiskOutcome = { readonly ok: true } | { readonly ok: false; readonly problem: Refusal };

/** Marks names a power cut may have left; whoever owns a folder removes them at start. */
export const unfinishedPrefix = '.unfinished-';

/** Free bytes for this user; null when the file system does not tell. */
export function freeBytes(path: string): number | null {
  try {
    const { bavail, bsize } = statfsSync(path);
    return bavail * bsize;
  } catch {
    return null;
  }
}

/**
 * Fresh name → fsync → rename → fsync of the folder: after a power cut the old file or the new one,
 * never half of one. `mode` counts from the first byte on.
 */
export function writeDurably(
  path: string,
  parts: readonly Uint8Array[],
  mode = 0o600,
): DiskOutcome {
  const folder = dirname(path);
  const unfinished = join(folder, `${unfinishedPrefix}${process.pid}-${basename(path)}`);
  try {
    mkdirSync(folder, { recursive: true });
    const file = openSync(unfinished, 'w', mode);
    try {
      for (const part of parts) writeAll(file, part);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(unfinished, path);
    syncFolder(folder);
    return { ok: true };
  } catch (error) {
    rmSync(unfinished, { force: true });
    return { ok: false, problem: diskProblem(error, path) };
  }
}

/** Makes a removal or a rename in this folder survive a power cut. */
export function syncFolder(folder: string): void {
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } catch (error) {
    // Windows cannot sync a folder and does not need to.
    if (systemCode(error) !== 'EPERM') throw error;
  } finally {
    closeSync(handle);
  }
}

export function systemCode(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
}

export function diskProblem(error: unknown, path: string): Refusal {
  const code = systemCode(error);
  switch (code) {
    case 'ENOSPC':
    case 'EDQUOT':
      return {
        code: 'disk-full',
        cause: 'The disk is full.',
        remedy: 'Free some space; what was being saved is not there and must be repeated.',
        path,
      };
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return {
        code: 'disk-no-right',
        cause: `Rumian may not write there (${code}).`,
        remedy: 'Give the booth’s user the right to write to its var folder.',
        path,
      };
    default:
      return {
        code: 'disk-failed',
        cause: `The disk refused the write (${code}).`,
        remedy: 'Check the disk and its file system.',
        path,
      };
  }
}

function writeAll(file: number, bytes: Uint8Array): void {
  let done = 0;
  while (done < bytes.length) done += writeSync(file, bytes, done, bytes.length - done);
}
