/** What every command of the command line is given and gives back. */

/** What a command may touch: two ways to say a line, and a signal that ends it. */
export interface CommandIo {
  /** One line of result; no newline at its end. */
  readonly out: (line: string) => void;
  /** One line of progress or trouble. */
  readonly err: (line: string) => void;
  readonly signal: AbortSignal;
}

/** A command. Returns the exit code: 0 done, 1 it did not work, 2 asked wrongly. */
export type Run = (args: string[], io: CommandIo) => Promise<number>;

export interface CommandFault {
  readonly code: string;
  readonly cause: string;
  readonly effect?: string;
  readonly remedy: string;
}

/** Says what happened, what that means and what to do; as one JSON line when JSON was asked for. */
export function complain(fault: CommandFault, io: CommandIo, json: boolean): void {
  if (json) {
    io.out(JSON.stringify({ error: fault }));
    return;
  }
  io.err([fault.cause, fault.effect, fault.remedy].filter(Boolean).join('\n  '));
}
