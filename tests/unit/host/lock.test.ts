import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { acquireLock } from '../../../kiosk/host/lock.ts';
import { ownFolder } from './folder.ts';

const folder = ownFolder();
const module = fileURLToPath(new URL('../../../kiosk/host/lock.ts', import.meta.url));

function take(varDir: string, pid = process.pid) {
  const outcome = acquireLock({ varDir, pid, nowMs: 1000 });
  if (!outcome.ok) throw new Error(outcome.problem.cause);
  return outcome;
}

/** Another process that holds the lock until it is killed. */
async function otherBooth(varDir: string) {
  const child = spawn(
    process.execPath,
    [
      '--input-type=module',
      '-e',
      `import { acquireLock } from ${JSON.stringify(module)};
       const got = acquireLock({ varDir: ${JSON.stringify(varDir)}, pid: process.pid, nowMs: 5 });
       got.lock.tell('http://127.0.0.1:4870/panel/');
       console.log('held');
       setInterval(() => {}, 1000);`,
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  await once(child.stdout, 'data');
  return child;
}

describe('the lock of the var folder', () => {
  it('tells a second start who runs and where', async () => {
    const varDir = join(folder, 'two');
    const other = await otherBooth(varDir);
    const outcome = acquireLock({ varDir, pid: process.pid, nowMs: 1000 });
    expect(outcome).toMatchObject({
      ok: false,
      problem: {
        code: 'already-running',
        cause: `Rumian (process ${other.pid}) already runs at http://127.0.0.1:4870/panel/ with this folder.`,
        remedy: expect.stringContaining('Open http://127.0.0.1:4870/panel/'),
      },
    });
    other.kill('SIGKILL');
    await once(other, 'exit');
  });

  it('is taken over from a booth that was killed', async () => {
    const varDir = join(folder, 'killed');
    const other = await otherBooth(varDir);
    other.kill('SIGKILL');
    await once(other, 'exit');
    const outcome = take(varDir);
    expect(outcome.leftBehindBy).toMatchObject({ pid: other.pid });
    outcome.lock.release();
  });

  it('holds within one process too, and is free after release', () => {
    const varDir = join(folder, 'same');
    const { lock } = take(varDir);
    expect(acquireLock({ varDir, pid: 1, nowMs: 1 })).toMatchObject({ ok: false });
    lock.release();
    lock.release();
    expect(existsSync(join(varDir, 'booth.lock.json'))).toBe(false);
    take(varDir).lock.release();
  });

  it('is not confused by a note that is nonsense', () => {
    const varDir = join(folder, 'nonsense');
    take(varDir).lock.release();
    writeFileSync(join(varDir, 'booth.lock.json'), '{"pid":');
    const outcome = take(varDir);
    expect(outcome.leftBehindBy).toBeNull();
    outcome.lock.release();
  });

  it('says when the folder cannot be made', () => {
    writeFileSync(join(folder, 'a-file'), '');
    expect(acquireLock({ varDir: join(folder, 'a-file', 'var'), pid: 1, nowMs: 1 })).toMatchObject({
      ok: false,
      problem: { code: 'disk-failed' },
      holder: null,
    });
  });
});
