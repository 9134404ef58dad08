import type { z } from 'zod';
import {
  type Clip,
  clipsFile,
  type Fact,
  factsFile,
  type Memory,
  manner,
  memory,
  type Persona,
  questions,
} from './schema.ts';

export interface PersonaProblem {
  readonly code:
    | 'missing'
    | 'not-utf8'
    | 'not-json'
    | 'schema'
    | 'duplicate'
    | 'dangling'
    | 'empty';
  readonly cause: string;
  readonly remedy: string;
  /** File, line for `.jsonl`, then the key: `persona/memories.jsonl:12 asks.0`. */
  readonly path: string;
}

export type LoadedPersona =
  | { readonly ok: true; readonly persona: Persona }
  | { readonly ok: false; readonly problem: PersonaProblem };

/** The bytes of one file of the package or folder, by its path there; undefined when there is none. */
export type ReadPersonaFile = (path: string) => Uint8Array | undefined;

export const personaPaths = {
  memories: 'persona/memories.jsonl',
  facts: 'persona/facts.json',
  manner: 'persona/manner.json',
  questions: 'persona/questions.json',
  clips: 'voice/clips.json',
} as const;

type Read<T> = { readonly ok: true; readonly value: T } | Refused;
interface Refused {
  readonly ok: false;
  readonly problem: PersonaProblem;
}

const refuse = (
  code: PersonaProblem['code'],
  path: string,
  cause: string,
  remedy: string,
): Refused => ({ ok: false, problem: { code, path, cause, remedy } });

/**
 * Reads a person's written files, strictly: the first mistake refuses the whole persona and names its
 * file, line and key. `voice/clips.json` may be absent.
 */
export function loadPersona(read: ReadPersonaFile): LoadedPersona {
  const memories = readMemories(read);
  if (!memories.ok) return memories;
  const facts = readJson(read, personaPaths.facts, factsFile);
  if (!facts.ok) return facts;
  const itsManner = readJson(read, personaPaths.manner, manner);
  if (!itsManner.ok) return itsManner;
  const itsQuestions = readJson(read, personaPaths.questions, questions);
  if (!itsQuestions.ok) return itsQuestions;
  const clips = readClips(read);
  if (!clips.ok) return clips;

  const persona: Persona = {
    memories: memories.value.map((entry) => entry.memory),
    facts: facts.value.facts,
    manner: itsManner.value,
    questions: itsQuestions.value,
    clips: clips.value,
  };
  const problem =
    findDuplicate(memories.value, persona.facts, persona.clips) ??
    findDangling(memories.value, persona.facts, persona.clips);
  return problem ? { ok: false, problem } : { ok: true, persona };
}

interface NumberedMemory {
  readonly line: number;
  readonly memory: Memory;
}

function readMemories(read: ReadPersonaFile): Read<readonly NumberedMemory[]> {
  const path = personaPaths.memories;
  const text = readText(read, path);
  if (!text.ok) return text;
  const found: NumberedMemory[] = [];
  for (const [index, written] of text.value.split(/\r?\n/).entries()) {
    if (written.trim() === '') continue;
    const line = index + 1;
    const checked = checkJson(written, `${path}:${line}`, memory);
    if (!checked.ok) return checked;
    const own = checked.value.lang === 'zh' ? checked.value.textZh : checked.value.textEn;
    if (own !== undefined) {
      return refuse(
        'schema',
        `${path}:${line}`,
        `The memory is written in "${checked.value.lang}" and gives that language a second time.`,
        'Keep the own words in "text"; textZh and textEn are for the other language.',
      );
    }
    found.push({ line, memory: checked.value });
  }
  if (found.length === 0) {
    return refuse('empty', path, 'There is no memory in the file.', 'Write at least one memory.');
  }
  return { ok: true, value: found };
}

function readClips(read: ReadPersonaFile): Read<readonly Clip[]> {
  const bytes = readBytes(read, personaPaths.clips);
  if (bytes === undefined) return { ok: true, value: [] };
  const checked = readJson(() => bytes, personaPaths.clips, clipsFile);
  return checked.ok ? { ok: true, value: checked.value.clips } : checked;
}

function readJson<T extends z.ZodType>(
  read: ReadPersonaFile,
  path: string,
  schema: T,
): Read<z.infer<T>> {
  const text = readText(read, path);
  return text.ok ? checkJson(text.value, path, schema) : text;
}

function readBytes(read: ReadPersonaFile, path: string): Uint8Array | undefined {
  try {
    return read(path);
  } catch {
    return undefined;
  }
}

function readText(read: ReadPersonaFile, path: string): Read<string> {
  const bytes = readBytes(read, path);
  if (bytes === undefined) {
    return refuse('missing', path, `${path} is not there or cannot be read.`, `Add ${path}.`);
  }
  try {
    return { ok: true, value: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
  } catch {
    return refuse('not-utf8', path, 'The file is not valid UTF-8.', 'Save it as UTF-8.');
  }
}

function checkJson<T extends z.ZodType>(text: string, path: string, schema: T): Read<z.infer<T>> {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch (error) {
    const detail = error instanceof Error ? error.message : 'unreadable';
    return refuse('not-json', path, `Not valid JSON: ${detail}`, 'Mend the JSON at this place.');
  }
  const checked = schema.safeParse(parsed);
  if (checked.success) return { ok: true, value: checked.data };
  const issue = checked.error.issues[0];
  const key = issue?.path.join('.') ?? '';
  return refuse(
    'schema',
    key === '' ? path : `${path} ${key}`,
    issue?.message ?? 'The shape is not the expected one.',
    'Correct this entry; docs of the package format list every key.',
  );
}

function findDuplicate(
  memories: readonly NumberedMemory[],
  facts: readonly Fact[],
  clips: readonly Clip[],
): PersonaProblem | null {
  const seen = new Set<string>();
  const entries = [
    ...memories.map(({ line, memory: { id } }) => ({
      id,
      path: `${personaPaths.memories}:${line}`,
    })),
    ...facts.map(({ id }, index) => ({ id, path: `${personaPaths.facts} facts.${index}` })),
    ...clips.map(({ id }, index) => ({ id, path: `${personaPaths.clips} clips.${index}` })),
  ];
  for (const { id, path } of entries) {
    if (seen.has(id)) {
      return {
        code: 'duplicate',
        path,
        cause: `The id "${id}" is used twice.`,
        remedy: 'Give every memory, fact and clip its own id.',
      };
    }
    seen.add(id);
  }
  return null;
}

function findDangling(
  memories: readonly NumberedMemory[],
  facts: readonly Fact[],
  clips: readonly Clip[],
): PersonaProblem | null {
  const memoryIds = new Set(memories.map((entry) => entry.memory.id));
  const clipIds = new Set(clips.map((entry) => entry.id));
  const dangling = (path: string, id: string, what: string): PersonaProblem => ({
    code: 'dangling',
    path,
    cause: `There is no ${what} "${id}".`,
    remedy: `Correct the id, or add the ${what}.`,
  });
  for (const { line, memory: entry } of memories) {
    if (entry.clip !== undefined && !clipIds.has(entry.clip)) {
      return dangling(`${personaPaths.memories}:${line} clip`, entry.clip, 'clip');
    }
  }
  for (const [index, entry] of facts.entries()) {
    const path = `${personaPaths.facts} facts.${index}`;
    if (entry.leadsTo !== undefined && !memoryIds.has(entry.leadsTo)) {
      return dangling(`${path}.leadsTo`, entry.leadsTo, 'memory');
    }
    const unknown = unknownPlaceholder(entry);
    if (unknown !== null) {
      return {
        code: 'dangling',
        path: `${path}.say`,
        cause: `The sentence uses {${unknown}}, which this fact does not have.`,
        remedy: 'Use only the fact’s own fields, or write the words out.',
      };
    }
  }
  for (const [index, entry] of clips.entries()) {
    if (entry.memory !== undefined && !memoryIds.has(entry.memory)) {
      return dangling(`${personaPaths.clips} clips.${index}.memory`, entry.memory, 'memory');
    }
  }
  return null;
}

function unknownPlaceholder(entry: Fact): string | null {
  for (const lang of ['zh', 'en'] as const) {
    for (const sentence of entry.say[lang] ?? []) {
      const filled = fillFact(entry, sentence, lang);
      const left = /\{(\w+)\}/.exec(filled);
      if (left?.[1] !== undefined) return left[1];
    }
  }
  return null;
}

/** A fact's sentence with its own fields put in; a field it lacks stays as `{field}`. */
export function fillFact(entry: Fact, sentence: string, lang: 'zh' | 'en'): string {
  const fields: Record<string, string | undefined> = {
    name: 'name' in entry ? entry.name[lang] : undefined,
    place: 'place' in entry ? entry.place?.[lang] : undefined,
    what: 'what' in entry ? entry.what?.[lang] : undefined,
    year: entry.kind === 'birth' ? String(entry.year) : undefined,
  };
  return sentence.replaceAll(/\{(\w+)\}/g, (whole, field: string) => fields[field] ?? whole);
}
