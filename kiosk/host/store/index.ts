export { type StoreProblem, sqliteCode } from './problem.ts';
export {
  type AuditRecord,
  type Kept,
  openStore,
  type Store,
  type StoreOutcome,
  type VisitStart,
} from './store.ts';
