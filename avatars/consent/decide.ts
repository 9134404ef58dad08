import type { ConsentEntry, ConsentLedger, ConsentUse } from './ledger.ts';

export type ConsentReason =
  | 'granted-in-life'
  | 'granted-by-right-holder'
  | 'granted-by-relative'
  | 'refused-in-life'
  | 'refused'
  | 'withdrawn'
  | 'frozen-by-objection'
  | 'never-asked';

export interface ConsentDecision {
  readonly allowed: boolean;
  readonly reason: ConsentReason;
  /** The entries the decision rests on. */
  readonly entryIds: readonly string[];
}

const no = (reason: ConsentReason, entries: readonly ConsentEntry[]): ConsentDecision => ({
  allowed: false,
  reason,
  entryIds: entries.map(({ id }) => id),
});

/** The newest word of each person in one role. */
const standing = (entries: readonly ConsentEntry[]): ConsentEntry[] => [
  ...new Map(entries.map((entry) => [entry.who, entry])).values(),
];

/**
 * May this use be made of the person on the day `at`? Pure.
 * A refusal in life outranks everyone; an objection nobody has settled freezes even what was granted,
 * because showing a face cannot be undone and waiting can; a grant in life outranks what relatives merely decline.
 */
export const decideConsent = (
  ledger: ConsentLedger,
  use: ConsentUse,
  at: Date,
): ConsentDecision => {
  const today = at.toISOString().slice(0, 10);
  const entries = ledger.entries.filter(({ date, what }) => date <= today && what.includes(use));

  const life = entries.filter(({ role }) => role === 'declared-in-life').at(-1);
  if (life?.decision === 'refused') return no('refused-in-life', [life]);
  if (life?.decision === 'withdrawn') return no('withdrawn', [life]);

  const settled = new Set(
    ledger.entries.filter(({ date }) => date <= today).flatMap(({ settles }) => settles ?? []),
  );
  const objections = standing(
    entries.filter(({ role, id }) => role === 'objection' && !settled.has(id)),
  ).filter(({ decision }) => decision === 'refused');
  if (objections.length > 0) return no('frozen-by-objection', objections);
  if (life !== undefined) return { allowed: true, reason: 'granted-in-life', entryIds: [life.id] };

  for (const [role, reason] of [
    ['right-holder', 'granted-by-right-holder'],
    ['close-relative', 'granted-by-relative'],
  ] as const) {
    const words = standing(entries.filter((entry) => entry.role === role));
    if (words.length === 0) continue;
    const withdrawn = words.filter(({ decision }) => decision === 'withdrawn');
    if (withdrawn.length > 0) return no('withdrawn', withdrawn);
    const refused = words.filter(({ decision }) => decision === 'refused');
    if (refused.length > 0) return no('refused', refused);
    return { allowed: true, reason, entryIds: words.map(({ id }) => id) };
  }
  return no('never-asked', []);
};
