/** The composition root: builds every part once and hands each only what it needs. */
import { randomBytes, randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { type AvatarPackage, openPackage } from '../../avatars/package/index.ts';
import { createPerformer } from '../conversation/reply/index.ts';
import { createVoice } from '../conversation/speak/index.ts';
import { openShell, type Shell, type ShellKind, type ShellProblem } from '../shell/index.ts';
import { cueOf, fadeMsOf, isTalking } from '../visit/index.ts';

import { createConductor } from './conduct/conductor.ts';
import { createDevices } from './conduct/devices.ts';
import { createHearing } from './conduct/hearing.ts';
import { linesOf, numbersOf, safeguardWith } from './conduct/lines.ts';
import { moveIn, type Resident } from './conduct/resident.ts';
import { eyeOf, sceneOf } from './conduct/scene.ts';
import { createSpeech } from './conduct/speech.ts';
import { createStage } from './conduct/stage.ts';
import { createTurns } from './conduct/turns.ts';
import type { BoothConfig } from './config/index.ts';
import type { Refusal } from './contract.ts';
import { freeBytes } from './disk.ts';
import { firstResident, shelveExamples } from './examples.ts';
import { createHealth, type Health, type Trouble } from './health.ts';
import type { Log } from './log.ts';
import { createMetrics } from './metrics.ts';
import { type Processes, startProcesses } from './processes.ts';
import { type BoothServer, hostNow, startServer } from './server/index.ts';
import { openShelf, type Shelf } from './shelf/index.ts';
import { openStore, type Store } from './store/index.ts';
import { keepHouse } from './upkeep.ts';
import { windowPlans } from './windows.ts';

export interface BoothOptions {
  readonly config: BoothConfig;
  readonly configFile: string | null;
  readonly varDir: string;
  readonly version: string;
  readonly log: Log;
  readonly shell: {
    readonly wanted: ShellKind | null;
    readonly fakeMicrophoneWav?: string;
    readonly remoteDebugging?: boolean;
    readonly sizePx?: { readonly width: number; readonly height: number };
  };
  readonly signal: AbortSignal;
}

export interface Booth {
  readonly server: BoothServer;
  readonly token: string;
  readonly shell: Shell | null;
  readonly shellProblem: ShellProblem | null;
  readonly conductor: ReturnType<typeof createConductor>;
  readonly devices: ReturnType<typeof createDevices>;
  readonly stage: ReturnType<typeof createStage>;
  readonly shelf: Shelf<AvatarPackage>;
  readonly store: Store;
  readonly health: Health;
  /** Ends everything in order; resolves when the last child is gone. */
  stop(reason: string): Promise<void>;
}

export type BoothOutcome =
  | { readonly ok: true; readonly booth: Booth }
  | { readonly ok: false; readonly problem: Refusal };

export async function startBooth(options: BoothOptions): Promise<BoothOutcome> {
  const { config, varDir, log } = options;
  const metrics = createMetrics(options.version);
  const health = createHealth(hostNow);
  const report = (part: string, trouble: Trouble | null): void =>
    trouble ? health.set(part, 'degraded', trouble) : health.set(part, 'ok');

  const opened = openStore(join(varDir, 'booth.sqlite'), {
    nowMs: hostNow(),
    keepWords: config.retention.keepWords,
    maxBytes: config.limits.storeMb * 1_048_576,
    onProblem: (problem) => {
      metrics.storeFailed(problem.code);
      report('store', problem);
    },
    onRecovered: () => report('store', null),
  });
  if (!opened.ok) return opened;
  const { store, setAside } = opened;
  report('store', setAside ? { ...setAside, effect: 'Earlier visits are not shown.' } : null);

  const shelving = openShelf<AvatarPackage>({
    dir: join(varDir, 'vault'),
    openPackage: (bytes) => openPackage(bytes),
    maxBytes: config.limits.packageMb * 1_048_576,
    freeBytes: () => freeBytes(varDir),
    nowMs: hostNow,
    history: {
      imported: (avatar) => store.avatars.imported(avatar),
      withdrawn: (id, atMs) => store.avatars.withdrawn(id, atMs),
      activated: (id) => store.settings.set('avatar.active', id ?? '', hostNow()),
    },
    log,
  });
  if (!shelving.ok) return shelving;
  const { shelf } = shelving;

  /** Who is in the booth; one at a time. */
  const stay: { resident: Resident | null } = { resident: null };
  let processes: Processes | null = null;
  let server: BoothServer | null = null;
  const send = (message: Parameters<BoothServer['stage']['send']>[0]) =>
    server?.stage.send(message);
  const toHostMs = (stageMs: number) => server?.stage.toHostMs(stageMs) ?? hostNow();
  const later = (run: () => void, delayMs: number) => {
    const timer = setTimeout(run, delayMs);
    return () => clearTimeout(timer);
  };

  const voice = createVoice({ start: undefined });
  const speech = createSpeech(voice, () => stay.resident);
  const performer = createPerformer({
    stage: {
      get connected() {
        return config.speech.voice && (server?.stage.connected ?? false);
      },
      send,
      sendVoice: (...frame) => server?.stage.sendVoice(...frame),
    },
    speech,
    subtitle: (segment, speaker) => conductor.showSegment(segment, speaker),
    onVoiceFault: (error) => log.warn('voice-fault', { code: codeOf(error) }),
    setTimer: later,
  });
  const lines = linesOf(() => stay.resident?.index ?? null);
  const conductor = createConductor({
    timings: config.visit,
    houseLang: config.venue.lang,
    virtual: config.devices.simulateMissing && config.devices.radar.port === null,
    helpNumbers: config.venue.hotlines,
    lines,
    makeTurns: ({ visit, tell }) =>
      createTurns({
        persona: () => stay.resident?.index ?? null,
        safeguard: safeguardWith(numbersOf(config.venue.hotlines)),
        perform: performer.perform,
        visit,
        tell,
        record: (turn) => {
          store.turns.add(turn);
          metrics.turn(turn.times, turn.basis, turn.input);
        },
        audit: ({ level, ruleId }) =>
          void store.audit.add({
            atMs: hostNow(),
            who: 'safeguard',
            action: `concern-${level}`,
            detail: ruleId,
          }),
        toHostMs,
        nowMs: hostNow,
        onFault: (error) => {
          log.error('turn-failed', { code: codeOf(error) });
          tell({ type: 'reply-done' });
        },
      }),
    avatar: () => stay.resident?.avatar ?? null,
    health: () => health.list(),
    hears: () => hearing.languages(),
    microphone: () => stage.facts().microphone,
    visits: {
      begin: (id, lang) =>
        void store.visits.begin({
          id,
          beganMs: hostNow(),
          lang,
          avatarId: stay.resident?.avatar.id ?? null,
        }),
      end: (id) => {
        store.visits.end(id, { endedMs: hostNow(), reason: 'ended', ageBand: null });
        metrics.visitEnded('ended');
      },
    },
    newVisitId: randomUUID,
    nowMs: hostNow,
  });

  const stage = createStage({
    send,
    setHealth: report,
    onChange: () => conductor.publish(),
  });
  const hearing = createHearing({
    link: { send: (command) => processes?.speech.send(command) },
    questions: (lang) => stay.resident?.index.questions(lang) ?? [],
    toHostMs,
    onHearing: () => conductor.tell({ type: 'hearing' }),
    onInterrupted: () => conductor.tell({ type: 'interrupted' }),
    onPartial: (text, lang) =>
      conductor.show({
        who: 'visitor',
        text,
        lang,
        provenance: null,
        memoryIds: [],
        partial: true,
      }),
    onUtterance: (utterance) => conductor.heard(utterance),
    onNotUnderstood: () => conductor.show(null),
    onChange: () => {
      const problem = hearing.state().problems[0];
      report('hearing', problem ?? null);
      conductor.publish();
    },
    setTimer: later,
  });
  const devices = createDevices({
    config: config.devices,
    send: (command) => processes?.devices.send(command),
    onPresence: ({ type }) => conductor.tell({ type }),
    onVisitors: () => follow(),
    repeat: (run, intervalMs) => {
      const timer = setInterval(run, intervalMs);
      return () => clearInterval(timer);
    },
    nowMs: hostNow,
  });

  const seed = randomBytes(4).readUInt32LE();
  /** Lights, stage and ears follow the visit; nobody commands them. */
  function follow(): void {
    const view = conductor.view();
    devices.light(cueOf(view), fadeMsOf(view));
    hearing.follow({
      on: isTalking(view) && config.speech.listen,
      lang: conductor.lang(),
      replying: view.state === 'thinking' || view.state === 'speaking',
    });
    stage.want(
      sceneOf({
        view,
        lang: conductor.lang(),
        avatar: stay.resident?.avatar ?? null,
        eye: eyeOf(devices.control.snapshot().visitors),
        mirrored: config.stage.mirrored,
        awakeLight: config.stage.light,
        seed,
      }),
    );
  }
  const change = (next: AvatarPackage | null): void => {
    const before = stay.resident;
    stay.resident = next ? moveIn(next) : null;
    before?.leave();
    hearing.reconfigure();
    conductor.publish();
    report('avatar', stay.resident ? null : nobody);
  };
  shelf.onActive(change);
  conductor.control.onSnapshot(follow);
  devices.control.onSnapshot(({ devices: list }) => {
    metrics.devices(list);
    for (const { id, problem } of list) report(id, problem);
  });

  const token = randomBytes(32).toString('base64url');
  const starting = await startServer({
    visit: conductor.control,
    devices: devices.control,
    shelf,
    turns: store.turns,
    bodies: shelf,
    health: () => health.list(),
    metrics,
    audit: (entry) => void store.audit.add({ atMs: hostNow(), ...entry }),
    log,
    port: config.port,
    token,
    webDir: join(varDir, 'web'),
    varDir,
    configFile: options.configFile,
    pin: config.console.pin,
    sessionIdleMs: config.console.idleMinutes * 60_000,
    packageMaxBytes: config.limits.packageMb * 1_048_576,
    version: options.version,
    freeBytes: () => freeBytes(varDir),
  });
  if (!starting.ok) {
    store.close();
    return starting;
  }
  server = starting.server;
  server.stage.onStage((connected) => stage.onConnection(connected));
  server.stage.onMessage((message) => {
    stage.onMessage(message);
    performer.onStage(message);
    if (message.type === 'frames') metrics.frames(message);
  });
  server.stage.onMicrophone(({ sequence, captureMs, pcm }) =>
    hearing.microphone(sequence, captureMs, pcm),
  );
  stage.onConnection(false);

  processes = startProcesses({ hearing, devices, voice, health, metrics, log });
  conductor.start();
  await shelveExamples(join(varDir, 'examples'), shelf, settingsOf(store), (file, problem) =>
    log.warn('example-refused', { name: file, code: problem.code }),
  );
  const first = firstResident(shelf, store.settings.get('avatar.active'), config.avatars.active);
  if (first) await shelf.activate(first);
  else report('avatar', nobody);

  const shellOutcome = await openShell({
    wanted: options.shell.wanted,
    windows: windowPlans(server.urls, config.shell, options.shell.sizePx),
    varDir,
    log: (message) => log.info('shell', { cause: message }),
    ...(options.shell.fakeMicrophoneWav
      ? { fakeMicrophoneWav: options.shell.fakeMicrophoneWav }
      : {}),
    ...(options.shell.remoteDebugging ? { remoteDebugging: true } : {}),
    signal: options.signal,
  });
  const shell = shellOutcome.ok ? shellOutcome.shell : null;
  report('shell', shellOutcome.ok ? null : shellOutcome.problem);
  const stopUpkeep = keepHouse({
    store,
    varDir,
    retention: config.retention,
    limits: config.limits,
    report,
  });
  const running = { server, processes };

  return {
    ok: true,
    booth: {
      server,
      token,
      shell,
      shellProblem: shellOutcome.ok ? null : shellOutcome.problem,
      conductor,
      devices,
      stage,
      shelf,
      store,
      health,
      async stop(reason) {
        stopUpkeep();
        await conductor.stop(reason);
        await shell?.close();
        devices.stop();
        await running.processes.stop(reason);
        voice.close();
        await running.server.close(reason);
        stay.resident?.leave();
        store.close();
      },
    },
  };
}

const nobody: Trouble = {
  cause: 'No avatar is in the booth.',
  effect: 'Nobody appears behind the glass.',
  remedy: 'Load a package on the console, or run: npm run avatar -- examples',
};

const settingsOf = (store: Store) => ({
  get: (name: string) => store.settings.get(name),
  set: (name: string, value: string) => void store.settings.set(name, value, hostNow()),
});

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string'
    ? error.code
    : error instanceof Error
      ? error.name
      : 'unknown';
