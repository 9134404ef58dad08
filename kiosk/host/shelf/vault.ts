/** The folder of sealed packages and, apart, their keys. Synchronous: one small step at a time. */
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import type { Refusal } from '../contract.ts';
import {
  type DiskOutcome,
  diskProblem,
  syncFolder,
  systemCode,
  unfinishedPrefix,
  writeDurably,
} from '../disk.ts';
import {
  cardLength,
  headBytes,
  keyBytes,
  newKey,
  openCard,
  openContent,
  sealFile,
} from './sealed.ts';

export interface Vault {
  /** Ids whose card could be opened, each with its card. */
  readonly cards: () => ReadonlyMap<string, Buffer>;
  keep(id: string, card: Uint8Array, content: Uint8Array): DiskOutcome;
  /** Null: not there, damaged, or its key is gone. */
  take(id: string): Buffer | null;
  /** The key first: from that moment on nobody can read the package. */
  destroy(id: string): DiskOutcome;
}

export interface Leftover {
  readonly what: 'unfinished' | 'package-without-key' | 'key-without-package' | 'damaged';
  readonly path: string;
}

const idOf = (file: string, end: string): string | null => {
  const id = file.endsWith(end) ? file.slice(0, -end.length) : '';
  return /^[a-z0-9][a-z0-9-]{0,63}$/.test(id) ? id : null;
};

/** Opens the vault and clears what a power cut left half-done. */
export function openVault(
  dir: string,
):
  | { readonly ok: true; readonly vault: Vault; readonly leftovers: readonly Leftover[] }
  | { readonly ok: false; readonly problem: Refusal } {
  const keyDir = join(dir, 'keys');
  const packagePath = (id: string): string => join(dir, `${id}.sealed`);
  const keyPath = (id: string): string => join(keyDir, `${id}.key`);
  try {
    const hadKeys = existsSync(keyDir);
    mkdirSync(dir, { recursive: true, mode: 0o700 });
    const packages = idsIn(dir, '.sealed');
    if (!hadKeys && packages.length > 0) return { ok: false, problem: keysGone(keyDir) };
    mkdirSync(keyDir, { recursive: true, mode: 0o700 });
    const leftovers = clear();
    return { ok: true, vault: { cards, keep, take, destroy }, leftovers };
  } catch (error) {
    return { ok: false, problem: diskProblem(error, dir) };
  }

  function clear(): Leftover[] {
    const found: Leftover[] = [];
    const away = (what: Leftover['what'], path: string): void => {
      rmSync(path, { force: true });
      found.push({ what, path });
    };
    for (const folder of [dir, keyDir]) {
      for (const file of readdirSync(folder)) {
        if (file.startsWith(unfinishedPrefix)) away('unfinished', join(folder, file));
      }
    }
    for (const id of idsIn(dir, '.sealed')) {
      if (!existsSync(keyPath(id))) away('package-without-key', packagePath(id));
      else if (card(id) === null) found.push({ what: 'damaged', path: packagePath(id) });
    }
    for (const id of idsIn(keyDir, '.key')) {
      if (!existsSync(packagePath(id))) away('key-without-package', keyPath(id));
    }
    if (found.length > 0) for (const folder of [dir, keyDir]) syncFolder(folder);
    return found;
  }

  function cards(): ReadonlyMap<string, Buffer> {
    const all = new Map<string, Buffer>();
    for (const id of idsIn(dir, '.sealed')) {
      const opened = card(id);
      if (opened !== null) all.set(id, opened);
    }
    return all;
  }

  function card(id: string): Buffer | null {
    const key = keyFor(id);
    if (key === null) return null;
    const file = openSync(packagePath(id), 'r');
    try {
      const head = readExactly(file, 0, headBytes);
      const length = cardLength(head);
      return length === null ? null : openCard(id, key, readExactly(file, headBytes, length));
    } finally {
      closeSync(file);
    }
  }

  function keep(id: string, cardBytes: Uint8Array, content: Uint8Array): DiskOutcome {
    const before = keyFor(id);
    const key = before ?? newKey();
    if (before === null) {
      const kept = writeDurably(keyPath(id), [key], 0o600);
      if (!kept.ok) return kept;
    }
    const kept = writeDurably(packagePath(id), sealFile(id, key, cardBytes, content), 0o600);
    if (!kept.ok && before === null) rmSync(keyPath(id), { force: true });
    return kept;
  }

  function take(id: string): Buffer | null {
    const key = keyFor(id);
    if (key === null) return null;
    try {
      return openContent(id, key, readFileSync(packagePath(id)));
    } catch {
      return null;
    }
  }

  function destroy(id: string): DiskOutcome {
    try {
      if (existsSync(keyPath(id))) {
        overwrite(keyPath(id));
        rmSync(keyPath(id));
        syncFolder(keyDir);
      }
      rmSync(packagePath(id), { force: true });
      syncFolder(dir);
      return { ok: true };
    } catch (error) {
      return { ok: false, problem: diskProblem(error, dir) };
    }
  }

  function keyFor(id: string): Buffer | null {
    try {
      const key = readFileSync(keyPath(id));
      return key.length === keyBytes ? key : null;
    } catch (error) {
      if (systemCode(error) === 'ENOENT') return null;
      throw error;
    }
  }
}

function idsIn(folder: string, end: string): string[] {
  return readdirSync(folder)
    .map((file) => idOf(file, end))
    .filter((id) => id !== null);
}

function readExactly(file: number, from: number, length: number): Buffer {
  const bytes = Buffer.alloc(length);
  const read = readSync(file, bytes, 0, length, from);
  return bytes.subarray(0, read);
}

/** So that the blocks themselves no longer hold the key, as far as the medium honours it. */
function overwrite(path: string): void {
  const { size } = statSync(path);
  const file = openSync(path, 'r+');
  try {
    writeSync(file, Buffer.alloc(size), 0, size, 0);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

function keysGone(keyDir: string): Refusal {
  return {
    code: 'vault-keys-gone',
    cause: 'There are avatar packages here, but the folder of their keys is gone.',
    remedy: `Put ${keyDir} back. If the keys are lost for good, empty the vault folder and load the packages again.`,
    path: keyDir,
  };
}
