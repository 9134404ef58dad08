import { readArguments, text } from '../arguments.ts';
import { complain, type Run } from '../contract.ts';
import { connectRunningBooth } from '../visit/index.ts';

const help = `booth say: lets the person in a running booth say something

  npm run booth -- say "<text>" [--lang zh|en] [--pin <pin>] [--json]

The words are marked as a counsellor's, on the panel and in the record. Somebody must have checked in.`;

export const run: Run = async (args, io) => {
  const asked = readArguments(args, io, { help, options: ['lang', 'pin'], positionals: 1 });
  if (typeof asked === 'number') return asked;
  const json = asked.values.json === true;
  const words = (asked.positionals[0] ?? '').trim();
  const lang = text(asked, 'lang') ?? (/\p{Script=Han}/u.test(words) ? 'zh' : 'en');
  if (words === '' || (lang !== 'zh' && lang !== 'en')) {
    const cause = words === '' ? 'There is nothing to say.' : `"${lang}" is not zh or en.`;
    const remedy = 'Say it so: npm run booth -- say "Good morning" --lang en';
    complain({ code: 'asked-wrongly', cause, remedy }, io, json);
    return 2;
  }
  const connected = await connectRunningBooth({
    varDir: process.env.RUMIAN_VAR ?? 'var',
    pin: text(asked, 'pin') ?? process.env.RUMIAN_CONSOLE_PIN ?? '0000',
  });
  if (!connected.ok) {
    complain(connected.problem, io, json);
    return 1;
  }
  try {
    const outcome = await connected.remote.say(words, lang);
    if (outcome.ok) io.out(json ? JSON.stringify(outcome) : 'It is being said.');
    else complain(outcome.problem, io, json);
    return outcome.ok ? 0 : 1;
  } finally {
    connected.remote.close();
  }
};
