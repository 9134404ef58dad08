export type { StoreProblem } from './problem.ts';
export {
  type AuditRecord,
  type Kept,
  openStore,
  type Store,
  type StoreOutcome,
  type VisitStart,
} from './store.ts';
