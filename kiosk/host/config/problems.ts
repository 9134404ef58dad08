/** What is wrong with a configuration, one entry a fault, as a person can mend it. */
import type { z } from 'zod';
import { nearest } from './nearest.ts';
import { boothJsonSchema } from './schema.ts';

export interface ConfigProblem {
  readonly code: 'unreadable' | 'broken-json' | 'unknown-key' | 'bad-value';
  /** Dotted path in `booth.json`; '' = the whole file. */
  readonly path: string;
  readonly found: string;
  readonly expected: string;
  readonly cause: string;
  readonly remedy: string;
  /** Where in the file; null when it came from elsewhere. */
  readonly line: number | null;
  readonly column: number | null;
}

type Position = { readonly line: number; readonly column: number } | null;

/** Values that must not be repeated on a screen or in a log. */
const secret = new Set(['console.pin']);

export function describeIssues(
  issues: readonly z.core.$ZodIssue[],
  value: unknown,
  at: (path: string) => Position,
): ConfigProblem[] {
  return issues.flatMap((issue) => {
    const path = issue.path.map(String);
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.map((key) => unknownKey([...path, key], at));
    }
    const dotted = path.join('.');
    const found = secret.has(dotted) ? 'a text that does not fit' : show(valueAt(value, path));
    const expected = describeSchema(schemaAt(path)) ?? issue.message;
    return [
      {
        code: 'bad-value' as const,
        path: dotted,
        found,
        expected,
        cause: `${dotted || 'The file'} is ${found}, but must be ${expected}.`,
        remedy: `Correct ${dotted || 'the file'}, or remove it to get the default.`,
        ...place(at(dotted)),
      },
    ];
  });
}

function unknownKey(path: readonly string[], at: (path: string) => Position): ConfigProblem {
  const key = path.at(-1) ?? '';
  const known = Object.keys(schemaAt(path.slice(0, -1))?.properties ?? {}).filter(
    (name) => name !== '$schema',
  );
  const meant = nearest(key, known);
  const dotted = path.join('.');
  return {
    code: 'unknown-key',
    path: dotted,
    found: `"${key}"`,
    expected: known.length > 0 ? `one of: ${known.join(', ')}` : 'no keys here',
    cause: `${dotted} is not a key Rumian knows.`,
    remedy:
      meant === null ? `Remove it. Known here: ${known.join(', ')}.` : `Did you mean "${meant}"?`,
    ...place(at(dotted)),
  };
}

function place(position: Position): { line: number | null; column: number | null } {
  return position === null ? { line: null, column: null } : position;
}

interface SchemaNode {
  readonly type?: string;
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly items?: SchemaNode;
  readonly anyOf?: readonly SchemaNode[];
  readonly enum?: readonly unknown[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly maxItems?: number;
  readonly pattern?: string;
  readonly description?: string;
}

function schemaAt(path: readonly string[]): SchemaNode | undefined {
  let node: SchemaNode | undefined = boothJsonSchema() as SchemaNode;
  for (const step of path)
    node = node?.properties?.[step] ?? (/^\d+$/.test(step) ? node?.items : undefined);
  return node;
}

function describeSchema(node: SchemaNode | undefined): string | null {
  if (node === undefined) return null;
  if (node.anyOf) return node.anyOf.map((option) => describeSchema(option) ?? '?').join(' or ');
  if (node.enum) return `one of ${node.enum.map((option) => JSON.stringify(option)).join(', ')}`;
  switch (node.type) {
    case 'integer':
    case 'number':
      return `a ${node.type === 'integer' ? 'whole number' : 'number'} from ${node.minimum} to ${node.maximum}`;
    case 'string':
      if (node.pattern === '^\\d{4,12}$') return 'a text of 4 to 12 digits, in quotes';
      if (node.pattern !== undefined) return `a text like ${node.pattern}`;
      if (node.maxLength !== undefined) return `a text of at most ${node.maxLength} characters`;
      return node.minLength === undefined ? 'a text' : 'a text that is not empty';
    case 'boolean':
      return 'true or false';
    case 'null':
      return 'null';
    case 'array':
      return node.maxItems === undefined ? 'a list' : `a list of at most ${node.maxItems}`;
    case 'object':
      return `an object with ${Object.keys(node.properties ?? {})
        .filter((name) => name !== '$schema')
        .join(', ')}`;
    default:
      return null;
  }
}

function valueAt(value: unknown, path: readonly string[]): unknown {
  let node = value;
  for (const step of path) {
    node = typeof node === 'object' && node !== null ? Reflect.get(node, step) : undefined;
  }
  return node;
}

function show(value: unknown): string {
  if (value === undefined) return 'missing';
  const text = JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}
