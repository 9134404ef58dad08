/** A pseudo-terminal through socat: the device side is the child's stdin and stdout. */
import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { lstat, rm } from 'node:fs/promises';
import type { Readable, Writable } from 'node:stream';
import { type LinkProblem, linkProblem, type ProblemWords } from '../link/index.ts';

export interface Pty {
  /** Where any program opens the device. */
  readonly path: string;
  /** Sends to whoever has the port open; drops the bytes when the last ones still wait, as a wire would. */
  readonly write: (bytes: Uint8Array) => boolean;
  /** Stop and go on taking bytes from the host: a device that hangs. */
  readonly setReading: (reading: boolean) => void;
  /** Pull the plug: the port vanishes at once. Settles when it is gone. */
  readonly unplug: () => Promise<void>;
  /** Settles when the terminal is gone, for whatever reason. */
  readonly gone: Promise<void>;
}

const appearDeadlineMs = 3000;

/** Puts a device at `link`; an old link left by a killed simulator is replaced, anything else is not. */
export async function openPty(
  link: string,
  words: ProblemWords,
  onData: (bytes: Uint8Array) => void,
): Promise<{ readonly pty: Pty } | { readonly problem: LinkProblem }> {
  const inTheWay = await lstat(link).catch(() => null);
  if (inTheWay !== null && !inTheWay.isSymbolicLink()) {
    return { problem: linkProblem('simulator-failed', link, words, 'something else is there') };
  }
  await rm(link, { force: true });

  const child = spawn('socat', ['STDIO', `PTY,link=${link},raw,echo=0`], {
    stdio: ['pipe', 'pipe', 'pipe'],
    // Its own session: Ctrl-C in the terminal must not pull the plug before the lights are safe.
    detached: true,
  });
  let complaint = '';
  child.stderr.on('data', (text: Buffer) => {
    complaint = `${complaint}${text.toString()}`.slice(-300);
  });
  child.stdin.on('error', () => undefined);
  child.stdout.on('data', onData);
  let spawnError: Error | null = null;
  const gone = new Promise<void>((resolve) => {
    child.once('error', (error) => {
      spawnError = error;
      resolve();
    });
    child.once('close', () => resolve());
  });

  const appeared = await waitForLink(link, () => spawnError !== null || child.exitCode !== null);
  if (!appeared) {
    await end(child, gone);
    return {
      problem: isMissing(spawnError)
        ? linkProblem('socat-missing', link, words)
        : linkProblem('simulator-failed', link, words, complaint.trim()),
    };
  }

  return {
    pty: {
      path: link,
      write: (bytes) => {
        if (child.stdin.destroyed || child.stdin.writableLength > 0) return false;
        child.stdin.write(bytes);
        return true;
      },
      setReading: (reading) => {
        if (reading) child.stdout.resume();
        else child.stdout.pause();
        // socat itself would go on swallowing some hundred kilobytes.
        child.kill(reading ? 'SIGCONT' : 'SIGSTOP');
      },
      unplug: async () => {
        await end(child, gone);
        await rm(link, { force: true });
      },
      gone,
    },
  };
}

type Socat = ChildProcessByStdio<Writable, Readable, Readable>;

async function end(child: Socat, gone: Promise<void>): Promise<void> {
  child.kill('SIGKILL');
  await gone;
}

async function waitForLink(link: string, isGone: () => boolean): Promise<boolean> {
  for (let waitedMs = 0; waitedMs < appearDeadlineMs && !isGone(); waitedMs += 10) {
    if ((await lstat(link).catch(() => null)) !== null) return true;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  return false;
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}
