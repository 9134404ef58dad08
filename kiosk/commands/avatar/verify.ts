import { type OpenOptions, openPackage } from '../../../avatars/package/index.ts';
import { readArguments, text } from '../arguments.ts';
import { complain, type Run } from '../contract.ts';
import { asFault } from './ground.ts';

const help = `avatar verify: is a package whole, signed and consented?

  npm run avatar -- verify <file.rumian> [--trust <public key>[,<public key>]] [--json]

--trust takes Ed25519 public keys (SPKI, base64); then the package must be signed by one of them.
Exit code 0: a booth would take it. 1: it would not, and this says why.`;

export const run: Run = async (args, io) => {
  const asked = readArguments(args, io, { help, options: ['trust'], positionals: 1 });
  if (typeof asked === 'number') return asked;
  const json = asked.values.json === true;
  const [path = ''] = asked.positionals;
  const trust = text(asked, 'trust');
  const options: OpenOptions = trust === undefined ? {} : { trustedKeys: trust.split(',') };
  const opened = await openPackage(path, options);
  if (!opened.ok) {
    if (json) io.out(JSON.stringify({ ok: false, problem: opened.problem }));
    else complain(asFault(opened.problem), io, false);
    return 1;
  }
  const { manifest, signedBy, sha256 } = opened.package;
  if (json) io.out(JSON.stringify({ ok: true, id: manifest.id, sha256, signedBy }));
  else
    io.out(
      `${path} is in order: ${manifest.names.zh} / ${manifest.names.en}${manifest.fictional ? ' (invented person)' : ''}, ${signedBy === null ? 'not signed' : `signed by ${signedBy}`}`,
    );
  return 0;
};
