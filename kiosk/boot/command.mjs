/** Running other programs: with a deadline, a remembered tail, and nothing left behind. */
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

/**
 * @typedef {object} CommandResult
 * @property {number} code exit code; 127 when the program is not there, 128+n after a signal
 * @property {boolean} timedOut
 * @property {string[]} tail last lines of both streams, oldest first
 */

/** @type {Set<import('node:child_process').ChildProcess>} */
const running = new Set();
const tailLines = 120;

/**
 * Runs a program to its end and never throws for what the program does.
 * @param {string} program
 * @param {readonly string[]} args
 * @param {object} options
 * @param {string} options.cwd
 * @param {NodeJS.ProcessEnv} [options.env]
 * @param {number} options.deadlineMs after it SIGTERM, five seconds later SIGKILL
 * @param {(line: string) => void} [options.onLine] every line as it comes
 * @returns {Promise<CommandResult>}
 */
export function runCommand(program, args, options) {
  return new Promise((done) => {
    /** @type {string[]} */
    const tail = [];
    let timedOut = false;
    const child = spawn(program, args, {
      cwd: options.cwd,
      env: options.env ?? process.env,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    running.add(child);
    const deadline = setTimeout(() => {
      timedOut = true;
      child.kill('SIGTERM');
      setTimeout(() => child.kill('SIGKILL'), 5_000).unref();
    }, options.deadlineMs);
    for (const stream of [child.stdout, child.stderr]) {
      createInterface({ input: stream }).on('line', (line) => {
        tail.push(line);
        if (tail.length > tailLines) tail.shift();
        options.onLine?.(line);
      });
    }
    child.once('error', (error) => {
      clearTimeout(deadline);
      running.delete(child);
      done({ code: 127, timedOut: false, tail: [error.message] });
    });
    child.once('close', (code, signal) => {
      clearTimeout(deadline);
      running.delete(child);
      done({ code: code ?? (signal === 'SIGINT' ? 130 : 143), timedOut, tail });
    });
  });
}

/**
 * Hands the terminal to a program: its output is ours, signals go on to it, its exit code comes back.
 * @param {string} program
 * @param {readonly string[]} args
 * @param {{cwd: string, env?: NodeJS.ProcessEnv}} options
 * @returns {Promise<number>}
 */
export function handOver(program, args, options) {
  return new Promise((done) => {
    const child = spawn(program, args, {
      cwd: options.cwd,
      env: options.env ?? process.env,
      stdio: 'inherit',
    });
    /** @param {NodeJS.Signals} signal */
    const forward = (signal) => {
      // A terminal has already sent Ctrl-C to both of us.
      if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal);
    };
    const signals = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']);
    for (const signal of signals) process.on(signal, forward);
    const finish = (/** @type {number} */ code) => {
      for (const signal of signals) process.off(signal, forward);
      done(code);
    };
    child.once('error', (error) => {
      process.stderr.write(`${program}: ${error.message}\n`);
      finish(127);
    });
    child.once('exit', (code, signal) => finish(code ?? (signal === 'SIGINT' ? 130 : 143)));
  });
}

/** While steps run, Ctrl-C and SIGTERM end what they started too. Returns the way to stop doing so. */
export function endChildrenOnSignal() {
  /** @param {NodeJS.Signals} signal */
  const end = (signal) => {
    for (const child of running) child.kill(signal);
    process.exit(signal === 'SIGINT' ? 130 : 143);
  };
  process.on('SIGINT', end);
  process.on('SIGTERM', end);
  return () => {
    process.off('SIGINT', end);
    process.off('SIGTERM', end);
  };
}
