import { open, readdir, readFile, rename, unlink } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import { ZipFile } from 'yazl';
import { z } from 'zod';
import { clipsFile } from '../persona/index.ts';
import { coreGrant } from '../studio/index.ts';
import { checkBody } from './body.ts';
import {
  type Identity,
  identitySchema,
  type Manifest,
  manifestPath,
  pathFault,
  signaturePath,
} from './manifest.ts';
import { type PackageProblem, Refusal, refuse } from './problem.ts';
import { sha256, signManifest } from './signing.ts';
import { readWav } from './wav.ts';

/** One file to pack, with where it comes from. */
export interface PackFile {
  readonly path: string;
  readonly bytes: Uint8Array;
  readonly licence: string;
  readonly source: string;
}

export type Packed =
  | {
      readonly ok: true;
      readonly manifest: Manifest;
      readonly bytes: number;
      readonly sha256: string;
    }
  | { readonly ok: false; readonly problem: PackageProblem };

/** Writes under a temporary name, flushes, renames, flushes the folder: a reader never sees half a file. */
const writeWhole = async (path: string, bytes: Uint8Array): Promise<void> => {
  const temporary = `${path}.${process.pid}.part`;
  const file = await open(temporary, 'w');
  try {
    await file.writeFile(bytes);
    await file.sync();
    await file.close();
    await rename(temporary, path);
  } catch (error) {
    await file.close().catch(() => undefined);
    await unlink(temporary).catch(() => undefined);
    throw error;
  }
  const folder = await open(dirname(path), 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
};

const zipBytes = async (entries: ReadonlyArray<readonly [string, Uint8Array]>): Promise<Buffer> => {
  const zip = new ZipFile();
  // The zip format's first moment in local time, so that the bytes depend on the contents only.
  const mtime = new Date(1980, 0, 1);
  for (const [path, bytes] of entries)
    zip.addBuffer(Buffer.from(bytes), path, {
      mtime,
      mode: 0o100644,
      compress: true,
      forceDosTimestamp: true,
    });
  zip.end();
  const chunks: Buffer[] = [];
  for await (const chunk of zip.outputStream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
};

const makeManifest = async (identity: Identity, files: readonly PackFile[]): Promise<Manifest> => {
  const byPath = new Map(files.map((file) => [file.path, file]));
  const bodies = files.filter(({ path }) => /^body\/[^/]+\.glb$/.test(path));
  const [body] = bodies;
  if (body === undefined || bodies.length > 1)
    return refuse(
      'file-missing',
      `A package has exactly one body/*.glb; this folder has ${bodies.length}.`,
      'Build the body first: npm run avatar -- build <recipe.json> --out body/body.glb',
      'body',
    );
  const { heightMm, eyeHeightMm } = await checkBody(body.path, body.bytes);
  const written = byPath.get('voice/clips.json');
  const clips =
    written === undefined
      ? { success: true as const, data: { clips: [] } }
      : clipsFile.safeParse(JSON.parse(new TextDecoder().decode(written.bytes)));
  if (!clips.success)
    return refuse(
      'persona-invalid',
      `voice/clips.json: ${clips.error.issues[0]?.message ?? 'wrong shape'}.`,
      'Correct the list of clips.',
      'voice/clips.json',
    );
  return {
    format: 'rumian-avatar',
    version: 1,
    id: identity.id,
    names: identity.names,
    languages: identity.languages,
    fictional: identity.fictional,
    registrationCode: identity.registrationCode,
    body: { path: body.path, heightMm, eyeHeightMm },
    voice: {
      settings: identity.voice,
      // Only clips that can be heard are offered; the words of the others stay in clips.json.
      clips: clips.data.clips.flatMap((clip) => {
        const path = `voice/clips/${clip.id}.wav`;
        const wav = byPath.get(path);
        if (wav === undefined) return [];
        const facts = readWav(wav.bytes);
        if (facts === null)
          return refuse(
            'clip-invalid',
            `"${path}" is not a 16-bit mono WAV.`,
            'Save the recording as 16-bit PCM, one channel.',
            path,
          );
        return [
          {
            id: clip.id,
            path,
            lang: clip.lang,
            text: clip.text,
            synthesised: clip.synthesised,
            durationMs: Math.round((facts.samples / facts.sampleRateHz) * 1000),
          },
        ];
      }),
    },
    persona: {
      memories: 'persona/memories.jsonl',
      facts: 'persona/facts.json',
      manner: 'persona/manner.json',
      questions: 'persona/questions.json',
    },
    consent: identity.consent,
    files: files.map(({ path, bytes, licence, source }) => ({
      path,
      bytes: bytes.length,
      sha256: sha256(bytes),
      licence,
      source,
    })),
  };
};

/** Packs files into `outPath`. The same files and key give the same bytes. A refused pack leaves nothing behind. */
export const pack = async (
  identity: unknown,
  files: readonly PackFile[],
  outPath: string,
  signingKey?: string,
): Promise<Packed> => {
  try {
    const who = identitySchema.safeParse(identity);
    if (!who.success) {
      const issue = who.error.issues[0];
      return refuse(
        'manifest-invalid',
        `avatar.json: ${issue?.message ?? 'wrong shape'} at ${issue?.path.join('.') ?? ''}.`,
        'Correct this value.',
        issue?.path.join('.'),
      );
    }
    const sorted = [...files].sort((a, b) => (a.path < b.path ? -1 : 1));
    for (const { path } of sorted) {
      const fault = pathFault(path);
      if (fault !== null)
        refuse('bad-path', `The path "${path}" ${fault}.`, 'Move or rename the file.', path);
    }
    for (const path of [
      'persona/memories.jsonl',
      'persona/facts.json',
      'persona/manner.json',
      'persona/questions.json',
      who.data.consent,
    ])
      if (!sorted.some((file) => file.path === path))
        refuse('file-missing', `"${path}" is not there.`, `Add ${path}.`, path);
    const manifest = await makeManifest(who.data, sorted);
    const manifestBytes = Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`);
    const entries: Array<readonly [string, Uint8Array]> = [[manifestPath, manifestBytes]];
    if (signingKey !== undefined)
      entries.push([signaturePath, signManifest(manifestBytes, signingKey)]);
    for (const { path, bytes } of sorted) entries.push([path, bytes]);
    const bytes = await zipBytes(entries);
    await writeWhole(outPath, bytes);
    return { ok: true, manifest, bytes: bytes.length, sha256: sha256(bytes) };
  } catch (error) {
    if (error instanceof Refusal) return { ok: false, problem: error.problem };
    throw error;
  }
};

const provenanceFile = z.record(
  z.string(),
  z.strictObject({ licence: z.string(), source: z.string() }),
);

/** What stands behind a file when the folder's own `provenance.json` does not say. */
const usual = (path: string, fictional: boolean): { licence: string; source: string } => {
  if (path.startsWith('body/'))
    return {
      licence: coreGrant.licence,
      source: `Built by the Rumian avatar studio from ${coreGrant.source}. ${coreGrant.grant}`,
    };
  if (fictional)
    return path.endsWith('.wav')
      ? { licence: 'CC0-1.0', source: 'Synthesised with espeak-ng; not a recording of a person.' }
      : { licence: 'Apache-2.0', source: 'Written for Rumian; an invented person.' };
  return { licence: 'family', source: 'Given by the family for this booth only.' };
};

const listFiles = async (folder: string): Promise<string[]> => {
  const found = await readdir(folder, { recursive: true, withFileTypes: true });
  return found
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'));
};

/** Reads `avatar.json` and the four folders of a package being written; `extra` files win over the folder's. */
export const readPackFolder = async (
  folder: string,
  extra: ReadonlyArray<Omit<PackFile, 'licence' | 'source'>> = [],
): Promise<{ identity: unknown; files: PackFile[] }> => {
  const identity: unknown = JSON.parse(await readFile(join(folder, 'avatar.json'), 'utf8'));
  const fictional =
    identity !== null &&
    typeof identity === 'object' &&
    (identity as { fictional?: unknown }).fictional === true;
  const own = (await listFiles(folder)).filter((path) =>
    /^(body|persona|voice|consent)\//.test(path),
  );
  const stated = (await listFiles(folder)).includes('provenance.json')
    ? provenanceFile.parse(JSON.parse(await readFile(join(folder, 'provenance.json'), 'utf8')))
    : {};
  const bytes = new Map<string, Uint8Array>();
  for (const path of own) bytes.set(path, await readFile(join(folder, path)));
  for (const file of extra) bytes.set(file.path, file.bytes);
  return {
    identity,
    files: [...bytes].map(([path, content]) => ({
      path,
      bytes: content,
      ...(stated[path] ?? usual(path, fictional)),
    })),
  };
};
