/** A profile for one life of the browser, gone afterwards: nothing of a visit stays in it. */
import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** Removes a profile; the last helper process may still be writing into it for a moment. */
export async function removeProfile(path: string): Promise<void> {
  await rm(path, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
}

/**
 * Makes an empty profile, and removes those of hosts that were killed.
 * @param folder created when it is not there
 */
export async function freshProfile(folder: string): Promise<string> {
  await mkdir(folder, { recursive: true });
  for (const name of await readdir(folder)) {
    const pid = Number(/^chromium-(\d+)-/.exec(name)?.[1]);
    if (pid > 0 && !isRunning(pid)) await removeProfile(join(folder, name));
  }
  return mkdtemp(join(folder, `chromium-${process.pid}-`));
}
