import { createInstance, type i18n } from 'i18next';
import { useCallback } from 'react';
import { initReactI18next, useTranslation } from 'react-i18next';
import type { Lang } from '../../avatars/persona/contract.ts';

/** A tree of sentences; `{{name}}` in a sentence is filled in. */
export interface WordTree {
  readonly [key: string]: string | WordTree;
}

/** Dotted paths of a tree's sentences: a misspelt key does not compile. */
export type KeyOf<T> = {
  [K in keyof T & string]: T[K] extends string ? K : `${K}.${KeyOf<T[K]>}`;
}[keyof T & string];

export interface Words<T> {
  readonly lang: Lang;
  readonly say: (key: KeyOf<T>, values?: Readonly<Record<string, string | number>>) => string;
}

export interface Language<T> {
  readonly i18n: i18n;
  /** Hook: the sentences in the language of the moment. */
  readonly useWords: () => Words<T>;
  /** Switches every page, and the document's own `lang` (screen readers and Han glyph choice need it). */
  readonly use: (lang: Lang) => void;
}

export const htmlLang = (lang: Lang): string => (lang === 'zh' ? 'zh-Hans' : 'en');

const asLang = (name: string | undefined): Lang => (name === 'en' ? 'en' : 'zh');

/** Both languages are written out in full; neither falls back to the other. */
export function makeLanguage<T extends WordTree>(
  texts: Readonly<Record<Lang, T>>,
  first: Lang,
): Language<T> {
  const instance = createInstance();
  void instance.use(initReactI18next).init({
    lng: first,
    fallbackLng: false,
    resources: { zh: { translation: texts.zh }, en: { translation: texts.en } },
    interpolation: { escapeValue: false },
    initAsync: false,
  });
  const mark = (lang: string) => {
    if (typeof document !== 'undefined') document.documentElement.lang = htmlLang(asLang(lang));
  };
  instance.on('languageChanged', mark);
  mark(first);

  return {
    i18n: instance,
    useWords: () => {
      const { t, i18n: current } = useTranslation(undefined, { i18n: instance });
      const say = useCallback<Words<T>['say']>((key, values) => t(key, { ...values }), [t]);
      return { lang: asLang(current.language), say };
    },
    use: (lang) => {
      if (instance.language !== lang) void instance.changeLanguage(lang);
    },
  };
}
