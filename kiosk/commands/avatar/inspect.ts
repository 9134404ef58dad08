import { consentUses, decideConsent } from '../../../avatars/consent/index.ts';
import { openPackage } from '../../../avatars/package/index.ts';
import { readArguments } from '../arguments.ts';
import { complain, type Run } from '../contract.ts';
import { asFault } from './ground.ts';

const help = `avatar inspect: what is in a package

  npm run avatar -- inspect <file.rumian> [--json]

Shows the person, the body, voice, persona and consent, and every file with its licence and origin.`;

export const run: Run = async (args, io) => {
  const asked = readArguments(args, io, { help, options: [], positionals: 1 });
  if (typeof asked === 'number') return asked;
  const json = asked.values.json === true;
  const opened = await openPackage(asked.positionals[0] ?? '');
  if (!opened.ok) {
    complain(asFault(opened.problem), io, json);
    return 1;
  }
  const { manifest, body, persona, consent, signedBy, sha256 } = opened.package;
  const uses = consentUses.map((use) => ({ use, ...decideConsent(consent, use, new Date()) }));
  const counts = {
    memories: persona.memories.length,
    facts: persona.facts.length,
    clips: manifest.voice.clips.length,
  };
  if (json) {
    io.out(JSON.stringify({ sha256, signedBy, manifest, body, counts, consent: uses }, null, 2));
    return 0;
  }
  const row = (what: string, value: string): void => io.out(`${what.padEnd(14)}${value}`);
  row(
    'person',
    `${manifest.names.zh} / ${manifest.names.en} (${manifest.id})${manifest.fictional ? ', invented' : ''}`,
  );
  row('code', manifest.registrationCode ?? 'none yet');
  row('languages', manifest.languages.join(', '));
  row(
    'body',
    `${manifest.body.heightMm} mm tall, eyes at ${manifest.body.eyeHeightMm} mm, ${body.triangles} triangles`,
  );
  row(
    'meshes',
    body.meshes
      .map(({ name, shapes }) => (shapes > 0 ? `${name} (${shapes} shapes)` : name))
      .join(', '),
  );
  row('persona', `${counts.memories} memories, ${counts.facts} facts`);
  row(
    'clips',
    `${counts.clips}${manifest.voice.clips.some(({ synthesised }) => synthesised) ? ', synthesised' : ''}`,
  );
  for (const { use, allowed, reason } of uses)
    row(`consent`, `${use}: ${allowed ? 'yes' : 'no'} (${reason})`);
  row('signature', signedBy ?? 'none');
  row('sha256', sha256);
  io.out('');
  for (const { path, bytes, licence, source } of manifest.files)
    io.out(`${path.padEnd(34)}${String(bytes).padStart(9)}  ${licence.padEnd(10)}  ${source}`);
  return 0;
};
