import { parseArgs } from 'node:util';

/** What `npm start` may be told; everything else is in booth.json. */
export interface BoothArguments {
  readonly configFile: string;
  readonly varDir: string;
  readonly port: number | null;
  readonly shell: 'electron' | 'chromium' | 'none' | null;
  readonly demo: boolean;
}

export type ArgumentsOutcome =
  | { readonly ok: true; readonly value: BoothArguments }
  | { readonly ok: false; readonly cause: string; readonly remedy: string };

export const usage = `node kiosk/host/main.ts [--config booth.json] [--port 4870] [--shell electron|chromium|none] [--demo]`;

/** Pure: the words of the command line and the environment in, settings or a sentence out. */
export function readArguments(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): ArgumentsOutcome {
  const refuse = (cause: string): ArgumentsOutcome => ({ ok: false, cause, remedy: usage });
  let values: { config?: string; port?: string; shell?: string; demo?: boolean };
  try {
    ({ values } = parseArgs({
      args: [...args],
      options: {
        config: { type: 'string' },
        port: { type: 'string' },
        shell: { type: 'string' },
        demo: { type: 'boolean' },
      },
    }));
  } catch (error) {
    return refuse(error instanceof Error ? error.message : String(error));
  }
  const port = values.port === undefined ? null : Number(values.port);
  if (port !== null && !(Number.isInteger(port) && port >= 0 && port <= 65_535)) {
    return refuse(`--port ${values.port} is not a port number (0 to 65535).`);
  }
  const shell = values.shell ?? null;
  if (shell !== null && shell !== 'electron' && shell !== 'chromium' && shell !== 'none') {
    return refuse(`--shell ${shell} is not a shell this booth knows.`);
  }
  return {
    ok: true,
    value: {
      configFile: values.config ?? 'booth.json',
      varDir: env.RUMIAN_VAR ?? 'var',
      port,
      shell,
      demo: values.demo ?? false,
    },
  };
}
