import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { silentLog } from '../../../kiosk/host/log.ts';
import {
  type Opened,
  openShelf,
  type Shelf,
  type ShelfOptions,
  type Shelvable,
} from '../../../kiosk/host/shelf/index.ts';
import { ownFolder } from './folder.ts';

const folder = ownFolder();
let worlds = 0;

/** A "package" of this test: the word PACKAGE, an id, and a body. The real opener has its own tests. */
function packed(id: string, body = 'glTF of '): Buffer {
  return Buffer.from(`PACKAGE ${id} ${body}${id}`);
}

function openPackage(bytes: Uint8Array): Promise<Opened<Shelvable>> {
  const [word, id = '', ...body] = Buffer.from(bytes).toString().split(' ');
  if (word !== 'PACKAGE') {
    return Promise.resolve({
      ok: false,
      problem: { code: 'not-a-zip', cause: 'No package.', remedy: 'Ask the studio.' },
    });
  }
  return Promise.resolve({
    ok: true,
    package: {
      manifest: {
        id,
        names: { zh: '林玉华', en: 'Lin Yuhua' },
        fictional: true,
        body: { path: 'body/body.glb' },
        voice: { clips: [1, 2, 3] },
      },
      persona: { memories: [1, 2] },
      sha256: createHash('sha256').update(bytes).digest('hex'),
      read: (path) => {
        if (path !== 'body/body.glb') throw new Error(`not in this package: ${path}`);
        return Buffer.from(body.join(' '));
      },
    },
  });
}

function world(over: Partial<ShelfOptions<Shelvable>> = {}) {
  const dir = over.dir ?? join(folder, `vault-${worlds++}`);
  const told: string[] = [];
  const open = (): Shelf<Shelvable> => {
    const outcome = openShelf({
      dir,
      openPackage,
      maxBytes: 1000,
      freeBytes: () => 1e12,
      nowMs: () => 5,
      history: {
        imported: ({ id, atMs }) => told.push(`imported ${id} ${atMs}`),
        withdrawn: (id) => told.push(`withdrawn ${id}`),
        activated: (id) => told.push(`activated ${id}`),
      },
      log: silentLog,
      ...over,
    });
    if (!outcome.ok) throw new Error(`${outcome.problem.code}: ${outcome.problem.cause}`);
    return outcome.shelf;
  };
  return { dir, told, open };
}

function everythingIn(dir: string): string[] {
  return readdirSync(dir, { recursive: true, encoding: 'utf8' })
    .filter((name) => statSync(join(dir, name)).isFile())
    .sort();
}

describe('the shelf', () => {
  it('keeps a package over a restart, sealed, its key apart and for nobody else to read', async () => {
    const { dir, open, told } = world();
    const outcome = await open().import(packed('lin-yuhua'));
    expect(outcome).toMatchObject({
      ok: true,
      avatar: { id: 'lin-yuhua', memories: 2, clips: 3, fictional: true, active: false },
    });
    expect(everythingIn(dir)).toEqual(['keys/lin-yuhua.key', 'lin-yuhua.sealed']);
    expect(statSync(join(dir, 'keys/lin-yuhua.key')).mode & 0o777).toBe(0o600);
    expect(statSync(join(dir, 'lin-yuhua.sealed')).mode & 0o777).toBe(0o600);
    const atRest = readFileSync(join(dir, 'lin-yuhua.sealed'));
    for (const secret of ['PACKAGE', 'glTF', '林玉华', 'Lin Yuhua']) {
      expect(atRest.includes(secret)).toBe(false);
    }

    const again = open();
    expect(again.list()).toMatchObject([
      { id: 'lin-yuhua', name: { zh: '林玉华' }, importedMs: 5 },
    ]);
    const opened = await again.open('lin-yuhua');
    expect(opened.ok && opened.package.read('body/body.glb').toString()).toBe('glTF of lin-yuhua');
    expect(told).toEqual(['imported lin-yuhua 5']);
  });

  it('gives the body of the active avatar only', async () => {
    const shelf = world().open();
    await shelf.import(packed('lin-yuhua'));
    await shelf.import(packed('tom-hale'));
    expect(shelf.body('lin-yuhua')).toBeNull();
    const seen: (string | null)[] = [];
    shelf.onActive((active) => seen.push(active?.manifest.id ?? null));
    expect(await shelf.activate('lin-yuhua')).toEqual({ ok: true });
    const first = shelf.body('lin-yuhua');
    expect(Buffer.from(first?.bytes ?? []).toString()).toBe('glTF of lin-yuhua');
    expect(first?.etag).toMatch(/^"[0-9a-f]{32}"$/);
    await shelf.activate('tom-hale');
    expect(shelf.body('lin-yuhua')).toBeNull();
    expect(shelf.list().map((each) => [each.id, each.active])).toEqual([
      ['lin-yuhua', false],
      ['tom-hale', true],
    ]);
    expect(await shelf.activate('nobody')).toMatchObject({
      ok: false,
      problem: { code: 'avatar-unknown' },
    });
    expect(seen).toEqual(['lin-yuhua', 'tom-hale']);
  });

  it('puts a newer package of the same person in the place of the old one, on the stage too', async () => {
    const { dir, open } = world();
    const shelf = open();
    await shelf.import(packed('lin-yuhua'));
    await shelf.activate('lin-yuhua');
    const before = shelf.body('lin-yuhua')?.etag;
    await shelf.import(packed('lin-yuhua', 'better glTF of '));
    expect(shelf.body('lin-yuhua')?.bytes.toString()).toBe('better glTF of lin-yuhua');
    expect(shelf.body('lin-yuhua')?.etag).not.toBe(before);
    expect(shelf.list()).toHaveLength(1);
    expect(everythingIn(dir)).toHaveLength(2);
  });

  it('withdraws: the key goes, the file goes, the stage goes dark', async () => {
    const { dir, open, told } = world();
    const shelf = open();
    await shelf.import(packed('lin-yuhua'));
    await shelf.activate('lin-yuhua');
    expect(await shelf.withdraw('lin-yuhua')).toEqual({ ok: true });
    expect(shelf.active()).toBeNull();
    expect(shelf.body('lin-yuhua')).toBeNull();
    expect(shelf.list()).toEqual([]);
    expect(everythingIn(dir)).toEqual([]);
    expect(told.slice(-2)).toEqual(['activated null', 'withdrawn lin-yuhua']);
    expect(await shelf.withdraw('lin-yuhua')).toMatchObject({ ok: false });
    expect(open().list()).toEqual([]);
  });

  it.each([
    ['is no package', Buffer.from('nonsense'), {}, 'not-a-zip'],
    ['is too large', Buffer.from(`PACKAGE a-b ${'x'.repeat(1000)}`), {}, 'too-large'],
    ['does not fit on the disk', packed('lin-yuhua'), { freeBytes: () => 1000 }, 'disk-full'],
  ])('leaves nothing behind of a file that %s', async (_what, bytes, over, code) => {
    const { dir, open } = world(over);
    const shelf = open();
    expect(await shelf.import(bytes)).toMatchObject({ ok: false, problem: { code } });
    expect(shelf.list()).toEqual([]);
    expect(everythingIn(dir)).toEqual([]);
  });

  it('leaves nothing behind when the write itself fails', async () => {
    const { dir, open } = world();
    const shelf = open();
    // A folder stands where the sealed file should be renamed to: root may write everywhere else.
    mkdirSync(join(dir, 'lin-yuhua.sealed', 'in-the-way'), { recursive: true });
    expect(await shelf.import(packed('lin-yuhua'))).toMatchObject({
      ok: false,
      problem: { code: 'disk-failed' },
    });
    expect(everythingIn(dir)).toEqual([]);
    expect(shelf.list()).toEqual([]);
  });

  it('clears at the start what a power cut left half-done', async () => {
    const { dir, open } = world();
    const shelf = open();
    await shelf.import(packed('lin-yuhua'));
    await shelf.import(packed('tom-hale'));
    await shelf.import(packed('ada-reed'));
    rmSync(join(dir, 'keys/tom-hale.key')); // a withdrawal got this far
    rmSync(join(dir, 'ada-reed.sealed')); // an import got this far
    writeFileSync(join(dir, '.unfinished-77-lin-yuhua.sealed'), 'half');
    writeFileSync(join(dir, 'keys', '.unfinished-77-x.key'), 'half');
    expect(
      open()
        .list()
        .map((each) => each.id),
    ).toEqual(['lin-yuhua']);
    expect(everythingIn(dir)).toEqual(['keys/lin-yuhua.key', 'lin-yuhua.sealed']);
  });

  it('does not take a lost folder of keys for withdrawals', async () => {
    const { dir, open } = world();
    await open().import(packed('lin-yuhua'));
    renameSync(join(dir, 'keys'), join(dir, '..', 'keys-elsewhere'));
    expect(open).toThrow('vault-keys-gone');
    renameSync(join(dir, '..', 'keys-elsewhere'), join(dir, 'keys'));
    expect(open().list()).toHaveLength(1);
  });

  it('notices a changed byte, a file swapped among avatars and another key', async () => {
    const { dir, open } = world();
    const shelf = open();
    await shelf.import(packed('lin-yuhua'));
    await shelf.import(packed('tom-hale'));
    const path = join(dir, 'lin-yuhua.sealed');
    const whole = readFileSync(path);
    const changed = Buffer.from(whole);
    changed[changed.length - 20] = (changed[changed.length - 20] ?? 0) ^ 1;
    writeFileSync(path, changed);
    expect(await shelf.open('lin-yuhua')).toMatchObject({
      ok: false,
      problem: { code: 'avatar-damaged' },
    });
    // Even with the right key under the other name: the id is part of the seal.
    writeFileSync(path, readFileSync(join(dir, 'tom-hale.sealed')));
    writeFileSync(join(dir, 'keys/lin-yuhua.key'), readFileSync(join(dir, 'keys/tom-hale.key')));
    expect(await shelf.open('lin-yuhua')).toMatchObject({ ok: false });
    expect(
      open()
        .list()
        .map((each) => each.id),
    ).toEqual(['tom-hale']);
    expect(existsSync(path)).toBe(true);
    // Loading it again heals it.
    expect(await open().import(packed('lin-yuhua'))).toMatchObject({ ok: true });
    expect(open().list()).toHaveLength(2);
  });

  it('does one change after another', async () => {
    const { dir, open } = world();
    const shelf = open();
    const [imported, withdrawn, again] = await Promise.all([
      shelf.import(packed('lin-yuhua')),
      shelf.withdraw('lin-yuhua'),
      shelf.activate('lin-yuhua'),
    ]);
    expect([imported.ok, withdrawn.ok, again.ok]).toEqual([true, true, false]);
    expect(everythingIn(dir)).toEqual([]);
  });
});
