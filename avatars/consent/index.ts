export { type ConsentDecision, type ConsentReason, decideConsent } from './decide.ts';
export {
  type ConsentEntry,
  type ConsentLedger,
  type ConsentRole,
  type ConsentUse,
  consentLedgerSchema,
  consentRoles,
  consentUses,
} from './ledger.ts';
