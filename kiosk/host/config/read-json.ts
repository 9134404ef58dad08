/**
 * JSON with positions: `JSON.parse` does not always say where a text broke, and never where a value
 * stands. Strict RFC 8259, and besides it refuses double keys and absurd nesting.
 */
export interface JsonFault {
  readonly cause: string;
  readonly line: number;
  readonly column: number;
}

export type JsonReading =
  | {
      readonly ok: true;
      readonly value: unknown;
      /** Where the value of a dotted path starts, 1-based. */
      readonly at: (path: string) => { readonly line: number; readonly column: number } | null;
    }
  | { readonly ok: false; readonly fault: JsonFault };

class Broken extends Error {
  readonly offset: number;
  constructor(cause: string, offset: number) {
    super(cause);
    this.offset = offset;
  }
}

const deepest = 40;

export function readJson(text: string): JsonReading {
  const source = text.startsWith('\uFEFF') ? text.slice(1) : text;
  const starts = new Map<string, number>();
  let at = 0;

  try {
    const value = readValue([]);
    skipSpace();
    if (at < source.length) throw new Broken(`${seen()} after the end of the document`, at);
    return {
      ok: true,
      value,
      at: (path) => {
        const offset = starts.get(path);
        return offset === undefined ? null : position(source, offset);
      },
    };
  } catch (error) {
    if (!(error instanceof Broken)) throw error;
    return { ok: false, fault: { cause: error.message, ...position(source, error.offset) } };
  }

  function seen(): string {
    const char = source[at];
    if (char === undefined) return 'the file ends';
    if (char === '/' || char === '#') return 'a comment stands (JSON has none)';
    return `"${char}" stands`;
  }

  function skipSpace(): void {
    while (' \t\r\n'.includes(source[at] ?? 'x')) at++;
  }

  function readValue(path: readonly string[]): unknown {
    skipSpace();
    if (path.length > deepest) throw new Broken('nested too deeply', at);
    starts.set(path.join('.'), at);
    const char = source[at];
    if (char === '{') return readObject(path);
    if (char === '[') return readArray(path);
    if (char === '"') return readString();
    for (const [word, value] of [
      ['true', true],
      ['false', false],
      ['null', null],
    ] as const) {
      if (source.startsWith(word, at)) {
        at += word.length;
        return value;
      }
    }
    const number = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
    number.lastIndex = at;
    const found = number.exec(source)?.[0];
    if (found !== undefined) {
      at += found.length;
      return Number(found);
    }
    throw new Broken(`${seen()} where a value is expected`, at);
  }

  function readObject(path: readonly string[]): Record<string, unknown> {
    const entries = new Map<string, unknown>();
    at++;
    skipSpace();
    if (source[at] === '}') {
      at++;
      return {};
    }
    for (;;) {
      skipSpace();
      if (source[at] !== '"') throw new Broken(`${seen()} where a key in quotes is expected`, at);
      const keyAt = at;
      const key = readString();
      if (entries.has(key)) throw new Broken(`the key "${key}" stands twice`, keyAt);
      skipSpace();
      if (source[at] !== ':') throw new Broken(`${seen()} where ":" is expected`, at);
      at++;
      entries.set(key, readValue([...path, key]));
      skipSpace();
      if (source[at] === '}') break;
      if (source[at] !== ',') throw new Broken(`${seen()} where "," or "}" is expected`, at);
      at++;
    }
    at++;
    return Object.fromEntries(entries);
  }

  function readArray(path: readonly string[]): unknown[] {
    const values: unknown[] = [];
    at++;
    skipSpace();
    if (source[at] === ']') {
      at++;
      return values;
    }
    for (;;) {
      values.push(readValue([...path, String(values.length)]));
      skipSpace();
      if (source[at] === ']') break;
      if (source[at] !== ',') throw new Broken(`${seen()} where "," or "]" is expected`, at);
      at++;
    }
    at++;
    return values;
  }

  function readString(): string {
    const start = at;
    const text = /"(?:[^"\\\n]|\\[^\n])*"/y;
    text.lastIndex = at;
    const found = text.exec(source)?.[0];
    if (found === undefined) throw new Broken('a text in quotes is not closed', start);
    at += found.length;
    try {
      return JSON.parse(found) as string;
    } catch {
      throw new Broken('a text in quotes holds a character or escape JSON does not allow', start);
    }
  }
}

function position(source: string, offset: number): { line: number; column: number } {
  const before = source.slice(0, offset);
  return {
    line: before.split('\n').length,
    column: offset - (before.lastIndexOf('\n') + 1) + 1,
  };
}
