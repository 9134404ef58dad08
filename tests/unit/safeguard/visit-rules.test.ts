import { describe, expect, test } from 'vitest';
import {
  ageGate,
  bridgedGapMs,
  continueUse,
  exitIntent,
  notice,
  remindEveryMs,
  twoHourReminder,
  type UseTimer,
} from '../../../kiosk/safeguard/index.ts';

describe('who may talk', () => {
  test('a minor may watch and is told so', () => {
    const decision = ageGate('under-18', 'zh');
    expect(decision.may).toBe('watch');
    expect(decision.say.map((segment) => segment.text).join('')).toContain('未满十八岁');
  });

  test('an older visitor may talk and hears where help is', () => {
    const decision = ageGate('60-plus', 'en');
    expect(decision.may).toBe('talk');
    expect(decision.say.length).toBeGreaterThan(0);
  });

  test('any other adult simply talks', () => {
    expect(ageGate('18-59', 'en')).toEqual({ may: 'talk', say: [] });
  });
});

test.each([
  ['zh', ['人工智能', '不是本人', '家人', '不会传到外面', '停']],
  ['en', ['artificial intelligence', 'not the person', 'family gave', 'sent out', 'stop']],
] as const)('the %s notice says plainly what this is', (lang, phrases) => {
  const segments = notice(lang);
  const said = segments.map((segment) => segment.text).join(' ');
  for (const phrase of phrases) expect(said).toContain(phrase);
  expect(segments.every((segment) => segment.provenance === 'fixed')).toBe(true);
});

describe('the way out', () => {
  test.each([
    ['停', 'zh', 'stop'],
    ['停一下', 'zh', 'stop'],
    ['好了，结束吧', 'zh', 'stop'],
    ['別說了', 'zh', 'stop'],
    ['再见奶奶', 'zh', 'goodbye'],
    ['好，我走了', 'zh', 'goodbye'],
    ['拜拜！', 'zh', 'goodbye'],
    ['stop', 'zh', 'stop'],
    ['Stop, please.', 'en', 'stop'],
    ["That's all, thank you.", 'en', 'stop'],
    ['goodbye', 'en', 'goodbye'],
    ['Okay, bye bye now', 'en', 'goodbye'],
    ['I have to go', 'en', 'goodbye'],
    ['再见', 'en', 'goodbye'],
  ] as const)('%s → %s', (text, lang, intent) => {
    expect(exitIntent(text, lang)).toBe(intent);
  });

  test.each([
    ['停电的时候你们怎么办', 'zh'],
    ['你结束学徒是哪一年', 'zh'],
    ['你跟弟弟说再见的时候', 'zh'],
    ['Why did you stop working at the mill?', 'en'],
    ['When did the war end?', 'en'],
    ['Tell me about the day you said goodbye', 'en'],
    ['', 'en'],
    ['，。', 'zh'],
  ] as const)('%s is a question, not an exit', (text, lang) => {
    expect(exitIntent(text, lang)).toBeNull();
  });
});

describe('two hours of continuous use', () => {
  const minuteMs = 60_000;
  const run = (timesMs: readonly number[]) => {
    let timer: UseTimer | null = null;
    const reminded: number[] = [];
    for (const atMs of timesMs) {
      const step: { timer: UseTimer; remind: boolean } = continueUse(timer, atMs);
      timer = step.timer;
      if (step.remind) reminded.push(atMs);
    }
    return reminded;
  };

  test('are followed by one reminder, and each further two by another', () => {
    const ticks = Array.from({ length: 60 * 5 }, (_, minute) => minute * minuteMs);
    expect(run(ticks)).toEqual([remindEveryMs, 2 * remindEveryMs]);
  });

  test('survive a short walk outside, but not a long one', () => {
    const hour = Array.from({ length: 60 }, (_, minute) => minute * minuteMs);
    const afterPause = (pauseMs: number) => [
      ...hour,
      ...hour.map((atMs) => atMs + 59 * minuteMs + pauseMs),
      59 * 2 * minuteMs + pauseMs + 5 * minuteMs,
    ];
    expect(run(afterPause(bridgedGapMs))).toHaveLength(1);
    expect(run(afterPause(bridgedGapMs + 1))).toHaveLength(0);
  });

  test('are spoken of by the venue, not by the person', () => {
    expect(twoHourReminder('zh')[0]?.text).toContain('展厅');
  });
});
