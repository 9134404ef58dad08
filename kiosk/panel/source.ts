import type { Subtitle } from '../host/contract.ts';
import type { KeyOf } from '../window/index.ts';
import type { PanelTexts } from './texts.ts';

/** The sentences of an answer as one text, as its language writes them. */
export const answerText = (answer: readonly Subtitle[]): string =>
  answer.map(({ text }) => text).join(answer[0]?.lang === 'en' ? ' ' : '');

/** Each kind of source in an answer once, in the order of its sentences. */
export const sourcesOf = (answer: readonly Subtitle[], fictional: boolean): KeyOf<PanelTexts>[] => [
  ...new Set(answer.flatMap((subtitle) => sourceKey(subtitle, fictional) ?? [])),
];

export const memoriesOf = (answer: readonly Subtitle[]): number =>
  new Set(answer.flatMap(({ memoryIds }) => memoryIds)).size;

/** Where the words on the page come from, in plain words; null for the visitor's own. */
export function sourceKey(subtitle: Subtitle, fictional: boolean): KeyOf<PanelTexts> | null {
  const { provenance } = subtitle;
  if (provenance === null) return null;
  if (fictional && provenance === 'recorded') return 'source.recordedFiction';
  if (fictional && provenance === 'quoted') return 'source.quotedFiction';
  return `source.${provenance}`;
}
