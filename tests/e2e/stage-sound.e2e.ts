/**
 * The stage's voice and ear in a real Chromium: the sound is measured where it leaves the stage, the
 * microphone is fed a file.
 */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { FakeHost, SceneMessage } from './stage/fake-host.ts';
import { is, openRig, type Rig, standing } from './stage/rig.ts';
import { tone } from './stage/sounds.ts';

const rateHz = 22_050;
/** The mouth opens at 300 ms, closes at 900, opens again at 1200 and closes at the end. */
const openings = {
  durationMs: 2000,
  channels: {
    jawOpen: [
      [0, 0],
      [300, 0],
      [400, 0.9],
      [800, 0.9],
      [900, 0],
      [1200, 0],
      [1300, 0.8],
      [1800, 0.8],
      [2000, 0],
    ],
  },
};

let rig: Rig;
let host: FakeHost;
let page: Page;
const stage = () => rig.stage();
const until = (what: string, test: () => Promise<boolean>, deadlineMs?: number) =>
  rig.until(what, test, deadlineMs);
const drawn = () => rig.drawn();

beforeAll(async () => {
  rig = await openRig();
  ({ host, page } = rig);
  host.scene(standing);
  await host.waitFor(is('avatar-shown'), 'ann on stage');
  await rig.lit();
});
afterAll(() => rig?.close());
beforeEach(() => {
  host.messages.length = 0;
});

describe('a voice', () => {
  const speaking: SceneMessage = { ...standing, demeanour: 'speaking' };
  const say = (replyId: number, ms: number) => {
    const sound = tone(330, ms, rateHz);
    host.send({
      type: 'segment',
      replyId,
      index: 0,
      sampleRateHz: rateHz,
      samples: sound.length,
      leadInMs: 0,
      track: {
        durationMs: openings.durationMs,
        channels: {
          jawOpen: openings.channels.jawOpen.map(([at = 0, weight = 0]) => [at, weight]),
        },
      },
    });
    host.sendVoice(replyId, 0, sound, 2205);
    host.send({ type: 'reply-end', replyId, segments: 1 });
  };

  it('is heard, the mouth follows it, and no shader is built meanwhile', async () => {
    host.scene(speaking);
    await drawn();
    const before = await stage();
    say(11, 2000);
    const started = await host.waitFor(
      is('playback', (message) => message.event === 'started'),
      'the start',
    );
    const audible = await host.waitFor(
      is('first-audible', (message) => message.replyId === 11),
      'the first sound',
    );
    const face = await host.waitFor(
      is('first-face', (message) => message.replyId === 11),
      'the first face',
    );
    const finished = await host.waitFor(
      is('playback', (message) => message.event === 'finished'),
      'the end',
    );
    await drawn();
    const after = await stage();

    expect(finished.heardMs).toBeCloseTo(2000, 0);
    // A tone is loud within a millisecond of its first sample.
    expect(Math.abs(audible.stageMs - started.stageMs)).toBeLessThan(60);
    expect(after.heard.filter((block) => block.peak > 0.2).length).toBeGreaterThan(150);

    // The mouth as drawn, on the clock of the sound: 0 ms is the first sample.
    const startS = after.heard.find((block) => block.audibleFrame >= 0)?.audibleFrame ?? Number.NaN;
    const jaw = after.mouth.map((one) => ({
      ms: (one.audioS - startS / after.sampleRateHz) * 1000,
      jaw: one.jawOpen,
    }));
    const between = (from: number, to: number) =>
      jaw.filter(({ ms }) => ms > from && ms < to).map((one) => one.jaw);
    expect(Math.min(...between(500, 750))).toBeGreaterThan(0.6);
    expect(Math.min(...between(950, 1150))).toBeLessThan(0.15);
    expect(Math.min(...between(1450, 1700))).toBeGreaterThan(0.5);
    expect(face.stageMs).toBeGreaterThan(started.stageMs);
    expect(after.shaderCompiles).toBe(before.shaderCompiles);
  });

  it('falls silent within 100 ms of a cancel, the mouth too, and nothing late is heard', async () => {
    await page.waitForTimeout(300);
    say(12, 6000);
    await host.waitFor(
      is('first-audible', (message) => message.replyId === 12),
      'the sound',
    );
    await page.waitForTimeout(700);
    // The page answers the ping right before it reads the order behind it: the order's time there.
    host.send({ type: 'ping', id: 77 });
    host.send({ type: 'cancel', replyId: 12, reason: 'the visitor speaks' });
    host.sendVoice(12, 0, tone(330, 6000, rateHz), 2205);
    const ordered = await host.waitFor(
      is('pong', (message) => message.id === 77),
      'the order',
    );
    const stopped = await host.waitFor(
      is('playback', (message) => message.event === 'stopped'),
      'the stop',
    );
    await page.waitForTimeout(700);
    const after = await stage();
    const lastLoud = after.heard.findLast((block) => block.peak > 10 ** (-50 / 20));
    const now = after.mouth.at(-1);
    if (!lastLoud || !now) throw new Error('nothing was heard or drawn');
    // From the audio clock, output latency included, to the page's clock: 10 ms is one block.
    const silentAtMs = now.stageMs + (lastLoud.frame / after.sampleRateHz - now.audioS) * 1000 + 10;
    expect(silentAtMs - ordered.stageMs).toBeLessThan(100);
    expect(stopped.heardMs).toBeGreaterThan(500);
    expect(stopped.heardMs).toBeLessThan(3000);
    expect(after.mouth.at(-1)?.jawOpen).toBeLessThan(0.1);
  });
});

describe('the microphone', () => {
  it('is closed until the host wants it, then sends 16 kHz frames of what is really heard', async () => {
    expect(host.microphone).toHaveLength(0);
    host.scene({ ...standing, demeanour: 'listening', microphone: true });
    await host.waitFor(
      is('microphone', (message) => message.state === 'open'),
      'an open microphone',
    );
    await until('four seconds of sound', async () => host.microphone.length >= 200, 20_000);
    const frames = host.microphone.slice(0, 200);
    frames.forEach((frame, at) => {
      expect(frame.sequence).toBe((frames[0]?.sequence ?? 0) + at);
    });
    const first = frames[0]?.captureMs ?? 0;
    const last = frames.at(-1)?.captureMs ?? 0;
    expect((last - first) / 199).toBeCloseTo(20, 0);
    // The second of 440 Hz: 880 crossings of zero in the loud part, ± 3 %.
    const sound = frames.flatMap((frame) => [...frame.samples]);
    const loud = sound
      .map((value, at) => ({ value, at }))
      .filter(({ value }) => Math.abs(value) > 800);
    const from = loud[0]?.at ?? 0;
    const to = loud.at(-1)?.at ?? 0;
    expect((to - from) / 16_000).toBeGreaterThan(0.85);
    expect((to - from) / 16_000).toBeLessThan(1.15);
    let crossings = 0;
    for (let at = from + 1; at <= to; at += 1)
      if ((sound[at - 1] ?? 0) < 0 !== (sound[at] ?? 0) < 0) crossings += 1;
    expect(crossings / ((to - from) / 16_000)).toBeGreaterThan(850);
    expect(crossings / ((to - from) / 16_000)).toBeLessThan(910);
  });

  it('falls silent when the host closes it', async () => {
    host.scene(standing);
    await host.waitFor(
      is('microphone', (message) => message.state === 'closed'),
      'a closed microphone',
    );
    const { length } = host.microphone;
    await page.waitForTimeout(500);
    expect(host.microphone.length).toBe(length);
  });
});
