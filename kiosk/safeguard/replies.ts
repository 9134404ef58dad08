/**
 * Fixed, human-written words of the neutral attendant. Nothing here is generated and nothing is said in
 * the person's voice. Numbers come from the venue's configuration.
 */
import type { Lang, Segment } from '../../avatars/persona/index.ts';

export interface CrisisNumbers {
  /** Listening line: 12356 in China, 988 in the United States and Canada. */
  readonly helpline: string;
  readonly ambulance: string;
  readonly police: string;
}

export const defaultNumbers: CrisisNumbers = { helpline: '12356', ambulance: '120', police: '110' };

/** Digit by digit, so that it is spoken so too. */
const spelled = (number: string) => [...number].join(' ');

const texts: Readonly<
  Record<1 | 2 | 3, Readonly<Record<Lang, (numbers: CrisisNumbers) => readonly string[]>>>
> = {
  1: {
    zh: () => [
      '这些话，说出来不容易。',
      '我们可以先停一停，不急着往下讲。',
      '身边有家人或工作人员，也可以请他们陪您坐一会儿。',
    ],
    en: () => [
      'That is a lot to carry.',
      'We can pause here. There is no hurry.',
      'If someone came with you, or one of the staff is near, they can sit with you for a while.',
    ],
  },
  2: {
    zh: ({ helpline }) => [
      '先停一下。',
      '现在跟您说话的是展厅的语音，不是刚才那位。',
      '您说的话很要紧，请不要一个人扛着。',
      `我们正在请工作人员过来。您也可以拨打 ${spelled(helpline)}，那边有人听您说。`,
    ],
    en: ({ helpline }) => [
      'Let us stop for a moment.',
      'This is the voice of the venue, not the person you were talking to.',
      'What you said matters, and you should not be alone with it.',
      `A member of staff is being called. You can also ring ${spelled(helpline)}, where someone will listen.`,
    ],
  },
  3: {
    zh: ({ helpline, ambulance, police }) => [
      '请您留在这里。',
      '现在跟您说话的是展厅的语音。',
      '工作人员马上过来陪您。',
      `如果您已经受伤或吃了药，请现在就说，或拨打 ${spelled(ambulance)}。`,
      `有危险请拨 ${spelled(police)}；想找人说说，请拨 ${spelled(helpline)}。`,
    ],
    en: ({ helpline, ambulance, police }) => [
      'Please stay here.',
      'This is the voice of the venue.',
      'Someone is coming to be with you now.',
      `If you are hurt or have taken something, say so now, or ring ${spelled(ambulance)}.`,
      police === ambulance
        ? `To talk with someone, ring ${spelled(helpline)}.`
        : `In danger, ring ${spelled(police)}. To talk with someone, ring ${spelled(helpline)}.`,
    ],
  },
};

const holding: Readonly<Record<Lang, readonly string[]>> = {
  zh: ['工作人员正在过来。', '请在这里等一等，灯会一直亮着。'],
  en: ['A member of staff is on the way.', 'Please wait here. The lights will stay on.'],
};

export function crisisReply(level: 1 | 2 | 3, lang: Lang, numbers: CrisisNumbers): Segment[] {
  return fixed(texts[level][lang](numbers), lang);
}

/** Said again, at intervals, until an attendant acknowledges. */
export function holdingReply(lang: Lang): Segment[] {
  return fixed(holding[lang], lang);
}

export function fixed(lines: readonly string[], lang: Lang): Segment[] {
  return lines.map((text) => ({ kind: 'speech', text, lang, provenance: 'fixed', memoryIds: [] }));
}
