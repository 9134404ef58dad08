import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { openPackage } from '../../../avatars/package/index.ts';
import {
  loadPersona,
  openPersonaIndex,
  type PastTurn,
  type Persona,
  personaPaths,
  replyText,
} from '../../../avatars/persona/index.ts';
import { readArguments, text } from '../arguments.ts';
import { type CommandFault, complain, type Run } from '../contract.ts';
import { asFault, readJsonFile } from './ground.ts';

const help = `avatar ask: what would the person answer?

  npm run avatar -- ask <file.rumian | folder> "<question>" [--lang zh|en] [--history turns.json] [--json]

The folder is one with persona/ in it, such as avatars/examples/lin-yuhua. Without --lang the language is
that of the question. turns.json holds what was said before: [{ "question", "reply", "memoryIds" }].
Shows the reply, where its words come from, the memories behind it and how sure the search is.`;

const pastTurns = z.array(
  z.strictObject({ question: z.string(), reply: z.string(), memoryIds: z.array(z.string()) }),
);

interface Answerer {
  readonly persona: Persona;
  readonly playable: (clipId: string) => boolean;
}

export const run: Run = async (args, io) => {
  const asked = readArguments(args, io, { help, options: ['lang', 'history'], positionals: 2 });
  if (typeof asked === 'number') return asked;
  const json = asked.values.json === true;
  const [path = '', question = ''] = asked.positionals;
  const wrong = (fault: CommandFault, exitCode: number): number => {
    complain(fault, io, json);
    return exitCode;
  };
  const lang = text(asked, 'lang') ?? (/\p{Script=Han}/u.test(question) ? 'zh' : 'en');
  if (lang !== 'zh' && lang !== 'en') {
    return wrong(
      { code: 'bad-language', cause: `'${lang}' is not a language.`, remedy: 'Use zh or en.' },
      2,
    );
  }
  const history = await readHistory(text(asked, 'history'));
  if ('code' in history) return wrong(history, 1);
  const answerer = await openAnswerer(path);
  if ('code' in answerer) return wrong(answerer, 1);

  const index = openPersonaIndex(answerer.persona, { playable: answerer.playable });
  try {
    // The seed is fixed: asked the same, the person answers the same.
    const reply = index.answer({ text: question, lang, history: history.turns }, 0);
    const said = replyText(reply.segments);
    if (json) {
      io.out(JSON.stringify({ question, lang, reply: said, ...reply }, null, 2));
      return 0;
    }
    io.out(said);
    io.out('');
    io.out(`basis       ${reply.basis}`);
    io.out(`confidence  ${reply.confidence.toFixed(2)}`);
    io.out(`memories    ${reply.memoryIds.length > 0 ? reply.memoryIds.join(', ') : 'none'}`);
    for (const segment of reply.segments) {
      const clip = segment.kind === 'clip' ? ` ${segment.clipId}` : '';
      io.out(`  ${`${segment.provenance}${clip}`.padEnd(10)}  ${segment.text}`);
    }
    return 0;
  } finally {
    index.close();
  }
};

async function readHistory(
  path: string | undefined,
): Promise<{ readonly turns: readonly PastTurn[] } | CommandFault> {
  if (path === undefined) return { turns: [] };
  const read = await readJsonFile(path);
  if ('code' in read) return read;
  const checked = pastTurns.safeParse(read.value);
  if (checked.success) return { turns: checked.data };
  const issue = checked.error.issues[0];
  return {
    code: 'bad-history',
    cause: `${path}: ${issue?.message ?? 'wrong shape'} at ${issue?.path.join('.') ?? 'its root'}.`,
    remedy: 'It is a list of { "question", "reply", "memoryIds" }.',
  };
}

async function openAnswerer(path: string): Promise<Answerer | CommandFault> {
  const found = await stat(path).catch(() => null);
  if (found === null) {
    return {
      code: 'not-found',
      cause: `There is no file or folder ${path}.`,
      remedy: 'Give a .rumian package or a folder with persona/ in it.',
    };
  }
  if (!found.isDirectory()) {
    const opened = await openPackage(path);
    if (!opened.ok) return asFault(opened.problem);
    const clipIds = new Set(opened.package.manifest.voice.clips.map(({ id }) => id));
    return { persona: opened.package.persona, playable: (id) => clipIds.has(id) };
  }
  const files = new Map<string, Uint8Array>();
  for (const each of Object.values(personaPaths)) {
    const bytes = await readFile(join(path, each)).catch(() => null);
    if (bytes !== null) files.set(each, bytes);
  }
  const loaded = loadPersona((each) => files.get(each));
  if (loaded.ok) return { persona: loaded.persona, playable: () => true };
  const { code, cause, remedy, path: place } = loaded.problem;
  return { code, cause: `${cause} [${place}]`, remedy };
}
