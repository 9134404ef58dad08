import { makeLanguage } from '../window/index.ts';
import { type PanelTexts, texts } from './texts.ts';

/** The panel speaks the visit's language; Chinese until the host has said which. */
export const language = makeLanguage<PanelTexts>(texts, 'zh');
export const useWords = language.useWords;
