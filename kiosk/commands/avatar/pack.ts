import { readFile } from 'node:fs/promises';
import { pack, readPackFolder } from '../../../avatars/package/index.ts';
import { readArguments, text } from '../arguments.ts';
import { complain, type Run } from '../contract.ts';
import { asFault } from './ground.ts';

const help = `avatar pack: a folder into one package file

  npm run avatar -- pack <folder> --out <file.rumian> [--body <body.glb>] [--key <private.pem>] [--json]

The folder holds avatar.json, body/, persona/, voice/ and consent/. --key signs with an Ed25519 key (PEM).
The same folder and key give the same bytes.`;

export const run: Run = async (args, io) => {
  const asked = readArguments(args, io, { help, options: ['out', 'body', 'key'], positionals: 1 });
  if (typeof asked === 'number') return asked;
  const json = asked.values.json === true;
  const [folder = ''] = asked.positionals;
  const out = text(asked, 'out');
  if (out === undefined) {
    complain(
      {
        code: 'bad-arguments',
        cause: 'Where should the package go?',
        remedy: 'Add --out <file.rumian>.',
      },
      io,
      json,
    );
    return 2;
  }
  try {
    const body = text(asked, 'body');
    const key = text(asked, 'key');
    const { identity, files } = await readPackFolder(
      folder,
      body === undefined ? [] : [{ path: 'body/body.glb', bytes: await readFile(body) }],
    );
    const packed = await pack(
      identity,
      files,
      out,
      key === undefined ? undefined : await readFile(key, 'utf8'),
    );
    if (!packed.ok) {
      complain(asFault(packed.problem), io, json);
      return 1;
    }
    if (json) io.out(JSON.stringify({ out, ...packed }));
    else
      io.out(
        `${out}: ${packed.manifest.files.length} files, ${(packed.bytes / 1e6).toFixed(1)} MB, ${key === undefined ? 'unsigned' : 'signed'}`,
      );
    return 0;
  } catch (error) {
    complain(
      {
        code: 'pack-failed',
        cause: `The folder could not be packed: ${error instanceof Error ? error.message : String(error)}`,
        remedy: 'Check that the folder has avatar.json and that all its files can be read.',
      },
      io,
      json,
    );
    return 1;
  }
};
