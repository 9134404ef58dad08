/** What the two commands are asked for. Pure: words in, options out. */
import { parseArgs } from 'node:util';

/**
 * @typedef {object} StartOptions
 * @property {boolean} help
 * @property {boolean} install
 * @property {string | null} shell
 * @property {string[]} forHost what the host is told, word by word
 *
 * @typedef {{ok: true, options: StartOptions} | {ok: false, cause: string, remedy: string}} StartParsed
 */

const shells = ['electron', 'chromium', 'none'];

export const startHelp = `Rumian 如面  npm start -- [options]

Prepares what is missing, then runs the booth until Ctrl-C.
先把缺的准备好，再启动展亭；按 Ctrl-C 结束。

  --demo                 play one whole visit by itself, then leave; exit code 0
                         only if all of it happened    自动演示一次完整的来访
  --shell KIND           electron, chromium or none (no windows; addresses only)
                         窗口用什么打开；none 只打印网址
  --port N               port of the pages, 0 = any free one       网页端口
  --config booth.json    the booth's configuration file            配置文件
  --no-install           fetch nothing; use what is there          不下载任何东西
  --help                 this text                                 本说明

RUMIAN_VAR=/some/folder moves everything that changes out of var/.
Other commands: npm test · npm run avatar -- --help · npm run booth -- --help · npm run bench
`;

/** @param {readonly string[]} args @returns {StartParsed} */
export function parseStart(args) {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        help: { type: 'boolean', short: 'h', default: false },
        demo: { type: 'boolean', default: false },
        shell: { type: 'string' },
        port: { type: 'string' },
        config: { type: 'string' },
        'no-install': { type: 'boolean', default: false },
      },
    });
    if (values.shell !== undefined && !shells.includes(values.shell)) {
      return refused(`--shell ${values.shell} is not known`, `use one of ${shells.join(', ')}`);
    }
    const port = values.port;
    if (port !== undefined && !(/^\d+$/.test(port) && Number(port) <= 65_535)) {
      return refused(`--port ${port} is not a port`, 'use a whole number from 0 to 65535');
    }
    const forHost = [
      ...(values.demo ? ['--demo'] : []),
      ...(values.shell === undefined ? [] : ['--shell', values.shell]),
      ...(port === undefined ? [] : ['--port', port]),
      ...(values.config === undefined ? [] : ['--config', values.config]),
    ];
    return {
      ok: true,
      options: {
        help: values.help,
        install: !values['no-install'],
        shell: values.shell ?? null,
        forHost,
      },
    };
  } catch (error) {
    const cause = error instanceof Error ? (error.message.split('. ')[0] ?? '') : String(error);
    return refused(cause, 'npm start -- --help lists the options');
  }
}

/** @param {string} cause @param {string} remedy @returns {StartParsed} */
function refused(cause, remedy) {
  return { ok: false, cause, remedy };
}

/**
 * @typedef {object} TestOptions
 * @property {boolean} help
 * @property {boolean} install
 * @property {boolean} checks run the linter and the type checker
 * @property {boolean} unit
 * @property {boolean} e2e
 * @property {string[]} forVitest filters and options, passed on
 */

export const testHelp = `Rumian 如面  npm test -- [options] [file filter …] [vitest options]

Prepares what is missing, then runs lint, types, unit and contract tests, and the end-to-end tests.
  --unit         only unit and contract tests
  --e2e          only end-to-end tests
  --no-install   fetch nothing; use what is there
  --help         this text
A filter that names an .e2e.ts file or tests/e2e runs end-to-end tests, any other the unit tests.
`;

/** @param {readonly string[]} args @returns {TestOptions} */
export function parseTest(args) {
  const ours = new Set(['--unit', '--e2e', '--no-install', '--help', '-h']);
  const forVitest = args.filter((arg) => !ours.has(arg));
  const filters = forVitest.filter((arg) => !arg.startsWith('-'));
  const onlyUnit = args.includes('--unit');
  const onlyE2e = args.includes('--e2e');
  const filterE2e = filters.some((filter) => /e2e/.test(filter));
  const filterUnit = filters.some((filter) => !/e2e/.test(filter));
  const all = !onlyUnit && !onlyE2e && filters.length === 0;
  return {
    help: args.includes('--help') || args.includes('-h'),
    install: !args.includes('--no-install'),
    checks: all,
    unit: all || onlyUnit || (!onlyE2e && filterUnit),
    e2e: all || onlyE2e || (!onlyUnit && filterE2e),
    forVitest,
  };
}
