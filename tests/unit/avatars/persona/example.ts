import { readFileSync } from 'node:fs';
import { type Lang, loadPersona, type Persona } from '../../../../avatars/persona/index.ts';

export const examples = ['lin-yuhua', 'tom-hale'] as const;
export type Example = (typeof examples)[number];

export function examplePersona(example: Example): Persona {
  const folder = new URL(`../../../../avatars/examples/${example}/`, import.meta.url);
  const loaded = loadPersona((path) => readFileSync(new URL(path, folder)));
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.problem));
  return loaded.persona;
}

export type Asked = readonly [lang: Lang, text: string, ids: readonly string[]];
export interface QuestionFixture {
  readonly tuned: readonly Asked[];
  readonly fresh: readonly Asked[];
  readonly unanswerable: ReadonlyArray<readonly [lang: Lang, text: string]>;
}

export function questionFixture(example: Example): QuestionFixture {
  const address = new URL(`../../../fixtures/persona/${example}.json`, import.meta.url);
  return JSON.parse(readFileSync(address, 'utf8'));
}
