import { createHash } from 'node:crypto';
import { access, mkdir, readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { newSigningKey, pack, readPackFolder, writeWav } from '../../../avatars/package/index.ts';
import { clipsFile } from '../../../avatars/persona/index.ts';
import { buildBody, readRecipe } from '../../../avatars/studio/index.ts';
import { readArguments, text } from '../arguments.ts';
import { type CommandIo, complain, type Run } from '../contract.ts';
import { type ClipVoice, openEspeak } from './espeak.ts';
import { asFault, bodyDataDir, readJsonFile, root, writeFileWhole } from './ground.ts';

const help = `avatar examples: build and pack the two example persons

  npm run avatar -- examples [--out <folder>] [--json]

  --out   where the packages go; var/examples when left out

A person whose inputs have not changed since the last time is skipped. Both are invented, and marked so.`;

const exampleIds = ['lin-yuhua', 'tom-hale'] as const;

const voiceFor = { variant: '', rate: 150, pitch: 50 } as const;

interface Outcome {
  readonly id: string;
  readonly file: string;
  readonly state: 'built' | 'unchanged';
  readonly clips: number;
  readonly seconds: number;
}

const exists = async (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );

/** One hash over everything that decides the package's bytes: the person's files and the programs that build. */
const inputHash = async (folder: string, keyPath: string): Promise<string> => {
  const hash = createHash('sha256');
  const voices = join(root, 'kiosk/conversation/speak/espeak');
  for (const dir of [
    folder,
    join(root, 'avatars/studio'),
    join(root, 'avatars/package'),
    join(root, 'avatars/persona'),
    voices,
  ]) {
    if (!(await exists(dir))) continue;
    const found = await readdir(dir, { recursive: true, withFileTypes: true });
    for (const path of found
      .filter((e) => e.isFile())
      .map((e) => join(e.parentPath, e.name))
      .sort())
      hash
        .update(`${relative(root, path)}\0`)
        .update(await readFile(path))
        .update('\0');
  }
  hash.update(await readFile(join(root, 'package-lock.json'))).update(await readFile(keyPath));
  return hash.digest('hex');
};

const signingKey = async (out: string): Promise<string> => {
  const path = join(out, 'example-key.pem');
  if (!(await exists(path))) await writeFileWhole(path, newSigningKey(), 0o600);
  return path;
};

interface ClipFile {
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** The clips that clips.json lists, spoken; what a person really recorded is in the folder already. */
const speakClips = async (
  folder: string,
  settings: Readonly<Record<string, { variant: string; rate: number; pitch: number }>>,
  voice: ClipVoice | null,
  say: (line: string) => void,
): Promise<ClipFile[]> => {
  const path = join(folder, 'voice/clips.json');
  if (!(await exists(path))) return [];
  const { clips } = clipsFile.parse(JSON.parse(await readFile(path, 'utf8')));
  const wanted = clips.filter(({ synthesised }) => synthesised);
  if (voice === null) {
    if (wanted.length > 0) say('the espeak program is not there: packed without its clips');
    return [];
  }
  const out: ClipFile[] = [];
  for (const clip of wanted) {
    const { pcm, sampleRateHz } = await voice.speak(
      clip.text,
      clip.lang,
      settings[clip.lang] ?? voiceFor,
    );
    out.push({
      path: clip.file ?? `voice/clips/${clip.id}.wav`,
      bytes: writeWav(pcm, sampleRateHz),
    });
  }
  return out;
};

const settingsOf = (
  identity: unknown,
): Record<string, { variant: string; rate: number; pitch: number }> =>
  identity !== null && typeof identity === 'object' && 'voice' in identity
    ? (identity.voice as Record<string, { variant: string; rate: number; pitch: number }>)
    : {};

const makeExample = async (
  id: string,
  out: string,
  voice: () => Promise<ClipVoice | null>,
  io: CommandIo,
  json: boolean,
): Promise<Outcome | null> => {
  const started = performance.now();
  const say = (line: string): void => {
    if (!json) io.err(`${id}: ${line}`);
  };
  const folder = join(root, 'avatars/examples', id);
  const file = join(out, `${id}.rumian`);
  const stamp = join(out, `${id}.inputs`);
  const keyPath = await signingKey(out);
  const hash = await inputHash(folder, keyPath);
  const before = await readFile(stamp, 'utf8').catch(() => '');
  if (before === hash && (await exists(file)))
    return {
      id,
      file,
      state: 'unchanged',
      clips: 0,
      seconds: (performance.now() - started) / 1000,
    };
  const recipe = await readJsonFile(join(folder, 'recipe.json'));
  if ('cause' in recipe) {
    complain(recipe, io, json);
    return null;
  }
  const read = readRecipe(recipe.value);
  if (!read.ok) {
    const [first] = read.problems;
    complain(
      {
        code: 'recipe-invalid',
        cause: `${id}: ${first?.cause ?? ''}`,
        remedy: first?.remedy ?? '',
      },
      io,
      json,
    );
    return null;
  }
  const { glb } = await buildBody({
    dataDir: bodyDataDir,
    name: id,
    recipe: read.recipe,
    signal: io.signal,
    progress: ({ step, done }) => say(`${String(Math.round(done * 100)).padStart(3)} % ${step}`),
  });
  const { identity } = await readPackFolder(folder);
  say('speaking the clips');
  const clips = await speakClips(folder, settingsOf(identity), await voice(), say);
  const { files } = await readPackFolder(folder, [{ path: 'body/body.glb', bytes: glb }, ...clips]);
  const packed = await pack(identity, files, file, await readFile(keyPath, 'utf8'));
  if (!packed.ok) {
    complain(asFault({ ...packed.problem, cause: `${id}: ${packed.problem.cause}` }), io, json);
    return null;
  }
  // The stamp comes last: a build that was broken off is done again.
  await writeFileWhole(stamp, hash);
  return {
    id,
    file,
    state: 'built',
    clips: clips.length,
    seconds: (performance.now() - started) / 1000,
  };
};

export const run: Run = async (args, io) => {
  const asked = readArguments(args, io, { help, options: ['out'], positionals: 0 });
  if (typeof asked === 'number') return asked;
  const json = asked.values.json === true;
  const out = text(asked, 'out') ?? join(process.env.RUMIAN_VAR ?? join(root, 'var'), 'examples');
  let voice: Promise<ClipVoice | null> | undefined;
  const outcomes: Array<Outcome | null> = [];
  try {
    await mkdir(out, { recursive: true });
    for (const id of exampleIds) {
      io.signal.throwIfAborted();
      const outcome = await makeExample(
        id,
        out,
        () => {
          voice ??= openEspeak(io.signal);
          return voice;
        },
        io,
        json,
      );
      outcomes.push(outcome);
      if (outcome !== null && !json)
        io.out(
          outcome.state === 'unchanged'
            ? `${outcome.file}: unchanged`
            : `${outcome.file}: built in ${outcome.seconds.toFixed(1)} s, ${outcome.clips} clips`,
        );
    }
  } catch (error) {
    if (io.signal.aborted) return 130;
    complain(
      {
        code: 'examples-failed',
        cause: `The example persons could not be built: ${error instanceof Error ? error.message : String(error)}`,
        remedy: 'Check that npm ci has run and that the disk has room, then try again.',
      },
      io,
      json,
    );
    return 1;
  } finally {
    (await voice?.catch(() => null))?.close();
  }
  if (json) io.out(JSON.stringify({ out, examples: outcomes.filter((each) => each !== null) }));
  return outcomes.every((each) => each !== null) ? 0 : 1;
};
