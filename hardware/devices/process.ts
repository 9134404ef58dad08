/**
 * The devices process: forked by the host, which speaks `DevicesCommand` and hears `DevicesEvent`
 * over the child's IPC (serialization 'advanced'). It holds the ports and, when the host falls
 * silent or goes away, the lights.
 */
import type { DevicesCommand, DevicesEvent } from '../contract.ts';
import { openSerialPort, systemClock } from '../link/index.ts';
import { type Devices, startDevices } from './devices.ts';

/** The safe look stays under our care a moment longer; after that the widget holds it by itself. */
const orphanHoldMs = 1500;
/** Whatever hangs, the process ends by then. */
const stopDeadlineMs = 4000;

let devices: Devices | null = null;
let stopping = false;
/** One change of configuration after the other. */
let work: Promise<void> = Promise.resolve();

const emit = (event: DevicesEvent) => {
  if (process.connected) process.send?.(event, undefined, {}, () => undefined);
};

const onCommand = (command: DevicesCommand) => {
  switch (command.type) {
    case 'configure':
      work = work.then(async () => {
        await devices?.stop();
        devices = null;
        if (stopping) return;
        devices = await startDevices(command.config, {
          clock: systemClock,
          random: Math.random,
          openPort: openSerialPort,
          emit,
        });
      });
      work.catch(fail);
      return;
    case 'stop':
      void stop(0);
      return;
    case 'heartbeat':
    case 'cue':
    case 'walk':
      devices?.handle(command);
      return;
  }
};

const stop = async (exitCode: number) => {
  if (stopping) return;
  stopping = true;
  setTimeout(() => process.exit(exitCode || 1), stopDeadlineMs);
  await work.catch(() => undefined);
  await devices?.stop();
  await delivered();
  process.exit(exitCode);
};

/** What was said last still has to leave the pipe. */
const delivered = () =>
  new Promise<void>((resolve) => {
    if (!process.connected || process.send === undefined) {
      resolve();
      return;
    }
    const last: DevicesEvent = { type: 'guard', look: 'safe', reason: 'The devices process ends.' };
    process.send(last, undefined, {}, () => resolve());
  });

const fail = (error: unknown) => {
  process.stderr.write(`devices: ${error instanceof Error ? error.stack : String(error)}\n`);
  void stop(1);
};

process.on('message', (message) => onCommand(message as DevicesCommand));
process.on('disconnect', () => {
  devices?.holdLights();
  setTimeout(() => void stop(0), orphanHoldMs);
});
process.on('SIGTERM', () => void stop(0));
// Ctrl-C goes to the whole terminal: the host decides, and its going is noticed.
process.on('SIGINT', () => undefined);
process.on('uncaughtException', fail);
process.on('unhandledRejection', fail);
if (!process.connected) {
  process.stderr.write(
    'This program is started by the booth. To look at devices by hand: npm run booth -- devices\n',
  );
  process.exit(2);
}
