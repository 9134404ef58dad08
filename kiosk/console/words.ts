import type { Lang } from '../../avatars/persona/contract.ts';
import { makeLanguage } from '../window/index.ts';
import { type ConsoleTexts, texts } from './texts.ts';

const remembered = 'rumian-console-lang';

function firstLanguage(): Lang {
  const kept = localStorage.getItem(remembered);
  if (kept === 'zh' || kept === 'en') return kept;
  return navigator.language.startsWith('zh') ? 'zh' : 'en';
}

const language = makeLanguage<ConsoleTexts>(texts, firstLanguage());
export const useWords = language.useWords;

/** Staff keep their own language, whatever the visitor speaks. */
export function chooseLanguage(lang: Lang): void {
  localStorage.setItem(remembered, lang);
  language.use(lang);
}
