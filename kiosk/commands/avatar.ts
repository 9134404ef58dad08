/** `npm run avatar -- build|pack|verify|inspect|examples|ask`: making and looking into avatar packages. */
import { dispatch, runAsProgram } from './dispatch.ts';

const help = `avatar: make, check and question avatar packages

  npm run avatar -- build <recipe.json> --out <body.glb>    a body from sliders
  npm run avatar -- pack <folder> --out <file.rumian>       a folder into a package
  npm run avatar -- verify <file.rumian>                    is it whole, signed, consented?
  npm run avatar -- inspect <file.rumian>                   what is in it
  npm run avatar -- examples --out <folder>                 the two example persons
  npm run avatar -- ask <file.rumian> "<question>"          what would the person answer?

Each has --help and --json.`;

export const run = dispatch('avatar', help, {
  build: () => import('./avatar/build.ts'),
  pack: () => import('./avatar/pack.ts'),
  verify: () => import('./avatar/verify.ts'),
  inspect: () => import('./avatar/inspect.ts'),
  examples: () => import('./avatar/examples.ts'),
  ask: () => import('./avatar/ask.ts'),
});

if (import.meta.main) await runAsProgram(run);
