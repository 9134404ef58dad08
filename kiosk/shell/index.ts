/** Windows: Electron where its binary is, Chromium otherwise, and one way to speak with both. */
export { chooseShell, type ShellChoice, type ShellsThere } from './choose.ts';
export type {
  Gone,
  Opened,
  Shell,
  ShellKind,
  ShellLog,
  ShellProblem,
  ShellRequest,
  WindowName,
  WindowPlan,
} from './contract.ts';
export { findChromium, findElectron, hasDisplay } from './find.ts';
export { openShell } from './open.ts';
