import { describe, expect, it } from 'vitest';
import {
  type ConsentEntry,
  type ConsentLedger,
  consentLedgerSchema,
  decideConsent,
} from '../../../../avatars/consent/index.ts';

const entry = (id: string, date: string, more: Partial<ConsentEntry>): ConsentEntry => ({
  id,
  date,
  who: 'Wang Min',
  relation: 'daughter',
  role: 'close-relative',
  what: ['face', 'voice', 'words'],
  decision: 'granted',
  document: { sha256: 'a'.repeat(64) },
  fiction: true,
  ...more,
});
const ledger = (...entries: ConsentEntry[]): ConsentLedger =>
  consentLedgerSchema.parse({ version: 1, person: 'wang-fang', entries });
const at = new Date('2026-06-01T10:00:00Z');

const inLife = (id: string, date: string, more: Partial<ConsentEntry> = {}): ConsentEntry =>
  entry(id, date, { who: 'Wang Fang', relation: 'self', role: 'declared-in-life', ...more });

describe('who may show a person', () => {
  it('nobody, when nobody was asked', () => {
    const asked = ledger(entry('daughter', '2024-01-01', {}));
    expect(decideConsent(asked, 'training', at)).toEqual({
      allowed: false,
      reason: 'never-asked',
      entryIds: [],
    });
  });

  it('a daughter agreed, and the person left no word', () => {
    const decision = decideConsent(ledger(entry('daughter', '2024-01-01', {})), 'face', at);
    expect(decision).toEqual({
      allowed: true,
      reason: 'granted-by-relative',
      entryIds: ['daughter'],
    });
  });

  it('the person said no in life; the daughter wants it; it stays no', () => {
    const said = ledger(
      inLife('will', '2019-01-01', { decision: 'refused' }),
      entry('daughter', '2024-01-01', {}),
    );
    expect(decideConsent(said, 'face', at).reason).toBe('refused-in-life');
  });

  it('the person said yes in life; a son merely declines; it stays yes', () => {
    const said = ledger(
      inLife('will', '2019-01-01'),
      entry('son', '2024-01-01', { who: 'Wang Lei', relation: 'son', decision: 'refused' }),
    );
    expect(decideConsent(said, 'voice', at)).toMatchObject({
      allowed: true,
      reason: 'granted-in-life',
    });
  });

  it('the widow objects: frozen, although the son holds authority from life', () => {
    const objection = entry('widow', '2025-10-01', {
      who: 'Li Na',
      relation: 'wife',
      role: 'objection',
      decision: 'refused',
    });
    const disputed = ledger(inLife('will', '2019-01-01'), objection);
    expect(decideConsent(disputed, 'face', at)).toEqual({
      allowed: false,
      reason: 'frozen-by-objection',
      entryIds: ['widow'],
    });
    const before = new Date('2025-09-30T10:00:00Z');
    expect(decideConsent(disputed, 'face', before).allowed).toBe(true);

    const herself = ledger(inLife('will', '2019-01-01'), objection, {
      ...objection,
      id: 'widow-again',
      date: '2026-02-01',
      decision: 'withdrawn',
    });
    expect(decideConsent(herself, 'face', at).allowed).toBe(true);

    const court = ledger(
      inLife('will', '2019-01-01'),
      objection,
      entry('court', '2026-03-01', {
        who: 'Court of Suzhou',
        relation: 'court',
        role: 'right-holder',
        settles: 'widow',
      }),
    );
    expect(decideConsent(court, 'face', at).allowed).toBe(true);
  });

  it('what the daughter granted she takes back, and from that day it is over', () => {
    const taken = ledger(
      entry('daughter', '2024-01-01', {}),
      entry('daughter-back', '2026-05-01', { decision: 'withdrawn' }),
    );
    expect(decideConsent(taken, 'words', new Date('2026-04-30T23:00:00Z')).allowed).toBe(true);
    expect(decideConsent(taken, 'words', at)).toEqual({
      allowed: false,
      reason: 'withdrawn',
      entryIds: ['daughter-back'],
    });
  });

  it('a right-holder outranks a relative', () => {
    const both = ledger(
      entry('daughter', '2024-01-01', {}),
      entry('holder', '2024-02-01', {
        who: 'Estate',
        relation: 'estate',
        role: 'right-holder',
        decision: 'refused',
      }),
    );
    expect(decideConsent(both, 'face', at)).toMatchObject({ allowed: false, reason: 'refused' });
  });
});

describe('the ledger itself', () => {
  it('is only ever added to', () => {
    const twice = [entry('a', '2024-02-01', {}), entry('a', '2024-01-01', {})];
    const read = consentLedgerSchema.safeParse({ version: 1, person: 'x', entries: twice });
    expect(read.error?.issues.map(({ message }) => message)).toEqual([
      'the id "a" is used twice',
      'entries are added in the order of their dates',
    ]);
  });

  it('settles only objections that are there', () => {
    const loose = [entry('a', '2024-02-01', { settles: 'nobody' })];
    const read = consentLedgerSchema.safeParse({ version: 1, person: 'x', entries: loose });
    expect(read.success).toBe(false);
  });
});
