/** After each two hours of continuous use, a reminder that this is a machine and a day has other things. */
import type { Lang, Segment } from '../../avatars/persona/index.ts';
import { fixed } from './replies.ts';

export const remindEveryMs = 2 * 60 * 60 * 1000;
/** Going out and coming back within this time is one continuous use. */
export const bridgedGapMs = 15 * 60 * 1000;

export interface UseTimer {
  readonly sinceMs: number;
  readonly lastActiveMs: number;
  readonly reminders: number;
}

/**
 * The visitor is here at `nowMs` (host clock). Pure: call it on every turn and on a slow tick while a
 * visitor talks, keep `timer`, and say the reminder when `remind` is true.
 */
export function continueUse(
  timer: UseTimer | null,
  nowMs: number,
): { readonly timer: UseTimer; readonly remind: boolean } {
  if (timer === null || nowMs < timer.lastActiveMs || nowMs - timer.lastActiveMs > bridgedGapMs) {
    return { timer: { sinceMs: nowMs, lastActiveMs: nowMs, reminders: 0 }, remind: false };
  }
  const due = Math.floor((nowMs - timer.sinceMs) / remindEveryMs);
  const remind = due > timer.reminders;
  return {
    timer: { ...timer, lastActiveMs: nowMs, reminders: Math.max(due, timer.reminders) },
    remind,
  };
}

const reminder: Readonly<Record<Lang, readonly string[]>> = {
  zh: [
    '这是展厅的语音。',
    '您和数字人已经说了两个小时的话。',
    '它是人工智能做的，不是本人。歇一歇，喝口水，也跟身边的人说说话吧。',
  ],
  en: [
    'This is the voice of the venue.',
    'You have been talking with the figure for two hours.',
    'It is made by artificial intelligence, it is not the person. Rest a little, have some water, and talk with the people around you.',
  ],
};

export function twoHourReminder(lang: Lang): Segment[] {
  return fixed(reminder[lang], lang);
}
