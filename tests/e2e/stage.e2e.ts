/**
 * The built stage in a real Chromium, with a host that keeps the whole contract: what leaves it as a
 * picture is measured, not asked for. Its sound is in stage-sound.e2e.ts.
 */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { FakeHost } from './stage/fake-host.ts';
import { brightest, brightness, correlation, look, type Picture } from './stage/pictures.ts';
import { is, openRig, person, type Rig, size, standing } from './stage/rig.ts';

let rig: Rig;
let host: FakeHost;
let page: Page;
const stage = () => rig.stage();
const until = (what: string, test: () => Promise<boolean>, deadlineMs?: number) =>
  rig.until(what, test, deadlineMs);
const lit = () => rig.lit();
const drawn = () => rig.drawn();

beforeAll(async () => {
  rig = await openRig();
  ({ host, page } = rig);
});
afterAll(() => rig?.close());
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
