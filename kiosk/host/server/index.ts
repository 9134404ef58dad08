export type { About, AuditEntry } from './context.ts';
export type { BodySource } from './pages.ts';
export type { AppRouter } from './router.ts';
export type { MalformedKind, MicrophoneFrame } from './stage-frames.ts';
export type { StageLink } from './stage-link.ts';
export {
  type BoothServer,
  hostNow,
  type ServerOptions,
  type ServerOutcome,
  startServer,
} from './start.ts';
