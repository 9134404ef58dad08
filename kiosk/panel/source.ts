import type { Subtitle } from '../host/contract.ts';
import type { KeyOf } from '../window/index.ts';
import type { PanelTexts } from './texts.ts';

/** Where the words on the page come from, in plain words; null for the visitor's own. */
export function sourceKey(subtitle: Subtitle, fictional: boolean): KeyOf<PanelTexts> | null {
  const { provenance } = subtitle;
  if (provenance === null) return null;
  if (fictional && provenance === 'recorded') return 'source.recordedFiction';
  if (fictional && provenance === 'quoted') return 'source.quotedFiction';
  return `source.${provenance}`;
}
