/** What every visitor is told before anything else, and who may talk. */
import type { Lang, Segment } from '../../avatars/persona/index.ts';
import type { AgeBand } from '../host/contract.ts';
import { fixed } from './replies.ts';

const noticeLines: Readonly<Record<Lang, readonly string[]>> = {
  zh: [
    '您好，这是展厅的语音。',
    '您将看到的是人工智能做的数字人，不是本人。',
    '样子和话语，来自家人提供的照片、录音和文字。',
    '您在这里说的话，不会传到外面去。',
    '随时可以停：说“停”，或按屏幕上的停止键。',
  ],
  en: [
    'Hello, this is the voice of the venue.',
    'What you will see is made by artificial intelligence. It is not the person.',
    'It was made from what the family gave: pictures, recordings and words.',
    'Nothing you say is sent out of this booth.',
    'You can stop at any time. Say stop, or press the stop button.',
  ],
};

const olderVisitors: Readonly<Record<Lang, readonly string[]>> = {
  zh: ['慢慢来，不用急。', '要是心里不舒服，就停下来，工作人员就在旁边。'],
  en: ['Take all the time you need.', 'If it becomes too much, stop. The staff are close by.'],
};

const watchOnly: Readonly<Record<Lang, readonly string[]>> = {
  zh: ['未满十八岁，可以看，不能和数字人对话。', '想听故事，可以请家里的大人来问。'],
  en: [
    'Under eighteen you may watch, but not talk with the figure.',
    'A grown-up from your family can ask for you.',
  ],
};

/** The notice, for a neutral voice and for the panel. */
export function notice(lang: Lang): Segment[] {
  return fixed(noticeLines[lang], lang);
}

export interface AgeDecision {
  readonly may: 'talk' | 'watch';
  /** To be said in the neutral voice before going on; empty when nothing need be said. */
  readonly say: readonly Segment[];
}

/** Minors never talk with a likeness of a relative; older visitors are told where help is. */
export function ageGate(band: AgeBand, lang: Lang): AgeDecision {
  switch (band) {
    case 'under-18':
      return { may: 'watch', say: fixed(watchOnly[lang], lang) };
    case '18-59':
      return { may: 'talk', say: [] };
    case '60-plus':
      return { may: 'talk', say: fixed(olderVisitors[lang], lang) };
  }
}
