import { spawn } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';

/** What a voice needs of the espeak process; whoever supervises processes can supply it. */
export interface VoiceChild {
  readonly stdin: Writable;
  readonly stdout: Readable;
  /** Called once, when the process has ended, with the reason in words. */
  onExit(listener: (reason: string) => void): void;
  kill(): void;
}

/** The program of its own that speaks: `node <this>`. */
export const espeakProgram: string = fileURLToPath(new URL('espeak/main.mjs', import.meta.url));

/** Starts the espeak process without supervision: for commands, benches and tests. */
export function startEspeak(): VoiceChild {
  const child = spawn(process.execPath, [espeakProgram], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  let ended: string | undefined;
  const listeners: ((reason: string) => void)[] = [];
  const end = (reason: string): void => {
    if (ended !== undefined) return;
    ended = reason;
    for (const listener of listeners) listener(reason);
  };
  child.once('error', (error) => end(`could not start: ${error.message}`));
  child.once('exit', (code, signal) => end(signal === null ? `exit code ${code}` : `${signal}`));
  return {
    stdin: child.stdin,
    stdout: child.stdout,
    onExit(listener) {
      if (ended === undefined) listeners.push(listener);
      else listener(ended);
    },
    kill() {
      child.kill();
    },
  };
}
