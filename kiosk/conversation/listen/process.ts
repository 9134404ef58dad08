/** The speech process: forked by the host with `serialization: 'advanced'`. */
import type { HearingCommand, HearingEvent, HearingProblem } from '../contract.ts';
import { createHearing } from './hearing.ts';
import type { Recogniser } from './recogniser.ts';
import { openSilero, type VoiceDetector } from './silero.ts';
import { openSphinx } from './sphinx.ts';
import { loadSphinx, missingFile, sphinxFiles } from './sphinx-library.ts';

const emit = (event: HearingEvent): void => {
  if (process.connected) process.send?.(event);
};

const problems: HearingProblem[] = [];
const message = (error: unknown): string =>
  error instanceof Error ? error.message : String(error);

async function openDetector(): Promise<VoiceDetector | undefined> {
  try {
    return await openSilero();
  } catch (error) {
    problems.push({
      code: 'vad-missing',
      cause: `The voice detector could not be loaded: ${message(error)}`,
      effect: 'Nothing is heard through the microphone.',
      remedy: 'Run npm ci again in the project folder; visitors can touch and type meanwhile.',
    });
    return undefined;
  }
}

function openRecogniser(): Recogniser | undefined {
  const remedy = 'On Debian or Ubuntu: apt-get install pocketsphinx pocketsphinx-en-us';
  const effect = 'English speech is noticed but not understood; visitors can touch and type.';
  const folder = process.env.RUMIAN_SPHINX_MODEL;
  const files = sphinxFiles(folder);
  const missing = missingFile(files);
  if (missing !== undefined) {
    problems.push({ code: 'asr-missing', cause: `There is no ${missing}.`, effect, remedy });
    return undefined;
  }
  try {
    return openSphinx(loadSphinx(), files);
  } catch (error) {
    const cause = `PocketSphinx could not be loaded: ${message(error)}`;
    problems.push({ code: 'asr-missing', cause, effect, remedy });
    return undefined;
  }
}

const detector = await openDetector();
const recogniser = openRecogniser();
const hearing = createHearing({
  detector,
  recogniser,
  emit,
  nowMs: () => performance.now(),
});

process.on('message', (command: HearingCommand) => {
  void hearing.take(command).then(() => {
    if (command.type === 'stop') process.disconnect();
  });
});
// A signal for the whole terminal is the host's to answer; it says stop or goes away.
process.on('SIGINT', () => {});

emit({
  type: 'ready',
  vad: detector !== undefined,
  asr: recogniser === undefined ? [] : ['en'],
  problems,
});
