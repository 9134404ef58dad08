/**
 * The whole path of one spoken question, nothing replaced: radar bytes on a pseudo-terminal → visit →
 * lamps on a DMX widget → words recognised from Chromium's microphone → a reply from memory → sound
 * leaving the stage → a mouth that follows it → the stored turn.
 */
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { type Browser, chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { recordLines, walkUp } from '../../kiosk/commands/visit/index.ts';
import { createVoice, type Voice } from '../../kiosk/conversation/speak/index.ts';
import type { FromStage, TurnRecord } from '../../kiosk/host/contract.ts';
import type { StageWindow } from '../../kiosk/stage/test-window.ts';
import { eventually, openWholeBooth, type WholeBooth } from './main-job/whole-booth.ts';

const question = 'where are you from';
const lips = new Set(['p', 'b', 'm']);

const voice: Voice = createVoice();
let whole: WholeBooth | undefined;
let browser: Browser | undefined;
const played: Extract<FromStage, { type: 'playback' }>[] = [];
/** The person's sentences in the order they were shown, as the panel shows them. */
const said: string[] = [];

/** The booth of this file; opened before the first test. */
function here(): WholeBooth {
  if (!whole) throw new Error('The booth did not open.');
  return whole;
}

beforeAll(async () => {
  const microphone = await recordLines(
    voice,
    [{ atMs: 16_000, text: question, voice: { variant: 'f2', rate: 135, pitch: 60 } }],
    new AbortController().signal,
  );
  whole = await openWholeBooth(microphone);
  const { booth } = whole;
  booth.server.stage.onMessage((message) => {
    if (message.type === 'playback') played.push(message);
  });
  booth.conductor.control.onSnapshot(({ subtitle, visit }) => {
    // While it listens the panel still shows the sentence before.
    if (visit.state !== 'listening' && subtitle?.who === 'person' && said.at(-1) !== subtitle.text)
      said.push(subtitle.text);
  });
  browser = await chromium.connectOverCDP(booth.shell?.devToolsUrl ?? '');
});

afterAll(async () => {
  await browser?.close();
  await whole?.close();
  voice.close();
});

/** What the stage's own window says it drew and sounded. */
async function stageWindow(): Promise<
  Pick<StageWindow, 'mouth' | 'heard' | 'shaderCompiles' | 'state'>
> {
  const pages = (browser?.contexts() ?? []).flatMap((context) => context.pages());
  const page = pages.find((one) => new URL(one.url()).pathname.startsWith('/stage'));
  if (!page) throw new Error('The stage is not open.');
  return page.evaluate(() => {
    const view = window.rumianStage;
    if (!view) throw new Error('The stage shows nothing to tests.');
    const { mouth, heard, shaderCompiles, state } = view;
    return { mouth: [...mouth], heard: [...heard], shaderCompiles, state: { ...state } };
  });
}

describe('a visitor walks up and asks a question aloud', () => {
  let turn: TurnRecord;
  let shadersBefore = 0;

  it('the person stands on the stage and the booth is dark', async () => {
    const { booth } = here();
    expect(await booth.shelf.activate('tom-hale')).toEqual({ ok: true });
    expect(await eventually(() => booth.stage.facts().shownAvatar === 'tom-hale', 60_000)).toBe(
      true,
    );
    expect(booth.conductor.control.snapshot().visit.state).toBe('asleep');
  });

  it('radar bytes become a visit, and the visit becomes light', async () => {
    const { booth } = here();
    const live = () =>
      booth.devices.control.snapshot().devices.every(({ state }) => state === 'live');
    expect(await eventually(live, 20_000)).toBe(true);
    const lightOf = () =>
      (booth.devices.control.snapshot().readBack ?? []).reduce((sum, slot) => sum + slot, 0);
    // A start fades from the safe look to the sleeping one.
    const dim = () => lightOf() < 100;
    expect(await eventually(dim, 15_000)).toBe(true);
    const dark = lightOf();
    booth.devices.control.walk(walkUp);
    expect(await here().reaches(({ visit }) => visit.state === 'greet', 30_000)).toBe(true);
    expect(booth.devices.control.snapshot().visitors).toHaveLength(1);
    expect(await eventually(() => lightOf() > dark * 1.5 + 50, 10_000)).toBe(true);
  });

  it('after the notice and the check-in the person says hello and listens', async () => {
    const { control } = here().booth.conductor;
    expect(await here().reaches(({ visit }) => visit.state === 'check-in', 60_000)).toBe(true);
    expect(here().booth.stage.facts().microphone).toBe('closed');
    const accepted = control.checkIn({ ageBand: '18-59', lang: 'en', noticeAccepted: true });
    expect(accepted).toEqual({ ok: true });
    expect(await here().reaches(({ visit }) => visit.state === 'speaking', 30_000)).toBe(true);
    expect(await here().reaches(({ visit }) => visit.state === 'listening', 60_000)).toBe(true);
    expect(here().booth.stage.facts().microphone).toBe('open');
    shadersBefore = (await stageWindow()).shaderCompiles;
  });

  it('the spoken question is understood and answered from a memory, with its source', async () => {
    const { control } = here().booth.conductor;
    const visitId = control.snapshot().visit.visitId;
    played.length = 0;
    said.length = 0;
    expect(await here().reaches(({ visit }) => visit.state === 'speaking', 60_000)).toBe(true);
    expect(await here().reaches(({ visit }) => visit.state === 'listening', 60_000)).toBe(true);
    const [newest] = here().booth.store.turns.recent(1);
    expect(newest).toMatchObject({ visitId, input: 'voice', question });
    if (!newest) throw new Error('No turn was stored.');
    turn = newest;
    expect(turn.memoryIds.length).toBeGreaterThan(0);
    expect(turn.provenance.length).toBeGreaterThan(0);
    expect(turn.heard).toBe(turn.reply);
  });

  it('was audible, and the mouth followed the sound', async () => {
    const { mouth, heard, shaderCompiles } = await stageWindow();
    expect(shaderCompiles, 'no shader may be compiled while somebody speaks').toBe(shadersBefore);
    expect(Math.max(...heard.map(({ peak }) => peak))).toBeGreaterThan(0.05);

    const last = played.filter(({ event }) => event === 'started').at(-1);
    const end = played.filter(({ event }) => event === 'finished').at(-1);
    if (!last || !end) throw new Error('The stage told nothing of its playback.');
    const during = mouth.filter(({ stageMs }) => stageMs > last.stageMs && stageMs < end.stageMs);
    const after = mouth.filter(({ stageMs }) => stageMs > end.stageMs + 400);
    const mean = (frames: typeof during) =>
      frames.reduce((sum, { strongest }) => sum + strongest, 0) / Math.max(1, frames.length);
    expect(during.length).toBeGreaterThan(5);
    expect(mean(during)).toBeGreaterThan(mean(after) + 0.1);
  });

  it('closed its lips on p, b and m', async () => {
    const { mouth } = await stageWindow();
    const closures = await lipTimes();
    const looks = closures.flatMap((atMs) =>
      mouth.filter(({ stageMs }) => Math.abs(stageMs - atMs) <= 20),
    );
    expect(looks.length, 'no picture fell on a p, b or m').toBeGreaterThan(0);
    for (const { jawOpen, mouthClose } of looks) expect(jawOpen - mouthClose).toBeLessThan(0.12);
  });

  it('is in the store for good, with the time of every stage', () => {
    const db = new DatabaseSync(join(here().varDir, 'booth.sqlite'), { readOnly: true });
    const rows = db.prepare('SELECT count(*) AS n FROM turns').get();
    db.close();
    expect(rows).toEqual({ n: 1 });
    const { turnEnd, asrFinal, replyFirstToken, firstAudio, firstFaceFrame, spoken } = turn.times;
    const inOrder = [turnEnd, asrFinal, replyFirstToken, firstAudio, spoken].map(Number);
    expect(inOrder).toEqual(inOrder.toSorted((a, b) => a - b));
    expect(Number(firstFaceFrame)).toBeGreaterThan(0);
  });

  /** Page-clock times of the lip closures in the sentences that were played, from the same voice. */
  async function lipTimes(): Promise<number[]> {
    const opened = await here().booth.shelf.open('tom-hale');
    const settings = opened.ok ? opened.package.manifest.voice.settings.en : undefined;
    if (!settings) throw new Error('Tom Hale has no English voice.');
    const times: number[] = [];
    for (const { index, stageMs } of played.filter(({ event }) => event === 'started')) {
      const piece = await voice.say(said[index] ?? '', 'en', settings);
      for (const { ipa, startMs, endMs } of piece.phonemes) {
        if (lips.has(ipa)) times.push(stageMs + (startMs + endMs) / 2);
      }
    }
    return times;
  }
});
