import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createVoice } from '../../conversation/speak/index.ts';
import { type Booth, type BoothOptions, startBooth } from '../../host/root.ts';
import { openEvidence } from './evidence.ts';
import { showsPerson } from './pictures.ts';
import { playVisit } from './play.ts';
import { demoScript } from './script.ts';
import { recordLines } from './spoken.ts';

export interface DemoOptions extends Omit<BoothOptions, 'shell'> {
  readonly onUp: (booth: Booth) => void;
  readonly say: (line: string) => void;
}

/** The microphone opens at check-in; by then plus this the person has said hello. */
const firstQuestionMs = 14_000;
/** Room for an answer of four sentences. */
const betweenQuestionsMs = 22_000;
/** The voice of the simulated visitor: a speaker that is not the person's. */
const visitorVoice = { variant: 'f2', rate: 135, pitch: 60 } as const;
const pictureSize = { width: 720, height: 1_280 } as const;

/** `npm start -- --demo`: one whole visit by itself, written down in `var/demo`. 0 only if all of it happened. */
export async function playDemo(options: DemoOptions): Promise<number> {
  const { say, signal, varDir } = options;
  const startMs = performance.now();
  const nowMs = () => performance.now();
  const wav = join(varDir, 'demo-microphone.wav');
  const voice = createVoice();
  const spoken = demoScript.questions.filter(({ how }) => how === 'voice');
  mkdirSync(varDir, { recursive: true });
  writeFileSync(
    wav,
    await recordLines(
      voice,
      spoken.map(({ text }, index) => ({
        atMs: firstQuestionMs + index * betweenQuestionsMs,
        text,
        voice: visitorVoice,
      })),
      signal,
    ).finally(() => voice.close()),
  );

  const started = await startBooth({
    ...options,
    shell: { wanted: 'chromium', fakeMicrophoneWav: wav, sizePx: pictureSize },
  });
  if (!started.ok) {
    say(`${started.problem.cause}\n  → ${started.problem.remedy}`);
    return 1;
  }
  const { booth } = started;
  options.onUp(booth);
  try {
    const { shell } = booth;
    if (!shell) {
      say(
        booth.shellProblem ? `${booth.shellProblem.cause}\n  → ${booth.shellProblem.remedy}` : '',
      );
      return 1;
    }
    const evidence = openEvidence({
      folder: join(varDir, 'demo'),
      nowMs,
      picture: () => shell.picture('stage'),
    });
    const unfollow = booth.devices.control.onSnapshot((snapshot) =>
      evidence.devices(snapshot, booth.conductor.control.snapshot().cue),
    );
    const played = await playVisit({
      booth: {
        visit: booth.conductor.control,
        devices: booth.devices.control,
        turns: async (limit) => booth.store.turns.recent(limit),
        activate: (id) => booth.shelf.activate(id),
        stageShows: (id) => booth.stage.facts().shownAvatar === id,
      },
      script: demoScript,
      signal,
      nowMs,
      onCheck: ({ what, ok, detail, atMs }) =>
        say(
          `${ok ? '✓' : '✗'} ${(atMs / 1_000).toFixed(1).padStart(6)} s  ${what}${detail ? `  (${detail})` : ''}`,
        ),
      onMoment: (moment) => evidence.picture(moment),
    });
    unfollow();
    const { frames, renderer } = booth.stage.facts();
    evidence.write(played, {
      totalMs: Math.round(performance.now() - startMs),
      renderer,
      frames,
      turns: played.turns.map((turn) => turn.times),
      health: booth.health.list(),
    });
    const faults = faultsOf(played.ok, evidence, demoScript.questions, played.turns);
    for (const fault of faults) say(`✗ ${fault}`);
    say(
      faults.length === 0
        ? `The visit happened, and is written down in ${join(varDir, 'demo')}`
        : 'The visit did not happen as it should.',
    );
    return faults.length === 0 ? 0 : 1;
  } finally {
    await booth.stop('the demo is over');
  }
}

function faultsOf(
  played: boolean,
  evidence: ReturnType<typeof openEvidence>,
  questions: typeof demoScript.questions,
  turns: readonly { readonly question: string; readonly memoryIds: readonly string[] }[],
): readonly string[] {
  const faults = played ? [] : ['Not every step of the visit happened.'];
  for (const moment of ['asleep', 'greeting', 'listening', 'speaking']) {
    const facts = evidence.pictures[moment];
    if (!facts) faults.push(`No picture of the stage ${moment}.`);
    else if (!showsPerson(facts)) {
      faults.push(`Nobody is to be seen in stage-${moment}.png: ${JSON.stringify(facts)}`);
    }
  }
  const looks = new Set(evidence.lights.map(({ slots }) => slots.join(',')));
  if (looks.size < 10) faults.push(`The lights hardly moved: ${looks.size} different looks.`);
  for (const [index, { text }] of questions.entries()) {
    const turn = turns[index];
    if (turn?.question !== text)
      faults.push(`"${text}" was understood as "${turn?.question ?? ''}".`);
    else if (turn.memoryIds.length === 0) faults.push(`"${text}" was not answered from a memory.`);
  }
  return faults;
}
