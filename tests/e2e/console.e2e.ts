import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { BoothServer } from '../../kiosk/host/server/index.ts';
import {
  exampleDevice,
  exampleShelfAvatar,
  exampleSnapshot,
  exampleTurn,
  exampleWires,
  type ScriptedBooth,
  scriptedBooth,
} from './booth/scripted.ts';
import { bundle, chromiumPath, listenTo, openBrowser, pin, serve, shot } from './booth/windows.ts';

const lamp = (id: string, zh: string, en: string, rgb: readonly [number, number, number]) => ({
  id,
  label: { zh, en },
  r: rgb[0],
  g: rgb[1],
  b: rgb[2],
});

const sent = Array.from({ length: 512 }, (_, slot) => [120, 118, 200, 92, 26, 60][slot] ?? 0);

const talking = () =>
  exampleSnapshot({
    visit: {
      visitId: '2026-11-22-0007',
      state: 'speaking',
      safety: 'calm',
      presence: 'near',
      driver: 'persona',
      lang: 'zh',
      sinceMs: Date.now() - 4200,
    },
    cue: 'speaking',
    microphone: 'open',
    subtitle: {
      who: 'person',
      text: '那年冬天，他推着一辆旧自行车来学校送书。',
      lang: 'zh',
      provenance: 'quoted',
      memoryIds: ['bicycle'],
      partial: false,
    },
    health: [
      {
        part: 'speech',
        state: 'degraded',
        sinceMs: Date.now() - 95_000,
        cause: 'No Chinese recognition model is installed.',
        effect: 'Spoken Chinese is not understood; typing and touch work.',
        remedy: 'Install a model and name it in booth.json.',
      },
      {
        part: 'espeak',
        state: 'ok',
        sinceMs: Date.now() - 95_000,
        cause: '',
        effect: '',
        remedy: '',
      },
    ],
  });

const wires = () =>
  exampleWires({
    devices: [
      exampleDevice(),
      exampleDevice({
        id: 'dmx',
        kind: 'dmx-enttec-pro',
        label: 'DMX USB Pro',
        path: '/dev/pts/4',
        state: 'stale',
        rateHz: 0,
        lastFrameAgeMs: 6400,
        reconnects: 2,
        identity: 'serial 02000147',
        problem: {
          code: 'stale',
          cause: 'The widget has not answered for 6 s.',
          effect: 'The lamps hold their last look.',
          remedy: 'Check the USB plug of the DMX widget.',
        },
      }),
    ],
    lamps: [
      lamp('key-left', '左主灯', 'Key, left', [0.22, 0.15, 0.08]),
      lamp('key-right', '右主灯', 'Key, right', [0.2, 0.14, 0.07]),
      lamp('floor', '地面染色', 'Floor wash', [0.6, 0.13, 0.01]),
      lamp('ceiling', '顶灯（访客侧）', 'Ceiling, visitor side', [0.3, 0.2, 0.1]),
      lamp('rim', '背景轮廓光', 'Back rim', [0.03, 0.05, 0.14]),
      lamp('threshold', '门槛灯', 'Threshold step', [0.05, 0.03, 0.02]),
    ],
    sent,
    readBack: sent.map((value, slot) => (slot === 3 ? value - 2 : value)),
    visitors: [{ id: 1, xMm: 120, zMm: 1240, vxMmPerS: 0, vzMmPerS: -180, zone: 'talk' }],
  });

describe.skipIf(chromiumPath === null)('the console', () => {
  let browser: Browser;
  let web: Awaited<ReturnType<typeof bundle>>;
  let booth: ScriptedBooth;
  let server: BoothServer;
  let page: Page;
  let complaints: string[];

  beforeAll(async () => {
    web = await bundle('console');
    browser = await openBrowser();
  });
  afterAll(async () => {
    await browser.close();
    web.remove();
  });
  beforeEach(async () => {
    booth = scriptedBooth(talking(), wires());
    server = await serve(booth, web.webDir);
  });
  afterEach(async () => {
    await page?.context().close();
    await server.close('test over');
  });

  async function open(locale: 'zh-CN' | 'en-GB' = 'en-GB') {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale });
    page = await context.newPage();
    complaints = listenTo(page);
    await page.goto(server.urls.console);
    await page.getByLabel('PIN').first().waitFor();
  }

  async function unlock(given = pin) {
    await page.locator('input[type=password]').fill(given);
    await page.keyboard.press('Enter');
  }

  it('opens for the PIN only, and says what is wrong with another', async () => {
    await open();
    await unlock('0000');
    await page.getByText('That is not the PIN.').waitFor();
    await unlock();
    await page.getByRole('heading', { name: 'Visit', exact: true }).waitFor();
    await page.getByRole('button', { name: 'Lock' }).click();
    await page.getByText('The console is locked').waitFor();
    await page.reload();
    await page.getByText('The console is locked').waitFor();
  });

  for (const { locale, lang, names } of [
    {
      locale: 'zh-CN',
      lang: 'zh',
      names: ['当前访问', '模拟访客', '设备', '人物', '最近的对话', '健康'],
    },
    {
      locale: 'en-GB',
      lang: 'en',
      names: ['Visit', 'Simulated visitor', 'Devices', 'Avatars', 'Last turns', 'Health'],
    },
  ] as const) {
    it(`shows every page in ${lang}, reached by its digit`, async () => {
      booth.avatars.push(
        exampleShelfAvatar(),
        exampleShelfAvatar({
          id: 'other',
          name: { zh: '周明远', en: 'Zhou Mingyuan' },
          active: false,
        }),
      );
      booth.records.push(exampleTurn(), exampleTurn({ id: 2, heard: '那年冬天，' }));
      await open(locale);
      await shot(page, `console-${lang}-0-pin`);
      await unlock();
      await page.locator('.subtitle q').waitFor();
      for (const [index, name] of names.entries()) {
        await page.keyboard.press(String(index + 1));
        await page.getByRole('heading', { name, exact: true }).waitFor();
        await page.waitForTimeout(300);
        await shot(page, `console-${lang}-${index + 1}`);
        expect(
          await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth),
          name,
        ).toBe(true);
      }
      expect(complaints).toEqual([]);
    });
  }

  it('follows the visit, the lamps and the visitor as they change', async () => {
    await open();
    await unlock();
    await page.locator('.state-now', { hasText: 'speaking' }).waitFor();
    const dot = page.locator('.visitor circle');
    expect(await dot.getAttribute('cy')).toBe('1240');
    const light = page.locator('[data-lamp=floor] .lamp-light');
    expect(await light.evaluate((e) => getComputedStyle(e).backgroundColor)).toBe(
      'rgb(203, 101, 25)',
    );

    const calm = talking();
    booth.booth.set({ ...calm, visit: { ...calm.visit, state: 'listening' }, subtitle: null });
    const changed = wires();
    booth.wires.set({
      ...changed,
      lamps: [lamp('floor', '地面染色', 'Floor wash', [0, 0, 1])],
      visitors: [{ id: 1, xMm: -300, zMm: 2500, vxMmPerS: 0, vzMmPerS: 0, zone: 'attract' }],
    });
    await page.locator('.state-now', { hasText: 'listening' }).waitFor();
    await page.getByText('Nobody is speaking.').waitFor();
    await expect.poll(() => dot.getAttribute('cy')).toBe('2500');
    await expect
      .poll(() => light.evaluate((e) => getComputedStyle(e).backgroundColor))
      .toBe('rgb(0, 0, 255)');
  });

  it('names the trouble of a device and its remedy, and counts slots that differ', async () => {
    await open();
    await unlock();
    await page.locator('.subtitle q').waitFor();
    await page.keyboard.press('3');
    await page.getByText('Check the USB plug of the DMX widget.').waitFor();
    await page.getByText('Slots that differ: 1').waitFor();
    expect(await page.locator('.slots [data-apart=true]').allTextContents()).toEqual(['4 92/90']);
  });

  it('walks a simulated visitor, and refuses a path that is none', async () => {
    booth.allow('walk');
    await open();
    await unlock();
    await page.locator('.subtitle q').waitFor();
    await page.keyboard.press('2');
    await page.getByRole('button', { name: 'Walk up' }).click();
    await expect.poll(() => booth.calls.length).toBe(1);
    expect(booth.calls[0]).toMatchObject({
      name: 'walk',
      input: { path: [{ zMm: 5200 }, {}, {}, {}, {}] },
    });

    const path = page.getByRole('textbox');
    await path.fill('0, 0, 3\nsoon, 0, 2');
    await page.getByRole('button', { name: 'Walk', exact: true }).click();
    await page.getByText('Line 2 is not three numbers.').waitFor();
    await path.fill('0, 0, 3\n2.5, -0.3, 1.2');
    await page.getByRole('button', { name: 'Walk', exact: true }).click();
    await expect
      .poll(() => booth.calls.at(-1)?.input)
      .toEqual({
        path: [
          { atMs: 0, xMm: 0, zMm: 3000 },
          { atMs: 2500, xMm: -300, zMm: 1200 },
        ],
      });
  });

  it('loads, activates and withdraws avatars, and gives a refusal word for word', async () => {
    booth.avatars.push(exampleShelfAvatar());
    booth.allow('import', () => ({
      ok: false,
      problem: {
        code: 'hash-mismatch',
        cause: 'body/body.glb is not the file the manifest describes.',
        remedy: 'Pack the avatar again.',
        path: 'body/body.glb',
      },
    }));
    await open();
    await unlock();
    await page.locator('.subtitle q').waitFor();
    await page.keyboard.press('4');
    const file = page.locator('input[type=file]');
    const rumian = { name: 'a.rumian', mimeType: 'application/zip', buffer: Buffer.alloc(4096, 1) };
    await file.setInputFiles(rumian);
    await page.getByText('body/body.glb is not the file the manifest describes.').waitFor();
    await page.getByText('Pack the avatar again.').waitFor();
    await shot(page, 'console-en-4-refused');

    booth.allow('import');
    await file.setInputFiles(rumian);
    await page.getByText('Loaded: Lin Shulan').waitFor();
    booth.allow('activate');
    await page.locator('[data-avatar=added]').getByRole('button', { name: 'Activate' }).click();
    await expect
      .poll(() => booth.calls.at(-1))
      .toEqual({ name: 'activate', input: { id: 'added' } });

    booth.allow('withdraw');
    await page.locator('[data-avatar=added]').getByRole('button', { name: 'Withdraw' }).click();
    const question = page.getByRole('dialog');
    await question.getByText('This cannot be undone').waitFor();
    await page.waitForTimeout(300);
    await shot(page, 'console-en-4-withdraw');
    await question.getByRole('button', { name: 'Keep it' }).click();
    await question.waitFor({ state: 'hidden' });
    expect(booth.calls.map(({ name }) => name)).toEqual(['import', 'import', 'activate']);
    await page.locator('[data-avatar=added]').getByRole('button', { name: 'Withdraw' }).click();
    await question.getByRole('button', { name: 'Withdraw' }).click();
    await expect
      .poll(() => booth.calls.at(-1))
      .toEqual({ name: 'withdraw', input: { id: 'added' } });
  });

  it('stops from the keyboard in the middle of typing, shows a crisis, and resumes', async () => {
    for (const call of ['stop', 'resume', 'say']) booth.allow(call);
    await open();
    await unlock();
    const words = page.getByLabel('Words to say (marked as spoken by staff)');
    await words.fill('请坐，慢慢说');
    await page.keyboard.press('Enter');
    await expect
      .poll(() => booth.calls.at(-1))
      .toEqual({ name: 'say', input: { text: '请坐，慢慢说', lang: 'zh' } });
    await words.press('2');
    await words.press('Shift+Escape');
    await expect.poll(() => booth.calls.at(-1)).toEqual({ name: 'stop', input: { by: 'staff' } });
    expect(await words.inputValue()).toBe('2');

    const calm = talking();
    booth.booth.set({ ...calm, visit: { ...calm.visit, safety: 'crisis' } });
    await page.getByRole('alert').getByText('The visitor may be in danger.').waitFor();
    await shot(page, 'console-en-crisis');
    await page.getByRole('button', { name: 'Resume' }).click();
    await expect.poll(() => booth.calls.at(-1)?.name).toBe('resume');
  });

  it('keeps showing the last state when the host goes, says so, and locks when it is back', async () => {
    await open();
    await unlock();
    await page.locator('.subtitle q').waitFor();
    const { port } = server;
    await server.close('test');
    await page.getByText('No connection to the booth for').waitFor({ timeout: 15_000 });
    expect(await page.locator('.subtitle q').isVisible()).toBe(true);
    server = await serve(booth, web.webDir, port);
    await page.getByText('The console is locked').waitFor({ timeout: 40_000 });
  });
});
