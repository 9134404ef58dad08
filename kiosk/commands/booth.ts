/** `npm run booth -- devices|simulate|visit|say`: the booth by hand and by script. */
import { dispatch, runAsProgram } from './dispatch.ts';

const help = `booth: what a booth can be asked from the command line

  npm run booth -- devices              the ports of this machine and what answers on them
  npm run booth -- simulate radar|dmx   a simulated device on a pseudo-terminal
  npm run booth -- visit                play one visit
  npm run booth -- say "..."            say something to a running booth

Each has --help and --json.`;

export const run = dispatch('booth', help, {
  devices: () => import('./booth/devices.ts'),
  simulate: () => import('./booth/simulate.ts'),
  visit: () => import('./booth/visit.ts'),
  say: () => import('./booth/say.ts'),
});

if (import.meta.main) await runAsProgram(run);
