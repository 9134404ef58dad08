/** The built stage in a Chromium of its own, in front of a host that keeps the contract. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import type { FromStage } from '../../../kiosk/host/contract.ts';
import type { StageWindow } from '../../../kiosk/stage/test-window.ts';
import { tinyPerson } from '../../fixtures/stage/tiny-person.ts';
import { type FakeHost, type SceneMessage, startFakeHost } from './fake-host.ts';
import { tone, wav } from './sounds.ts';
import { buildStage, launchChromium } from './stage-page.ts';

export const size = { width: 480, height: 640 };

type Message<T extends FromStage['type']> = Extract<FromStage, { type: T }>;
/** A filter for messages of one type, and of one kind within it. */
export const is =
  <T extends FromStage['type']>(type: T, fits: (message: Message<T>) => boolean = () => true) =>
  (message: FromStage): message is Message<T> =>
    message.type === type && fits(message as Message<T>);

/** `ann` and `bob` have bodies; anybody else's is missing. */
export const person = (id: string) => ({
  id,
  name: { zh: '测试', en: 'Test' },
  bodyUrl: `/bodies/${id}.glb`,
  heightMm: 1675,
  lang: 'en' as const,
  fictional: true,
  suggested: { zh: [], en: [] },
});
export const empty: SceneMessage = {
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
export const standing: SceneMessage = { ...empty, avatar: person('ann'), demeanour: 'idle' };

export interface Rig {
  readonly host: FakeHost;
  readonly page: Page;
  /** The test window, as it is now. */
  stage(): Promise<StageNow>;
  until(what: string, test: () => Promise<boolean>, deadlineMs?: number): Promise<void>;
  /** The person stands in full light. */
  lit(): Promise<void>;
  /** Two more pictures: what was asked for before is certainly drawn. */
  drawn(): Promise<void>;
  close(): Promise<void>;
}
export type StageNow = Pick<
  StageWindow,
  | 'state'
  | 'tier'
  | 'shaderCompiles'
  | 'contextLosses'
  | 'framesDrawn'
  | 'mouth'
  | 'heard'
  | 'sampleRateHz'
  | 'markBox'
>;

export async function openRig(): Promise<Rig> {
  const work = mkdtempSync(join(tmpdir(), 'rumian-stage-e2e-'));
  // Two seconds of silence, one of 440 Hz, one of silence: what the fake microphone hears, once.
  const heard = new Int16Array(48_000 * 4);
  heard.set(tone(440, 1000, 48_000), 48_000 * 2);
  writeFileSync(join(work, 'heard.wav'), wav(heard, 48_000));
  const folder = await buildStage();
  const host = await startFakeHost(folder, {
    ann: await tinyPerson(),
    bob: await tinyPerson([0.3, 0.5, 0.6]),
  });
  const browser = await launchChromium([
    `--use-file-for-fake-audio-capture=${join(work, 'heard.wav')}%noloop`,
  ]);
  const page = await browser.newPage({ viewport: size });
  host.scene(empty);
  await page.goto(host.url);
  await host.waitFor(is('hello'), 'hello');

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
  return {
    host,
    page,
    stage,
    until,
    lit: () => until('the person in full light', async () => (await stage()).state.presence === 1),
    async drawn() {
      const { framesDrawn } = await stage();
      await until('two more pictures', async () => (await stage()).framesDrawn > framesDrawn + 2);
    },
    async close() {
      await browser.close();
      await host.close();
      for (const made of [work, folder]) rmSync(made, { recursive: true, force: true });
    },
  };
}
