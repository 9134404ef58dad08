export { type AuditEntry, auditOf } from './audit.ts';
export { type Judgement, type JudgeOptions, judge } from './crisis.ts';
export { type ExitIntent, exitIntent } from './exit.ts';
export type { CrisisLevel } from './lexicon.ts';
export { type AgeDecision, ageGate, notice } from './notice.ts';
export { type CrisisNumbers, defaultNumbers, holdingReply } from './replies.ts';
export {
  bridgedGapMs,
  continueUse,
  remindEveryMs,
  twoHourReminder,
  type UseTimer,
} from './use-timer.ts';
