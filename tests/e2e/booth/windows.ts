/** Real Chromium windows before a real server whose booth the test scripts. */
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type Browser, chromium, type Page } from 'playwright-core';
import { silentLog } from '../../../kiosk/host/log.ts';
import { createMetrics } from '../../../kiosk/host/metrics.ts';
import { type BoothServer, startServer } from '../../../kiosk/host/server/index.ts';
import { findChromium } from '../../../kiosk/shell/index.ts';
import type { ScriptedBooth } from './scripted.ts';

export const chromiumPath = await findChromium(process.env);
export const pin = '824613';
const token = 'token-of-this-test-0123456789-0123456789';

const root = join(import.meta.dirname, '../../..');
/** Screenshots for people to look at; nothing compares them. */
const shotDir = join(root, 'var/test/windows');
const buildDeadlineMs = 110_000;

/** Bundles one window's app into a folder of its own, so that no test sees an older build. */
export async function bundle(
  app: 'panel' | 'console',
): Promise<{ webDir: string; remove: () => void }> {
  const webDir = mkdtempSync(join(tmpdir(), `rumian-${app}-`));
  await promisify(execFile)(
    process.execPath,
    [join(root, 'node_modules/vite/bin/vite.js'), 'build', '--logLevel', 'error'],
    {
      cwd: root,
      env: { ...process.env, RUMIAN_APP: app, RUMIAN_WEB_OUT: webDir },
      timeout: buildDeadlineMs,
    },
  );
  return { webDir, remove: () => rmSync(webDir, { recursive: true, force: true }) };
}

export async function serve(booth: ScriptedBooth, webDir: string, port = 0): Promise<BoothServer> {
  const started = await startServer({
    visit: booth.visit,
    devices: booth.devices,
    shelf: booth.shelf,
    turns: booth.turns,
    bodies: { body: () => null },
    health: () => [],
    metrics: createMetrics('0.0.0'),
    audit: () => {},
    log: silentLog,
    port,
    token,
    webDir,
    varDir: webDir,
    configFile: null,
    pin,
    sessionIdleMs: 600_000,
    packageMaxBytes: 1_000_000,
    version: '0.0.0',
    freeBytes: () => 12_000_000_000,
  });
  if (!started.ok) throw new Error(started.problem.cause);
  return started.server;
}

export function openBrowser(): Promise<Browser> {
  if (chromiumPath === null) throw new Error('No Chromium on this machine.');
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  return chromium.launch({ executablePath: chromiumPath, args: ['--headless=new', ...sandbox] });
}

/** Anything a page complains of, policy violations included, collects in `complaints`. */
export function listenTo(page: Page): string[] {
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  return complaints;
}

export async function shot(page: Page, name: string): Promise<void> {
  mkdirSync(shotDir, { recursive: true });
  await page.screenshot({ path: join(shotDir, `${name}.png`) });
}

/** Faces in which the text of an element is really set; `false` marks one of the system. */
export async function facesOf(
  page: Page,
  selector: string,
): Promise<{ face: string; shipped: boolean }[]> {
  const session = await page.context().newCDPSession(page);
  await session.send('DOM.enable');
  await session.send('CSS.enable');
  const { root: tree } = await session.send('DOM.getDocument');
  const { nodeId } = await session.send('DOM.querySelector', { nodeId: tree.nodeId, selector });
  const { fonts } = await session.send('CSS.getPlatformFontsForNode', { nodeId });
  await session.detach();
  return fonts.map(({ familyName, isCustomFont }) => ({ face: familyName, shipped: isCustomFont }));
}
