/** The host program: `node kiosk/host/main.ts` gives a working booth on loopback. Only this file ends the process. */
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { playDemo } from '../commands/visit/index.ts';
import { readArguments } from './arguments.ts';
import { loadConfig, problemLines } from './config/index.ts';
import { writeDurably } from './disk.ts';
import { acquireLock } from './lock.ts';
import { createLog } from './log.ts';
import { type Booth, startBooth } from './root.ts';

/** Everything a stop has to end; a child that hangs costs this much and no more. */
const stopDeadlineMs = 15_000;

const say = (line: string) => process.stdout.write(`${line}\n`);
const complain = (problem: { cause: string; remedy: string }) =>
  process.stderr.write(`${problem.cause}\n  → ${problem.remedy}\n`);

process.exitCode = await main();
// Native audio and serial threads may outlive their handles; everything of ours has been stopped.
process.exit();

async function main(): Promise<number> {
  const read = readArguments(process.argv.slice(2), process.env);
  if (!read.ok) {
    complain(read);
    return 2;
  }
  const { configFile, port, demo } = read.value;
  const varDir = resolve(read.value.varDir);
  const loaded = loadConfig({
    file: configFile,
    mustExist: process.argv.includes('--config'),
    env: process.env,
    overrides: port === null ? {} : { port },
  });
  if (!loaded.ok) {
    for (const line of problemLines(configFile, loaded.problems)) process.stderr.write(`${line}\n`);
    return 2;
  }
  const held = acquireLock({ varDir, pid: process.pid, nowMs: Date.now() });
  if (!held.ok) {
    complain(held.problem);
    return 3;
  }
  const log = createLog({
    dir: join(varDir, 'log'),
    maxBytes: loaded.config.limits.logMb * 1_048_576,
    stderr: process.stderr.isTTY ? process.stderr : null,
  });
  const stopping = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(name, () => stopping.abort(name));
  }
  for (const { cause, remedy } of loaded.warnings) say(`! ${cause} ${remedy}`);
  const shellWanted =
    read.value.shell ?? (loaded.config.shell.kind === 'auto' ? null : loaded.config.shell.kind);
  const common = {
    config: loaded.config,
    configFile: loaded.source,
    varDir,
    version: version(),
    log,
    signal: stopping.signal,
  };
  const runFile = join(varDir, 'run', 'booth.json');
  const onUp = (booth: Booth): void => {
    held.lock.tell(booth.server.urls.console.split('?')[0] ?? '');
    mkdirSync(join(varDir, 'run'), { recursive: true });
    const { port: listening } = booth.server;
    writeDurably(
      runFile,
      [Buffer.from(JSON.stringify({ url: `http://127.0.0.1:${listening}`, token: booth.token }))],
      0o600,
    );
  };
  try {
    if (demo) return await playDemo({ ...common, onUp, say });
    const started = await startBooth({ ...common, shell: { wanted: shellWanted } });
    if (!started.ok) {
      complain(started.problem);
      return 1;
    }
    const { booth } = started;
    onUp(booth);
    announce(booth);
    await aborted(stopping.signal);
    say(
      `Stopping (${String(stopping.signal.reason)}): lights to safe, windows closed, devices released.`,
    );
    const late = AbortSignal.timeout(stopDeadlineMs);
    const ended = booth.stop(String(stopping.signal.reason)).then(() => true);
    return (await Promise.race([ended, aborted(late).then(() => false)])) ? 0 : 1;
  } finally {
    rmSync(runFile, { force: true });
    held.lock.release();
    log.close();
  }
}

function version(): string {
  const text = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
  return z.object({ version: z.string() }).parse(JSON.parse(text)).version;
}

function announce(booth: Booth): void {
  const { stage, panel, console: staff } = booth.server.urls;
  say('');
  if (booth.shell)
    say(
      `Shell    ${booth.shell.kind}${booth.shell.headless ? ' (headless: no display here)' : ''}`,
    );
  else if (booth.shellProblem) complain(booth.shellProblem);
  say(`Stage    ${stage}`);
  say(`Panel    ${panel}`);
  say(`Console  ${staff}`);
  say('');
  say('The booth runs. Ctrl+C ends it.');
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolved) => {
    if (signal.aborted) resolved();
    else signal.addEventListener('abort', () => resolved(), { once: true });
  });
}
