/** Reads `booth.json`, lays environment and command line over it, and checks the whole. */
import { readFileSync } from 'node:fs';
import { type ConfigProblem, describeIssues } from './problems.ts';
import { readJson } from './read-json.ts';
import { type BoothConfig, boothConfig } from './schema.ts';

export interface ConfigWarning {
  readonly code: 'default-pin';
  readonly path: string;
  readonly cause: string;
  readonly remedy: string;
}

export type ConfigOutcome =
  | {
      readonly ok: true;
      readonly config: BoothConfig;
      /** The file that was read; null = none there, all defaults. */
      readonly source: string | null;
      readonly warnings: readonly ConfigWarning[];
    }
  | { readonly ok: false; readonly problems: readonly ConfigProblem[] };

type DeepPartial<T> = { [K in keyof T]?: T[K] extends object ? DeepPartial<T[K]> : T[K] };
export type ConfigOverrides = DeepPartial<BoothConfig>;

/**
 * `file` may be missing unless `mustExist` (the operator named it). Environment: RUMIAN_PORT,
 * RUMIAN_CONSOLE_PIN, RUMIAN_RADAR_PORT, RUMIAN_DMX_PORT. Strongest last: file, environment, overrides.
 */
export function loadConfig(options: {
  readonly file: string;
  readonly mustExist?: boolean;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly overrides?: ConfigOverrides;
}): ConfigOutcome {
  const { file, mustExist = false, env, overrides = {} } = options;
  let text: string | null = null;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    if (code !== 'ENOENT' || mustExist) return { ok: false, problems: [unreadable(file, code)] };
  }

  const reading = text === null ? null : readJson(text);
  if (reading !== null && !reading.ok) {
    const { line, column, cause } = reading.fault;
    return {
      ok: false,
      problems: [
        {
          code: 'broken-json',
          path: '',
          found: cause,
          expected: 'JSON',
          cause: `${file}:${line}:${column}: ${cause}.`,
          remedy: 'Mend that place, or remove the file to start with all defaults.',
          line,
          column,
        },
      ],
    };
  }

  const given = reading === null ? {} : reading.value;
  const laid = isObject(given) ? overlay(overlay(given, fromEnvironment(env)), overrides) : given;
  const checked = boothConfig.safeParse(laid);
  if (!checked.success) {
    return {
      ok: false,
      problems: describeIssues(checked.error.issues, laid, (path) => reading?.at(path) ?? null),
    };
  }
  return {
    ok: true,
    config: checked.data,
    source: text === null ? null : file,
    warnings: checked.data.console.pin === '0000' ? [defaultPin] : [],
  };
}

/** One line a problem: `booth.json:3:11 devices.rader: … Did you mean "radar"?` */
export function problemLines(file: string, problems: readonly ConfigProblem[]): string[] {
  return problems.map((problem) => {
    const where = problem.line === null ? file : `${file}:${problem.line}:${problem.column}`;
    return problem.code === 'broken-json' || problem.code === 'unreadable'
      ? `${problem.cause} ${problem.remedy}`
      : `${where} ${problem.cause} ${problem.remedy}`;
  });
}

const defaultPin: ConfigWarning = {
  code: 'default-pin',
  path: 'console.pin',
  cause: 'The console opens with the PIN everybody knows: 0000.',
  remedy: 'Set console.pin in booth.json to 4 to 12 digits of your own.',
};

function unreadable(file: string, code: string): ConfigProblem {
  const missing = code === 'ENOENT';
  return {
    code: 'unreadable',
    path: '',
    found: code,
    expected: 'a readable file',
    cause: missing ? `${file} is not there.` : `${file} cannot be read (${code}).`,
    remedy: missing
      ? 'Check the path that was given.'
      : 'Check the rights of the file and try again.',
    line: null,
    column: null,
  };
}

function fromEnvironment(env: Readonly<Record<string, string | undefined>>): object {
  const port = env.RUMIAN_PORT;
  const pin = env.RUMIAN_CONSOLE_PIN;
  const radar = env.RUMIAN_RADAR_PORT;
  const dmx = env.RUMIAN_DMX_PORT;
  return {
    // Not a number: handed on as it is, so that the check names it.
    ...(port ? { port: /^\d+$/.test(port) ? Number(port) : port } : {}),
    ...(pin ? { console: { pin } } : {}),
    ...(radar || dmx
      ? {
          devices: {
            ...(radar ? { radar: { port: radar } } : {}),
            ...(dmx ? { dmx: { port: dmx } } : {}),
          },
        }
      : {}),
  };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function overlay(base: Record<string, unknown>, over: object): Record<string, unknown> {
  const laid = { ...base };
  for (const [key, value] of Object.entries(over)) {
    if (value === undefined) continue;
    const below = laid[key];
    laid[key] = isObject(value) ? overlay(isObject(below) ? below : {}, value) : value;
  }
  return laid;
}
