import { z } from 'zod';

/** What consent can be about. */
export const consentUses = [
  'face',
  'voice',
  'words',
  'remote-model',
  'training',
  'export',
] as const;
export type ConsentUse = (typeof consentUses)[number];

export const consentRoles = [
  /** What the person themself settled while alive. */
  'declared-in-life',
  /** Holds the rights by will or law. */
  'right-holder',
  'close-relative',
  /** A close relative's objection; stands until it is withdrawn or settled. */
  'objection',
] as const;
export type ConsentRole = (typeof consentRoles)[number];

const day = z.iso.date();

const consentEntry = z.strictObject({
  id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/),
  date: day,
  who: z.string().min(1).max(200),
  relation: z.string().min(1).max(100),
  role: z.enum(consentRoles),
  what: z.array(z.enum(consentUses)).min(1),
  decision: z.enum(['granted', 'refused', 'withdrawn']),
  /** The signed paper behind the entry. */
  document: z.strictObject({
    sha256: z.string().regex(/^[0-9a-f]{64}$/),
    path: z.string().optional(),
  }),
  /** True in example packages only: nobody really signed. */
  fiction: z.boolean(),
  /** The objection that this entry settles, by its id. */
  settles: z.string().optional(),
});
export type ConsentEntry = z.output<typeof consentEntry>;

/** Entries are only ever added, in the order of their dates. */
export const consentLedgerSchema = z
  .strictObject({
    version: z.literal(1),
    person: z.string().min(1),
    entries: z.array(consentEntry).min(1),
  })
  .superRefine((ledger, context) => {
    const seen = new Map<string, ConsentEntry>();
    let last = '';
    ledger.entries.forEach((entry, i) => {
      const refuse = (key: string, message: string): void =>
        context.addIssue({ code: 'custom', path: ['entries', i, key], message });
      if (seen.has(entry.id)) refuse('id', `the id "${entry.id}" is used twice`);
      if (entry.date < last) refuse('date', 'entries are added in the order of their dates');
      if (entry.settles !== undefined && seen.get(entry.settles)?.role !== 'objection')
        refuse('settles', `"${entry.settles}" is not an earlier objection`);
      if (entry.role === 'objection' && entry.decision === 'granted')
        refuse('decision', 'an objection is refused, or later withdrawn');
      seen.set(entry.id, entry);
      last = entry.date;
    });
  });
export type ConsentLedger = z.output<typeof consentLedgerSchema>;
