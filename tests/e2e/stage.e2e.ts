/**
 * The built stage in a real Chromium, with a host that keeps the whole contract: what leaves it as
 * picture, sound and microphone frames is measured, not asked for.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { FromStage } from '../../kiosk/host/contract.ts';
import type { StageWindow } from '../../kiosk/stage/test-window.ts';
import { tinyPerson } from '../fixtures/stage/tiny-person.ts';
import { type FakeHost, type SceneMessage, startFakeHost } from './stage/fake-host.ts';
import { buildStage, launchChromium } from './stage/stage-page.ts';

const size = { width: 480, height: 640 };
type Message<T extends FromStage['type']> = Extract<FromStage, { type: T }>;
const is =
  <T extends FromStage['type']>(type: T, fits: (message: Message<T>) => boolean = () => true) =>
  (message: FromStage): message is Message<T> =>
    message.type === type && fits(message as Message<T>);

const person = (id: string) => ({
  id,
  name: { zh: '测试', en: 'Test' },
  bodyUrl: `/bodies/${id}.glb`,
  heightMm: 1675,
  lang: 'en' as const,
  fictional: true,
  suggested: { zh: [], en: [] },
});
const empty: SceneMessage = {
  type: 'scene',
  avatar: null,
  demeanour: 'absent',
  lang: 'en',
  eye: null,
  mirrored: false,
  light: 'neutral',
  microphone: false,
  seed: 7,
};
const standing: SceneMessage = { ...empty, avatar: person('ann'), demeanour: 'idle' };

const rateHz = 22_050;
const tone = (hz: number, ms: number, rate = rateHz) =>
  Int16Array.from(
    { length: (rate * ms) / 1000 },
    (_, at) => 9000 * Math.sin((2 * Math.PI * hz * at) / rate),
  );
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

/** A picture as rows of red, green, blue. */
interface Picture {
  readonly width: number;
  readonly height: number;
  at(x: number, y: number): [number, number, number];
}
async function look(page: Page): Promise<Picture> {
  const { data, info } = await sharp(await page.screenshot())
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return {
    width: info.width,
    height: info.height,
    at(x, y) {
      const at = (y * info.width + x) * 3;
      return [data[at] ?? 0, data[at + 1] ?? 0, data[at + 2] ?? 0];
    },
  };
}
/** Brightness 0..255 of a rectangle's pixels, row by row. */
function brightness(picture: Picture, x0: number, y0: number, x1: number, y1: number): number[] {
  const values: number[] = [];
  for (let y = y0; y < y1; y += 1)
    for (let x = x0; x < x1; x += 1) values.push(Math.max(...picture.at(x, y)));
  return values;
}
const brightest = (values: readonly number[]) =>
  values.reduce((most, value) => Math.max(most, value), 0);

/** How alike two lists are, -1..1. */
function correlation(a: readonly number[], b: readonly number[]): number {
  const mean = (list: readonly number[]) =>
    list.reduce((sum, value) => sum + value, 0) / list.length;
  const [ma, mb] = [mean(a), mean(b)];
  let [ab, aa, bb] = [0, 0, 0];
  a.forEach((value, at) => {
    const [da, db] = [value - ma, (b[at] ?? 0) - mb];
    ab += da * db;
    aa += da * da;
    bb += db * db;
  });
  return ab / Math.sqrt(aa * bb);
}

let folder: string;
let work: string;
let browser: Browser;
let host: FakeHost;
let page: Page;

const stage = () =>
  page.evaluate(() => {
    const seen = (window as unknown as { rumianStage: StageWindow }).rumianStage;
    return {
      state: seen.state,
      tier: seen.tier,
      shaderCompiles: seen.shaderCompiles,
      contextLosses: seen.contextLosses,
      framesDrawn: seen.framesDrawn,
      mouth: seen.mouth,
      heard: seen.heard,
      sampleRateHz: seen.sampleRateHz,
      markBox: seen.markBox,
    };
  });
const until = async (what: string, test: () => Promise<boolean>, deadlineMs = 30_000) => {
  const endMs = Date.now() + deadlineMs;
  while (!(await test())) {
    if (Date.now() > endMs) throw new Error(`waited ${deadlineMs} ms for ${what}`);
    await page.waitForTimeout(50);
  }
};
const lit = () =>
  until('the person in full light', async () => (await stage()).state.presence === 1);
/** Two more pictures: what was asked for before is certainly drawn. */
const drawn = async () => {
  const { framesDrawn } = await stage();
  await until('two more pictures', async () => (await stage()).framesDrawn > framesDrawn + 2);
};

beforeAll(async () => {
  work = mkdtempSync(join(tmpdir(), 'rumian-stage-e2e-'));
  // Two seconds of silence, one of 440 Hz, one of silence: what the fake microphone hears, once.
  const heard = new Int16Array(48_000 * 4);
  heard.set(tone(440, 1000, 48_000), 48_000 * 2);
  writeFileSync(join(work, 'heard.wav'), wav(heard, 48_000));
  folder = await buildStage();
  host = await startFakeHost(folder, {
    ann: await tinyPerson(),
    bob: await tinyPerson([0.3, 0.5, 0.6]),
  });
  browser = await launchChromium([
    `--use-file-for-fake-audio-capture=${join(work, 'heard.wav')}%noloop`,
  ]);
  page = await browser.newPage({ viewport: size });
  host.scene(empty);
  await page.goto(host.url);
  await host.waitFor(is('hello'), 'hello');
});
afterAll(async () => {
  await browser?.close();
  await host?.close();
  for (const made of [work, folder]) if (made) rmSync(made, { recursive: true, force: true });
});
beforeEach(() => {
  host.messages.length = 0;
});

describe('with nobody on stage', () => {
  it('shows exactly black and the mark', async () => {
    await drawn();
    const picture = await look(page);
    const { markBox } = await stage();
    expect(brightest(brightness(picture, 0, 0, size.width, Math.floor(markBox.yPx)))).toBe(0);
    const mark = brightness(
      picture,
      Math.ceil(markBox.xPx),
      Math.ceil(markBox.yPx),
      Math.floor(markBox.xPx + markBox.widthPx),
      size.height,
    );
    expect(mark.filter((value) => value > 120).length).toBeGreaterThan(400);
    expect(markBox.textHeightPx).toBeGreaterThanOrEqual(0.05 * size.width);
  });

  it('draws the letters really that high', async () => {
    const picture = await look(page);
    const { markBox } = await stage();
    // Rows in which the last three letters (the tall ones) leave light.
    const x0 = Math.round(markBox.xPx + markBox.widthPx * 0.5);
    const rows = Array.from({ length: size.height }, (_, y) => y).filter((y) =>
      brightness(picture, x0, y, Math.floor(markBox.xPx + markBox.widthPx), y + 1).some(
        (value) => value > 60,
      ),
    );
    expect(rows.length).toBeGreaterThanOrEqual(0.05 * size.width);
  });
});

describe('a person', () => {
  beforeAll(async () => {
    host.scene(standing);
    await host.waitFor(
      is('avatar-shown', (message) => message.avatarId === 'ann'),
      'ann on stage',
    );
    await lit();
  });

  it('stands on exactly black: corners and edges are 0,0,0', async () => {
    const picture = await look(page);
    for (const [x, y] of [
      [0, 0],
      [479, 0],
      [0, 639],
      [479, 639],
      [20, 320],
      [460, 320],
    ] as const)
      expect(picture.at(x, y)).toEqual([0, 0, 0]);
  });

  it('has a face one can see', async () => {
    const picture = await look(page);
    const face = brightness(picture, 215, 85, 265, 165);
    expect(face.reduce((sum, value) => sum + value, 0) / face.length).toBeGreaterThan(70);
  });

  it('keeps a dark suit apart from the black behind it', async () => {
    const picture = await look(page);
    // The brightest of the suit's outline on both sides, at the height of the chest.
    for (const [from, to] of [
      [100, 200],
      [280, 380],
    ] as const)
      expect(brightest(brightness(picture, from, 250, to, 320))).toBeGreaterThan(45);
  });

  it('mirrored, is the same picture turned over, mark included, and lit on its outside', async () => {
    await drawn();
    const straight = await look(page);
    const { markBox } = await stage();
    host.scene({ ...standing, mirrored: true });
    await until('the mirrored picture', async () => (await stage()).state.mirrored);
    await drawn();
    const mirrored = await look(page);
    host.scene(standing);
    const [x0, y0, y1] = [
      Math.floor(markBox.xPx),
      Math.ceil(markBox.yPx),
      Math.floor(markBox.yPx + markBox.heightPx),
    ];
    const x1 = size.width - x0;
    const letters = brightness(straight, x0, y0, x1, y1);
    const turned: number[] = [];
    for (let y = y0; y < y1; y += 1)
      for (let x = x1 - 1; x >= x0; x -= 1) turned.push(Math.max(...mirrored.at(x, y)));
    // Read in the glass it is the mark as drawn; read on the screen it is not.
    expect(correlation(letters, turned)).toBeGreaterThan(0.97);
    expect(correlation(letters, brightness(mirrored, x0, y0, x1, y1))).toBeLessThan(0.7);
    // The badge changes sides, and neither picture shows the inside of the body.
    const reddest = (picture: Picture, from: number, to: number) => {
      let most = 0;
      for (let y = 200; y < 400; y += 1)
        for (let x = from; x < to; x += 1) {
          const [r, g] = picture.at(x, y);
          most = Math.max(most, r - g);
        }
      return most;
    };
    expect(reddest(straight, 240, 480)).toBeGreaterThan(80);
    expect(reddest(straight, 0, 240)).toBeLessThan(40);
    expect(reddest(mirrored, 0, 240)).toBeGreaterThan(80);
    expect(reddest(mirrored, 240, 480)).toBeLessThan(40);
    await until('the straight picture', async () => !(await stage()).state.mirrored);
  });

  it('gives way to the next one without leaving anything behind', async () => {
    host.scene({ ...standing, avatar: person('bob') });
    await host.waitFor(
      is('avatar-shown', (message) => message.avatarId === 'bob'),
      'bob on stage',
    );
    await lit();
    const [r, , b] = (await look(page)).at(240, 110);
    expect(b).toBeGreaterThan(r);
    host.scene(standing);
    await host.waitFor(
      is('avatar-shown', (message) => message.avatarId === 'ann'),
      'ann again',
    );
    await lit();
  });

  it('whose body is missing is reported with a remedy, and the mark stays', async () => {
    host.scene({ ...standing, avatar: person('nobody') });
    const fault = await host.waitFor(
      is('fault', (message) => message.code === 'avatar-not-shown'),
      'the fault',
    );
    expect(fault.remedy).not.toBe('');
    expect((await stage()).state.avatarShown).toBe(false);
    const { markBox } = await stage();
    await drawn();
    const picture = await look(page);
    expect(
      Math.max(
        ...brightness(
          picture,
          Math.ceil(markBox.xPx),
          Math.ceil(markBox.yPx),
          size.width / 2,
          size.height,
        ),
      ),
    ).toBeGreaterThan(120);
    host.scene(standing);
    await host.waitFor(
      is('avatar-shown', (message) => message.avatarId === 'ann'),
      'ann again',
    );
    await lit();
  });
});

describe('a voice', () => {
  const speaking: SceneMessage = { ...standing, demeanour: 'speaking' };
  const say = (replyId: number, ms: number) => {
    const sound = tone(330, ms);
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
    host.sendVoice(12, 0, tone(330, 6000), 2205);
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

describe('when things break', () => {
  it('finds the host again by itself when the line breaks', async () => {
    const { connections } = host;
    host.dropLine();
    await until('a new connection', async () => host.connections > connections);
    const hello = await host.waitFor(is('hello'), 'hello again');
    expect(hello.audioSampleRateHz).toBeGreaterThan(8000);
    await host.waitFor(is('avatar-shown'), 'who is on stage');
    await lit();
  });

  it('survives the loss of the graphics context', async () => {
    await page.evaluate(() => {
      const gl = document.querySelector('canvas')?.getContext('webgl2');
      const lose = gl?.getExtension('WEBGL_lose_context');
      lose?.loseContext();
      setTimeout(() => lose?.restoreContext(), 500);
    });
    await host.waitFor(
      is('fault', (message) => message.code === 'graphics-lost'),
      'the report',
    );
    await until('the face again', async () => {
      const picture = await look(page);
      return brightest(brightness(picture, 215, 85, 265, 165)) > 70;
    });
    await host.waitFor(
      is('frames', (message) => message.contextLosses === 1),
      'the count',
    );
    const { markBox } = await stage();
    const picture = await look(page);
    expect(
      Math.max(
        ...brightness(
          picture,
          Math.ceil(markBox.xPx),
          Math.ceil(markBox.yPx),
          size.width / 2,
          size.height,
        ),
      ),
    ).toBeGreaterThan(120);
  });

  it('starts again when the context does not come back', async () => {
    const { connections } = host;
    await page.evaluate(() => {
      document
        .querySelector('canvas')
        ?.getContext('webgl2')
        ?.getExtension('WEBGL_lose_context')
        ?.loseContext();
    });
    await host.waitFor(
      is('fault', (message) => message.code === 'graphics-not-restored'),
      'the report',
    );
    await until('a new page', async () => host.connections > connections);
    await host.waitFor(is('avatar-shown'), 'the person');
    await lit();
  });
});

/** A WAV file of 16-bit mono samples. */
function wav(samples: Int16Array, hz: number): Buffer {
  const header = Buffer.alloc(44);
  header.write('RIFF', 0);
  header.writeUInt32LE(36 + samples.byteLength, 4);
  header.write('WAVEfmt ', 8);
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(1, 22);
  header.writeUInt32LE(hz, 24);
  header.writeUInt32LE(hz * 2, 28);
  header.writeUInt16LE(2, 32);
  header.writeUInt16LE(16, 34);
  header.write('data', 36);
  header.writeUInt32LE(samples.byteLength, 40);
  return Buffer.concat([header, Buffer.from(samples.buffer)]);
}
