import { readFile, stat } from 'node:fs/promises';
import { type ConsentLedger, consentLedgerSchema, decideConsent } from '../consent/index.ts';
import { loadPersona, type Persona } from '../persona/index.ts';
import { type BodyMeasures, checkBody } from './body.ts';
import { type Manifest, manifestPath, manifestSchema, signaturePath } from './manifest.ts';
import { type PackageProblem, Refusal, refuse } from './problem.ts';
import { checkSignature, sha256 } from './signing.ts';
import { defaultLimits, type PackageLimits, unzipStrictly } from './unzip.ts';
import { readWav } from './wav.ts';

export interface AvatarPackage {
  readonly manifest: Manifest;
  readonly persona: Persona;
  readonly consent: ConsentLedger;
  readonly body: BodyMeasures;
  /** Public key (SPKI, base64) of whoever signed; null when unsigned. */
  readonly signedBy: string | null;
  /** SHA-256 of the whole package file: its identity in the booth. */
  readonly sha256: string;
  readonly paths: readonly string[];
  /** Bytes of one file; throws for a path that is not in `paths`. */
  read(path: string): Buffer;
  has(path: string): boolean;
}

export type OpenedPackage =
  | { readonly ok: true; readonly package: AvatarPackage }
  | { readonly ok: false; readonly problem: PackageProblem };

export interface OpenOptions {
  /** When given, the package must be signed by one of these (SPKI, base64). */
  readonly trustedKeys?: readonly string[];
  readonly limits?: Partial<PackageLimits>;
  /** The day the consent is judged for; today when left out. */
  readonly at?: Date;
}

const remedyStudio = 'Ask the studio to pack it again.';

const jsonOf = (
  bytes: Uint8Array,
  code: 'manifest-invalid' | 'consent-invalid',
  path: string,
): unknown => {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return refuse(code, `${path} is not readable JSON.`, remedyStudio, path);
  }
};

const readManifest = (files: ReadonlyMap<string, Buffer>): Manifest => {
  const bytes = files.get(manifestPath);
  if (bytes === undefined)
    return refuse(
      'manifest-missing',
      'The package has no manifest.json.',
      remedyStudio,
      manifestPath,
    );
  const json = jsonOf(bytes, 'manifest-invalid', manifestPath);
  const version =
    json !== null && typeof json === 'object' ? (json as { version?: unknown }).version : undefined;
  if (typeof version === 'number' && version !== 1)
    refuse(
      'version-unknown',
      `The package is of format version ${version}; this program reads version 1.`,
      'Update the booth, or pack for version 1.',
      'version',
    );
  const parsed = manifestSchema.safeParse(json);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  return refuse(
    'manifest-invalid',
    `manifest.json: ${issue?.message ?? 'wrong shape'}${issue && issue.path.length > 0 ? ` at ${issue.path.join('.')}` : ''}.`,
    remedyStudio,
    issue?.path.join('.') ?? manifestPath,
  );
};

const checkFiles = (manifest: Manifest, files: ReadonlyMap<string, Buffer>): void => {
  const listed = new Map<string, (typeof manifest.files)[number]>();
  for (const file of manifest.files) {
    if (listed.has(file.path))
      refuse('duplicate-path', `The manifest lists "${file.path}" twice.`, remedyStudio, file.path);
    listed.set(file.path, file);
  }
  for (const path of files.keys())
    if (path !== manifestPath && path !== signaturePath && !listed.has(path))
      refuse(
        'file-unlisted',
        `"${path}" is in the package but not in its manifest.`,
        'Do not use this file; ask the studio for the package again.',
        path,
      );
  for (const { path, bytes, sha256: hash } of listed.values()) {
    const content = files.get(path);
    if (content === undefined)
      refuse(
        'file-missing',
        `The manifest lists "${path}", but it is not in the package.`,
        remedyStudio,
        path,
      );
    else if (content.length !== bytes || sha256(content) !== hash)
      refuse(
        'hash-mismatch',
        `"${path}" is not the file that the manifest describes.`,
        'Copy the package again; if it stays, do not use it.',
        path,
      );
  }
  for (const path of [
    manifest.body.path,
    manifest.consent,
    ...Object.values(manifest.persona),
    ...manifest.voice.clips.map((clip) => clip.path),
  ])
    if (!listed.has(path))
      refuse(
        'file-missing',
        `The manifest names "${path}" but does not list it.`,
        remedyStudio,
        path,
      );
};

const checkConsent = (manifest: Manifest, bytes: Uint8Array, at: Date): ConsentLedger => {
  const path = manifest.consent;
  const parsed = consentLedgerSchema.safeParse(jsonOf(bytes, 'consent-invalid', path));
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    return refuse(
      'consent-invalid',
      `${path}: ${issue?.message ?? 'wrong shape'} at ${issue?.path.join('.') ?? ''}.`,
      'Correct the ledger with the family and pack again.',
      path,
    );
  }
  const ledger = parsed.data;
  if (ledger.person !== manifest.id)
    refuse(
      'consent-invalid',
      `The ledger is about "${ledger.person}", not "${manifest.id}".`,
      'Put the right ledger into the package.',
      path,
    );
  if (ledger.entries.some(({ fiction }) => fiction !== manifest.fictional))
    refuse(
      'consent-invalid',
      'Invented consent may stand only in a package of an invented person, and there all of it is invented.',
      'Mark the person and every entry alike.',
      path,
    );
  for (const use of ['face', 'voice', 'words'] as const) {
    const decision = decideConsent(ledger, use, at);
    if (!decision.allowed)
      refuse(
        'consent-incomplete',
        `There is no standing consent for the person's ${use} (${decision.reason}${decision.entryIds.length > 0 ? `: ${decision.entryIds.join(', ')}` : ''}).`,
        'Settle it with the family, add the entry to the ledger, and pack again.',
        path,
      );
  }
  return ledger;
};

/**
 * Opens a package strictly, in memory: size, paths, hashes, signature, schema, body, persona, consent.
 * The first fault refuses it and says which; nothing is ever written.
 */
export const openPackage = async (
  source: string | Uint8Array,
  options: OpenOptions = {},
): Promise<OpenedPackage> => {
  try {
    return { ok: true, package: await openOrRefuse(source, options) };
  } catch (error) {
    if (error instanceof Refusal) return { ok: false, problem: error.problem };
    throw error;
  }
};

const readSource = async (source: string | Uint8Array, limits: PackageLimits): Promise<Buffer> => {
  if (typeof source !== 'string')
    return Buffer.from(source.buffer, source.byteOffset, source.byteLength);
  try {
    const { size } = await stat(source);
    if (size > limits.packageBytes)
      refuse(
        'too-large',
        `The package is ${size} bytes; the limit is ${limits.packageBytes}.`,
        'Make the package smaller.',
      );
    return await readFile(source);
  } catch (error) {
    if (error instanceof Refusal) throw error;
    return refuse(
      'unreadable',
      `The file cannot be read: ${error instanceof Error ? error.message : 'unknown cause'}.`,
      'Check the path and the rights of the file.',
    );
  }
};

const openOrRefuse = async (
  source: string | Uint8Array,
  options: OpenOptions,
): Promise<AvatarPackage> => {
  const limits: PackageLimits = { ...defaultLimits, ...options.limits };
  const bytes = await readSource(source, limits);
  const files = await unzipStrictly(bytes, limits);
  const manifest = readManifest(files);
  const manifestBytes = files.get(manifestPath) ?? Buffer.alloc(0);
  const signedBy = checkSignature(manifestBytes, files.get(signaturePath), options.trustedKeys);
  checkFiles(manifest, files);
  const read = (path: string): Buffer => {
    const content = files.get(path);
    if (content === undefined) throw new Error(`The package has no file "${path}".`);
    return content;
  };
  const consent = checkConsent(manifest, read(manifest.consent), options.at ?? new Date());
  const loaded = loadPersona((path) => files.get(path));
  if (!loaded.ok)
    return refuse(
      'persona-invalid',
      loaded.problem.cause,
      loaded.problem.remedy,
      loaded.problem.path,
    );
  for (const clip of manifest.voice.clips)
    if (readWav(read(clip.path)) === null)
      refuse(
        'clip-invalid',
        `"${clip.path}" is not a 16-bit mono WAV.`,
        'Save the recording as 16-bit PCM, one channel.',
        clip.path,
      );
  const body = await checkBody(manifest.body.path, read(manifest.body.path));
  return {
    manifest,
    persona: loaded.persona,
    consent,
    body,
    signedBy,
    sha256: sha256(bytes),
    paths: [...files.keys()],
    read,
    has: (path) => files.has(path),
  };
};
