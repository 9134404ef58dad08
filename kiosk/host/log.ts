/**
 * Logs: pino JSON lines in `var/log/booth.jsonl`, rotated by size, and one plain line on stderr.
 * A line is an event name and fields from a fixed list. There is no field for words, so what a visitor
 * or a person says cannot get in, not even by a careless cast: unknown fields are left out and counted.
 */
import { closeSync, fstatSync, mkdirSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { pino } from 'pino';

export interface LogFields {
  readonly code?: string;
  readonly cause?: string;
  readonly effect?: string;
  readonly remedy?: string;
  readonly path?: string;
  readonly url?: string;
  readonly id?: string;
  readonly visitId?: string;
  readonly avatarId?: string;
  readonly name?: string;
  readonly state?: string;
  readonly from?: string;
  readonly to?: string;
  readonly reason?: string;
  readonly signal?: string;
  readonly version?: string;
  readonly kind?: string;
  readonly action?: string;
  readonly basis?: string;
  readonly pid?: number;
  readonly port?: number;
  readonly exitCode?: number;
  readonly ms?: number;
  readonly count?: number;
  readonly bytes?: number;
  readonly turnId?: number;
  readonly replyId?: number;
  readonly virtual?: boolean;
}

const known: { readonly [K in keyof Required<LogFields>]: 'string' | 'number' | 'boolean' } = {
  code: 'string',
  cause: 'string',
  effect: 'string',
  remedy: 'string',
  path: 'string',
  url: 'string',
  id: 'string',
  visitId: 'string',
  avatarId: 'string',
  name: 'string',
  state: 'string',
  from: 'string',
  to: 'string',
  reason: 'string',
  signal: 'string',
  version: 'string',
  kind: 'string',
  action: 'string',
  basis: 'string',
  pid: 'number',
  port: 'number',
  exitCode: 'number',
  ms: 'number',
  count: 'number',
  bytes: 'number',
  turnId: 'number',
  replyId: 'number',
  virtual: 'boolean',
};
const longestText = 400;

export type LogLevel = 'debug' | 'info' | 'warn' | 'error';

export interface Log {
  debug(event: string, fields?: LogFields): void;
  info(event: string, fields?: LogFields): void;
  warn(event: string, fields?: LogFields): void;
  error(event: string, fields?: LogFields): void;
  /** The same log, for a named part of the booth. */
  part(name: string): Log;
}

export interface BoothLog extends Log {
  close(): void;
}

/** `stderr: null` = quiet. Events are kebab-case names written in code, never made from data. */
export function createLog(options: {
  readonly dir: string;
  readonly level?: LogLevel;
  readonly maxBytes?: number;
  /** Old files kept beside the current one. */
  readonly keep?: number;
  readonly stderr?: { write(line: string): unknown } | null;
}): BoothLog {
  const { dir, level = 'info', maxBytes = 10 * 1024 * 1024, keep = 5, stderr = null } = options;
  const file = rotatingFile(dir, maxBytes, keep);
  const root = pino({ level, base: { pid: process.pid } }, file);

  const logFor = (part: string): Log => {
    const child = root.child({ part });
    const say = (at: LogLevel, event: string, fields: LogFields = {}): void => {
      const kept = onlyKnown(fields);
      child[at]({ event: eventName(event), ...kept });
      if (at !== 'debug') stderr?.write(plainLine(at, part, eventName(event), kept));
    };
    return {
      debug: (event, fields) => say('debug', event, fields),
      info: (event, fields) => say('info', event, fields),
      warn: (event, fields) => say('warn', event, fields),
      error: (event, fields) => say('error', event, fields),
      part: logFor,
    };
  };
  return { ...logFor('host'), close: file.close };
}

/** A log nobody reads. */
export const silentLog: Log = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
  part: () => silentLog,
};

function eventName(event: string): string {
  return /^[a-z0-9]+(-[a-z0-9]+)*$/.test(event) && event.length <= 60 ? event : 'unnamed';
}

function onlyKnown(fields: LogFields): Record<string, string | number | boolean> {
  const kept: Record<string, string | number | boolean> = {};
  let left = 0;
  for (const [name, value] of Object.entries(fields)) {
    if (value === undefined) continue;
    if (!Object.hasOwn(known, name) || typeof value !== known[name as keyof LogFields]) {
      left++;
      continue;
    }
    kept[name] =
      typeof value === 'string' && value.length > longestText
        ? `${value.slice(0, longestText)}…`
        : value;
  }
  return left === 0 ? kept : { ...kept, fieldsLeftOut: left };
}

function plainLine(
  level: LogLevel,
  part: string,
  event: string,
  fields: Readonly<Record<string, string | number | boolean>>,
): string {
  const time = new Date().toTimeString().slice(0, 8);
  const pairs = Object.entries(fields).map(([name, value]) =>
    typeof value === 'string' && /[\s"]/.test(value)
      ? `${name}=${JSON.stringify(value)}`
      : `${name}=${value}`,
  );
  return `${[time, level.padEnd(5), part, event, ...pairs].join(' ')}\n`;
}

interface LogFile {
  write(line: string): void;
  close(): void;
}

/** Writes at once; a full disk loses lines, never the booth. */
function rotatingFile(dir: string, maxBytes: number, keep: number): LogFile {
  const path = (index: number): string =>
    join(dir, index === 0 ? 'booth.jsonl' : `booth.${index}.jsonl`);
  let handle: number | null = null;
  let size = 0;
  const open = (): void => {
    try {
      mkdirSync(dir, { recursive: true });
      handle = openSync(path(0), 'a', 0o600);
      size = fstatSync(handle).size;
    } catch {
      handle = null;
    }
  };
  const close = (): void => {
    if (handle !== null) closeSync(handle);
    handle = null;
  };
  const rotate = (): void => {
    close();
    try {
      rmSync(path(keep), { force: true });
      for (let index = keep - 1; index >= 0; index--) {
        try {
          renameSync(path(index), path(index + 1));
        } catch {
          // That one is not there yet.
        }
      }
    } finally {
      open();
    }
  };
  open();
  return {
    write: (line) => {
      if (handle === null) open();
      if (handle === null) return;
      try {
        const bytes = Buffer.byteLength(line);
        if (size > 0 && size + bytes > maxBytes) rotate();
        if (handle !== null) writeSync(handle, line);
        size += bytes;
      } catch {
        close();
      }
    },
    close,
  };
}
