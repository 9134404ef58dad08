/** From the last sample of a spoken question to the first audible sample of its answer, in a whole booth. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { recordLines } from '../../../kiosk/commands/visit/index.ts';
import { createVoice } from '../../../kiosk/conversation/speak/index.ts';
import type { TurnRecord } from '../../../kiosk/host/contract.ts';
import { eventually, openWholeBooth } from '../../e2e/main-job/whole-booth.ts';
import type { Bench, BenchIo } from '../contract.ts';
import { table } from '../machine.ts';
import { createSpeechEnds } from './speech-ends.ts';

/** Of the questions Tom Hale's persona expects, taken before any was tried. */
const asked = [
  'where were you born',
  'what did you do for a living',
  'how old are you',
  'tell me about the lifeboat',
  'what was school like',
  'tell me about your brother',
  'what was your wedding like',
  'did you have a dog',
  'what is your favourite tool',
  'when did you join the lifeboat',
  'do you have any children',
  'what did your father do',
  'did you make toys',
  'tell me about your grandson',
  'how did you propose',
  'what was your first job',
  'do you remember the big storm',
  'who are you',
  'what was your wife like',
  'where are you from',
] as const;
/** Two speakers who are not the person in the booth. */
const voices = [
  { variant: 'm3', rate: 140, pitch: 50 },
  { variant: 'f2', rate: 135, pitch: 60 },
] as const;
/** The person has said hello by then. */
const firstMs = 16_000;
/** Answers are cut off after the first second, so this is enough for each turn. */
const gapMs = 8_000;
const hearAnswerMs = 1_200;

interface MeasuredTurn {
  readonly asked: string;
  readonly understood: string;
  readonly voice: string;
  /** End of the voice in the recording → first audible sample at the stage, both on the stage clock. */
  readonly responseMs: number | null;
  readonly times: TurnRecord['times'] | null;
}

async function run({ say, signal }: BenchIo) {
  const voice = createVoice();
  const folder = mkdtempSync(join(tmpdir(), 'rumian-turn-'));
  try {
    say(`Recording ${asked.length} questions in ${voices.length} voices …`);
    const lines = asked.map((text, index) => ({
      text,
      atMs: firstMs + index * gapMs,
      voice: voices[index % voices.length] ?? voices[0],
    }));
    const whole = await openWholeBooth(await recordLines(voice, lines, signal));
    try {
      const turns = await measure(whole, lines, say, signal);
      return report(turns);
    } finally {
      await whole.close();
    }
  } finally {
    voice.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measure(
  { booth, reaches }: Awaited<ReturnType<typeof openWholeBooth>>,
  lines: readonly { text: string; atMs: number; voice: (typeof voices)[number] }[],
  say: (line: string) => void,
  signal: AbortSignal,
): Promise<MeasuredTurn[]> {
  const { control } = booth.conductor;
  const must = async (what: string, happens: Promise<boolean>) => {
    if (!(await happens)) throw new Error(`It did not happen: ${what}`);
  };
  await booth.shelf.activate('tom-hale');
  await must(
    'the stage shows the person',
    eventually(() => booth.stage.facts().shownAvatar === 'tom-hale', 60_000),
  );
  control.wake();
  await must(
    'check-in',
    reaches(({ visit }) => visit.state === 'check-in', 60_000),
  );
  const ends = createSpeechEnds();
  booth.server.stage.onMicrophone((frame) => ends.take(frame.captureMs, frame.pcm));
  const firstAudible: number[] = [];
  booth.server.stage.onMessage((message) => {
    if (message.type !== 'first-audible') return;
    firstAudible.push(message.stageMs);
    setTimeout(() => booth.conductor.tell({ type: 'interrupted' }), hearAnswerMs);
  });
  control.checkIn({ ageBand: '18-59', lang: 'en', noticeAccepted: true });
  await must(
    'listening',
    reaches(({ visit }) => visit.state === 'listening', 60_000),
  );

  const totalMs = (lines.at(-1)?.atMs ?? 0) + gapMs;
  say(`Asking; this takes ${Math.round(totalMs / 1_000)} s …`);
  const done = () => ends.list().length >= lines.length;
  await eventually(() => done() || signal.aborted, totalMs + 30_000);
  await eventually(() => false, gapMs);

  const records = booth.store.turns.recent(lines.length * 2).toReversed();
  return lines.map(({ text, voice }, index) => {
    const endMs = ends.list()[index];
    const nextMs = ends.list()[index + 1] ?? Number.POSITIVE_INFINITY;
    const heardMs =
      endMs === undefined ? undefined : firstAudible.find((ms) => ms > endMs && ms < nextMs);
    const hostEndMs = endMs === undefined ? null : booth.server.stage.toHostMs(endMs);
    const record = records.find(
      ({ atMs }) => hostEndMs !== null && Math.abs(atMs - hostEndMs) < 1_500,
    );
    return {
      asked: text,
      understood: record?.question ?? '',
      voice: voice.variant,
      responseMs: endMs !== undefined && heardMs !== undefined ? heardMs - endMs : null,
      times: record?.times ?? null,
    };
  });
}

function report(turns: readonly MeasuredTurn[]) {
  const ms = (value: number | null | undefined) => (value == null ? '–' : value.toFixed(0));
  const rows = turns.map(({ asked, understood, voice, responseMs, times }) => [
    asked,
    voice,
    bare(understood) === asked ? 'yes' : understood === '' ? 'no words' : `“${understood}”`,
    ms(times?.turnEnd),
    ms(times?.asrFinal),
    ms(times?.replyFirstToken),
    ms(times?.firstAudio),
    ms(times?.firstFaceFrame),
    ms(responseMs),
  ]);
  const responses = turns.flatMap(({ responseMs }) => (responseMs === null ? [] : [responseMs]));
  const share = (at: number) => quantile(responses, at);
  return {
    table: table(
      [
        'question',
        'voice',
        'understood',
        'turn end ms',
        'words ms',
        'reply ms',
        'audio ms',
        'face ms',
        'end→sound ms',
      ],
      rows,
    ),
    json: {
      turns: turns.length,
      answered: responses.length,
      understood: turns.filter(({ asked, understood }) => bare(understood) === asked).length,
      p50_ms: Math.round(share(0.5)),
      p95_ms: Math.round(share(0.95)),
      worst_ms: Math.round(share(1)),
    },
  };
}

/** A question is the same whether it was written with a capital and a mark or heard without. */
const bare = (text: string): string =>
  text
    .toLowerCase()
    .replaceAll(/[^a-z' ]/g, '')
    .trim();

/** Nearest rank. */
function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}

export const bench: Bench = {
  name: 'turn',
  title: 'Turn: end of a spoken question → first audible sample of the answer',
  run,
};
