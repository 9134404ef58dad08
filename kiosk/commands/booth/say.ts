import { parseArgs } from 'node:util';
import { connectRunningBooth } from '../visit/index.ts';
import { complain, type Run } from './io.ts';

const help = `booth say: lets the person in a running booth say something

  npm run booth -- say "<text>" [--lang zh|en] [--pin <pin>] [--json]

The words are marked as a counsellor's, on the panel and in the record. Somebody must have checked in.`;

export const run: Run = async (args, io) => {
  let values: { lang?: string; pin?: string; json?: boolean; help?: boolean };
  let words: string[];
  try {
    ({ values, positionals: words } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        lang: { type: 'string' },
        pin: { type: 'string' },
        json: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    }));
  } catch (error) {
    const cause = error instanceof Error ? error.message : String(error);
    const remedy = 'More with: npm run booth -- say --help';
    complain({ code: 'asked-wrongly', cause, remedy }, io, args.includes('--json'));
    return 2;
  }
  const json = values.json ?? false;
  if (values.help) {
    io.out(help);
    return 0;
  }
  const text = words.join(' ').trim();
  const lang = values.lang ?? (/\p{Script=Han}/u.test(text) ? 'zh' : 'en');
  if (text === '' || (lang !== 'zh' && lang !== 'en')) {
    const cause = text === '' ? 'There is nothing to say.' : `"${lang}" is not zh or en.`;
    const remedy = 'Say it so: npm run booth -- say "Good morning" --lang en';
    complain({ code: 'asked-wrongly', cause, remedy }, io, json);
    return 2;
  }
  const connected = await connectRunningBooth({
    varDir: process.env.RUMIAN_VAR ?? 'var',
    pin: values.pin ?? process.env.RUMIAN_CONSOLE_PIN ?? '0000',
  });
  if (!connected.ok) {
    complain(connected.problem, io, json);
    return 1;
  }
  try {
    const outcome = await connected.remote.say(text, lang);
    if (outcome.ok) io.out(json ? JSON.stringify(outcome) : 'It is being said.');
    else complain(outcome.problem, io, json);
    return outcome.ok ? 0 : 1;
  } finally {
    connected.remote.close();
  }
};
