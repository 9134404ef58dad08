/**
 * The avatars of this booth: sealed at rest, one of them open in memory. A refused package leaves
 * nothing behind; withdrawing destroys the key before anything else. Changes run one after another.
 */
import { z } from 'zod';
import { type Refusal, type ShelfAvatar, shelfAvatar } from '../contract.ts';
import type { CallOutcome, ShelfControl, Unsubscribe } from '../control.ts';
import type { Log } from '../log.ts';
import type { BodySource } from '../server/index.ts';
import { openVault, type Vault } from './vault.ts';

/** As much of an opened package as the shelf needs; `avatars/package` opens more. */
export interface Shelvable {
  readonly manifest: {
    readonly id: string;
    readonly names: { readonly zh: string; readonly en: string };
    readonly fictional: boolean;
    readonly body: { readonly path: string };
    readonly voice: { readonly clips: readonly unknown[] };
  };
  readonly persona: { readonly memories: readonly unknown[] };
  /** Of the whole package file, hex. */
  readonly sha256: string;
  read(path: string): Uint8Array;
}

export type Opened<P> =
  | { readonly ok: true; readonly package: P }
  | { readonly ok: false; readonly problem: Refusal };

export interface Shelf<P extends Shelvable> extends ShelfControl, BodySource {
  /** The avatar on the stage, decrypted in memory. */
  active(): P | null;
  /** Called with every new active avatar, and with null when it was withdrawn. */
  onActive(listener: (active: P | null) => void): Unsubscribe;
  /** Decrypts and checks again, all in memory. */
  open(id: string): Promise<Opened<P>>;
}

export interface ShelfOptions<P extends Shelvable> {
  /** `var/vault`. */
  readonly dir: string;
  /** Checks a whole `.rumian` file strictly. */
  readonly openPackage: (bytes: Uint8Array) => Promise<Opened<P>>;
  readonly maxBytes: number;
  readonly freeBytes: () => number | null;
  readonly nowMs: () => number;
  /** Remembers what was loaded and withdrawn, and which one is active. */
  readonly history: {
    imported(avatar: { id: string; version: string; sha256: string; atMs: number }): unknown;
    withdrawn(id: string, atMs: number): unknown;
    activated(id: string | null): unknown;
  };
  readonly log: Log;
}

export type ShelfOutcome<P extends Shelvable> =
  | { readonly ok: true; readonly shelf: Shelf<P> }
  | { readonly ok: false; readonly problem: Refusal };

const card = z.object({ avatar: shelfAvatar.omit({ active: true }), sha256: z.string() });
type Card = z.infer<typeof card>;

/** Nothing is active at first: the caller activates the avatar it remembers. */
export function openShelf<P extends Shelvable>(options: ShelfOptions<P>): ShelfOutcome<P> {
  const log = options.log.part('shelf');
  const opened = openVault(options.dir);
  if (!opened.ok) return opened;
  for (const { what, path } of opened.leftovers) log.warn('leftover', { kind: what, path });
  return { ok: true, shelf: shelfOver(opened.vault, { ...options, log }) };
}

function shelfOver<P extends Shelvable>(vault: Vault, options: ShelfOptions<P>): Shelf<P> {
  const { openPackage, maxBytes, freeBytes, nowMs, history, log } = options;
  const cards = new Map<string, Card>();
  for (const [id, bytes] of vault.cards()) {
    const read = readCard(bytes);
    if (read === null) log.warn('card-unreadable', { avatarId: id });
    else cards.set(id, read);
  }
  let active: P | null = null;
  const listeners = new Set<(active: P | null) => void>();
  let last: Promise<unknown> = Promise.resolve();

  /** One change after another: an import and a withdrawal of the same avatar must not cross. */
  function inTurn<T>(act: () => Promise<T>): Promise<T> {
    const done = last.then(act);
    last = done.catch(() => undefined);
    return done;
  }

  function become(next: P | null): void {
    active = next;
    history.activated(next?.manifest.id ?? null);
    for (const listener of [...listeners]) listener(next);
  }

  const shown = (each: Card): ShelfAvatar => ({
    ...each.avatar,
    active: active?.manifest.id === each.avatar.id,
  });

  async function open(id: string): Promise<Opened<P>> {
    if (!cards.has(id)) return { ok: false, problem: unknownAvatar };
    const bytes = vault.take(id);
    if (bytes === null) return { ok: false, problem: damaged };
    return await openPackage(bytes);
  }

  async function importBytes(
    bytes: Uint8Array,
  ): Promise<{ ok: true; avatar: ShelfAvatar } | { ok: false; problem: Refusal }> {
    if (bytes.length > maxBytes) return { ok: false, problem: tooLarge(maxBytes) };
    const free = freeBytes();
    if (free !== null && free < bytes.length + roomToSpareBytes)
      return { ok: false, problem: noRoom };
    const checked = await openPackage(bytes);
    if (!checked.ok) {
      log.warn('package-refused', { code: checked.problem.code });
      return checked;
    }
    const { manifest, persona, sha256 } = checked.package;
    const next: Card = {
      sha256,
      avatar: {
        id: manifest.id,
        name: { zh: manifest.names.zh, en: manifest.names.en },
        // A package carries no version of its own: its content is its identity.
        version: sha256.slice(0, 8),
        fictional: manifest.fictional,
        sizeBytes: bytes.length,
        importedMs: nowMs(),
        memories: persona.memories.length,
        clips: manifest.voice.clips.length,
      },
    };
    const kept = vault.keep(manifest.id, Buffer.from(JSON.stringify(next)), bytes);
    if (!kept.ok) return kept;
    cards.set(manifest.id, next);
    history.imported({
      id: manifest.id,
      version: next.avatar.version,
      sha256,
      atMs: next.avatar.importedMs,
    });
    log.info('avatar-imported', { avatarId: manifest.id, bytes: bytes.length });
    if (active?.manifest.id === manifest.id) become(checked.package);
    return { ok: true, avatar: shown(next) };
  }

  async function activate(id: string): Promise<CallOutcome> {
    const opened = await open(id);
    if (!opened.ok) return opened;
    become(opened.package);
    log.info('avatar-activated', { avatarId: id });
    return { ok: true };
  }

  function withdraw(id: string): CallOutcome {
    if (!cards.has(id)) return { ok: false, problem: unknownAvatar };
    const gone = vault.destroy(id);
    if (!gone.ok) return gone;
    cards.delete(id);
    if (active?.manifest.id === id) become(null);
    history.withdrawn(id, nowMs());
    log.info('avatar-withdrawn', { avatarId: id });
    return { ok: true };
  }

  return {
    list: () => [...cards.values()].map(shown),
    import: (bytes) => inTurn(() => importBytes(bytes)),
    activate: (id) => inTurn(() => activate(id)),
    withdraw: (id) => inTurn(() => Promise.resolve(withdraw(id))),
    open: (id) => inTurn(() => open(id)),
    active: () => active,
    onActive: (listener) => {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
    body: (id) => {
      if (active?.manifest.id !== id) return null;
      return {
        bytes: active.read(active.manifest.body.path),
        etag: `"${active.sha256.slice(0, 32)}"`,
      };
    },
  };
}

/** Left on the disk for the store, which matters more than one more avatar. */
const roomToSpareBytes = 64 * 1024 * 1024;

function readCard(bytes: Buffer): Card | null {
  try {
    return card.parse(JSON.parse(bytes.toString('utf8')));
  } catch {
    return null;
  }
}

const unknownAvatar: Refusal = {
  code: 'avatar-unknown',
  cause: 'There is no such avatar on this booth.',
  remedy: 'Load its package first.',
};
const damaged: Refusal = {
  code: 'avatar-damaged',
  cause: 'The stored package can no longer be read.',
  remedy: 'Load the package again from the file the family or the studio holds.',
};
const noRoom: Refusal = {
  code: 'disk-full',
  cause: 'There is not enough free space for this package.',
  remedy: 'Free some space on the booth’s disk and load it again.',
};

function tooLarge(maxBytes: number): Refusal {
  return {
    code: 'too-large',
    cause: `The package is larger than ${Math.floor(maxBytes / 1024 / 1024)} MB.`,
    remedy: 'Ask the studio for a smaller one, or raise limits.packageMb in booth.json.',
  };
}
