/** Ending a browser and everything it started. */
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';

/** A browser that was asked to close writes its profile; after this time it is not coming. */
const askedMs = 3_000;
const termMs = 2_000;

/** Settles with a cause when the process has ended. Call it on the line that spawns. */
export async function causeOfEnd(child: ChildProcess, name: string): Promise<string> {
  const ended = new AbortController();
  try {
    return await Promise.race([
      once(child, 'error', { signal: ended.signal }).then(
        ([error]) =>
          `${name} could not be started (${error instanceof Error ? error.message : ''})`,
      ),
      once(child, 'exit', { signal: ended.signal }).then(([code, signal]) =>
        signal === null ? `${name} ended with code ${code}` : `${name} was ended by ${signal}`,
      ),
    ]);
  } finally {
    ended.abort();
  }
}

/** Signals the child's whole group: it must have been spawned detached. */
function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, signal);
  } catch {
    // The group has already ended.
  }
}

/**
 * Asks, then insists: after `ask` three seconds, after SIGTERM two, then SIGKILL for the whole group.
 * @param ended what `causeOfEnd` returned for this child
 */
export async function endProcess(
  child: ChildProcess,
  ended: Promise<string>,
  ask: () => void,
): Promise<void> {
  const within = async (ms: number) =>
    Promise.race([ended.then(() => true), delay(ms, false, { ref: false })]);
  ask();
  if (!(await within(askedMs))) {
    signalGroup(child, 'SIGTERM');
    await within(termMs);
  }
  // Helpers may outlive the first process.
  signalGroup(child, 'SIGKILL');
  await ended;
}
