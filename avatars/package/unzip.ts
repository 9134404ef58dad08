import { type Entry, fromBufferPromise } from 'yauzl';
import { pathFault } from './manifest.ts';
import { Refusal, refuse } from './problem.ts';

export interface PackageLimits {
  readonly packageBytes: number;
  readonly files: number;
  readonly fileBytes: number;
  readonly totalBytes: number;
  /** Uncompressed : compressed, for files above 64 KiB; speech and models reach 2 to 20. */
  readonly compressionRatio: number;
}

const mebibyte = 1024 * 1024;
export const defaultLimits: PackageLimits = {
  packageBytes: 512 * mebibyte,
  files: 2000,
  fileBytes: 128 * mebibyte,
  totalBytes: 1024 * mebibyte,
  compressionRatio: 200,
};

const remedyForHostile = 'Do not use this file; ask the studio for the package again.';

const nameOf = (entry: Entry): string => {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(entry.fileNameRaw);
  } catch {
    return refuse('bad-path', 'A file name in the package is not valid UTF-8.', remedyForHostile);
  }
};

/** What the central directory already tells, before a byte is unpacked. */
const checkEntry = (entry: Entry, path: string, limits: PackageLimits): void => {
  const fault = pathFault(path);
  if (fault !== null) refuse('bad-path', `The path "${path}" ${fault}.`, remedyForHostile, path);
  const type = (entry.externalFileAttributes >>> 16) & 0o170000;
  if (type !== 0 && type !== 0o100000)
    refuse('link', `"${path}" is a link or device, not a file.`, remedyForHostile, path);
  if (entry.isEncrypted())
    refuse('encrypted-entry', `"${path}" is encrypted.`, 'Pack without a password.', path);
  if (entry.uncompressedSize > limits.fileBytes)
    refuse(
      'file-too-large',
      `"${path}" says it is ${entry.uncompressedSize} bytes; the limit is ${limits.fileBytes}.`,
      'Make the file smaller.',
      path,
    );
  const ratio = entry.uncompressedSize / Math.max(1, entry.compressedSize);
  if (entry.uncompressedSize > 65536 && ratio > limits.compressionRatio)
    refuse(
      'suspicious-compression',
      `"${path}" unpacks to ${Math.round(ratio)} times its size.`,
      remedyForHostile,
      path,
    );
};

/** All files of a zip in memory, or a refusal. Nothing is written anywhere. */
export const unzipStrictly = async (
  bytes: Buffer,
  limits: PackageLimits,
): Promise<Map<string, Buffer>> => {
  if (bytes.length > limits.packageBytes)
    refuse(
      'too-large',
      `The package is ${bytes.length} bytes; the limit is ${limits.packageBytes}.`,
      'Make the package smaller.',
    );
  if (bytes.length < 22 || bytes.readUInt32LE(0) !== 0x04034b50)
    refuse(
      'not-a-zip',
      'The file is not a Rumian package (not a zip file).',
      'Choose a file that ends in .rumian.',
    );
  const files = new Map<string, Buffer>();
  const folded = new Set<string>();
  let total = 0;
  try {
    const zip = await fromBufferPromise(bytes, {
      lazyEntries: true,
      decodeStrings: false,
      validateEntrySizes: true,
    });
    if (zip.entryCount > limits.files)
      refuse(
        'too-many-files',
        `The package holds ${zip.entryCount} files; the limit is ${limits.files}.`,
        'Leave out what is not needed.',
      );
    for await (const entry of zip.eachEntry()) {
      const path = nameOf(entry);
      checkEntry(entry, path, limits);
      const key = path.normalize('NFC').toLowerCase();
      if (folded.has(key))
        refuse(
          'duplicate-path',
          `"${path}" is there twice (capitals do not count).`,
          remedyForHostile,
          path,
        );
      folded.add(key);
      total += entry.uncompressedSize;
      if (total > limits.totalBytes)
        refuse(
          'too-large',
          `The files unpack to more than ${limits.totalBytes} bytes.`,
          'Make the package smaller.',
          path,
        );
      const chunks: Buffer[] = [];
      // yauzl ends the stream with an error when it yields more or fewer bytes than the directory says.
      for await (const chunk of await zip.openReadStreamPromise(entry))
        chunks.push(chunk as Buffer);
      files.set(path, Buffer.concat(chunks));
    }
  } catch (error) {
    if (error instanceof Refusal) throw error;
    refuse(
      'damaged',
      `The package is cut off or damaged: ${error instanceof Error ? error.message : 'unknown cause'}.`,
      'Copy the file again.',
    );
  }
  return files;
};
