import { copyFileSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { TurnRecord } from '../../../kiosk/host/contract.ts';
import { openStore, type Store, type StoreProblem } from '../../../kiosk/host/store/index.ts';
import { ownFolder } from './folder.ts';

const folder = ownFolder();
const nowMs = Date.UTC(2026, 3, 5, 10, 0, 0);
const oldFile = fileURLToPath(new URL('../../fixtures/store/booth-v1.db', import.meta.url));

function turn(over: Partial<TurnRecord> = {}): Omit<TurnRecord, 'id'> {
  return {
    visitId: 'v-1',
    atMs: nowMs,
    lang: 'zh',
    input: 'typed',
    question: '您小时候住在哪里？',
    reply: '住在河边。',
    heard: '住在河边。',
    basis: 'quote',
    provenance: ['quoted'],
    memoryIds: ['m-7'],
    confidence: 0.8,
    asrSource: 'typed',
    times: {
      turnEnd: null,
      asrFinal: null,
      replyFirstToken: 12,
      firstAudio: 240,
      firstFaceFrame: 250,
      spoken: 3100,
    },
    ...over,
  };
}

function open(path: string, options: Partial<Parameters<typeof openStore>[1]> = {}): Store {
  const outcome = openStore(path, { nowMs, ...options });
  if (!outcome.ok) throw new Error(outcome.problem.cause);
  return outcome.store;
}

describe('the store', () => {
  it('keeps turns with their stage times, newest first, and across a restart', () => {
    const path = join(folder, 'a', 'booth.db');
    const first = open(path);
    first.visits.begin({ id: 'v-1', beganMs: nowMs, lang: 'zh', avatarId: 'lin-shulan' });
    expect(first.turns.add(turn())).toEqual({ ok: true, id: 1 });
    expect(first.turns.add(turn({ question: 'second' }))).toEqual({ ok: true, id: 2 });
    first.visits.end('v-1', { endedMs: nowMs + 5, reason: 'goodbye', ageBand: '18-59' });
    first.settings.set('avatar.active', 'lin-shulan', nowMs);
    first.close();

    const second = open(path);
    expect(second.turns.recent(1)).toEqual([{ ...turn({ question: 'second' }), id: 2 }]);
    expect(second.settings.get('avatar.active')).toBe('lin-shulan');
    expect(second.settings.get('unset')).toBeNull();
    second.close();
  });

  it('does not store words when the venue keeps none', () => {
    const store = open(join(folder, 'wordless.db'), { keepWords: false });
    store.turns.add(turn());
    expect(store.turns.recent(5)).toMatchObject([
      { question: '', reply: '', heard: '', memoryIds: ['m-7'] },
    ]);
    store.close();
  });

  it('erases by age, and on a visitor’s wish, so that the bytes are gone from the files', () => {
    const path = join(folder, 'erase.db');
    const store = open(path);
    store.turns.add(turn({ atMs: nowMs - 1000, question: 'OLD-SECRET-WORDS' }));
    store.turns.add(turn({ visitId: 'v-2', question: 'NEW-SECRET-WORDS' }));
    expect(store.turns.eraseOlderThan(nowMs)).toEqual({ ok: true, erased: 1 });
    expect(store.turns.eraseWords('v-2', nowMs)).toEqual({ ok: true, erased: 1 });
    expect(store.turns.recent(5)).toMatchObject([{ visitId: 'v-2', question: '', reply: '' }]);
    const bytes = [path, `${path}-wal`]
      .filter((file) => existsSync(file))
      .map((file) => readFileSync(file, 'latin1'))
      .join('');
    expect(bytes).not.toContain('OLD-SECRET-WORDS');
    expect(bytes).not.toContain('NEW-SECRET-WORDS');
    store.close();
  });

  it('brings a file of version 1 up to date and keeps a copy of it as it was', () => {
    const path = join(folder, 'old.db');
    copyFileSync(oldFile, path);
    const store = open(path);
    expect(store.turns.recent(10)).toMatchObject([
      { id: 2, question: 'where were you born', heard: 'By the', times: { firstAudio: 690 } },
      { id: 1, question: '您最喜欢做什么菜？', memoryIds: ['m-12'] },
    ]);
    expect(store.settings.get('avatar.active')).toBe('lin-shulan');
    expect(store.audit.recent(1)).toMatchObject([{ action: 'avatar-activated' }]);
    expect(store.turns.eraseWords('v-1', nowMs)).toEqual({ ok: true, erased: 2 });
    store.close();
    const copy = new DatabaseSync(`${path}.v1`, { readOnly: true });
    expect(copy.prepare('PRAGMA user_version').get()).toEqual({ user_version: 1 });
    copy.close();
  });

  it('refuses a file of a newer version and leaves it untouched', () => {
    const path = join(folder, 'newer.db');
    open(path).close();
    const db = new DatabaseSync(path);
    db.exec('PRAGMA user_version = 99');
    db.close();
    const before = readFileSync(path);
    expect(openStore(path, { nowMs })).toMatchObject({
      ok: false,
      problem: { code: 'store-newer', cause: expect.stringContaining('version 99') },
    });
    expect(readFileSync(path).equals(before)).toBe(true);
  });

  it('refuses a SQLite file of another program', () => {
    const path = join(folder, 'foreign.db');
    const db = new DatabaseSync(path);
    db.exec('CREATE TABLE recipes (id)');
    db.close();
    expect(openStore(path, { nowMs })).toMatchObject({
      ok: false,
      problem: { code: 'store-foreign' },
    });
  });

  it.each([
    ['no database at all', (path: string) => writeFileSync(path, 'x'.repeat(9000))],
    [
      'a database with overwritten pages',
      (path: string) => {
        const store = open(path);
        for (let index = 0; index < 50; index++) store.turns.add(turn());
        store.close();
        const bytes = readFileSync(path);
        bytes.fill(0xa5, 4096 * 2, 4096 * 5);
        writeFileSync(path, bytes);
      },
    ],
  ])('sets %s aside and begins afresh', (what, damage) => {
    const path = join(folder, what.replaceAll(' ', '-'), 'booth.db');
    open(path).close();
    damage(path);
    const outcome = openStore(path, { nowMs });
    if (!outcome.ok) throw new Error(outcome.problem.cause);
    expect(outcome.setAside).toMatchObject({ code: 'store-set-aside' });
    expect(outcome.store.turns.add(turn())).toEqual({ ok: true, id: 1 });
    outcome.store.close();
    expect(readdirSync(join(path, '..'))).toContain('booth.db.broken-2026-04-05T10-00-00-000Z');
  });

  it('drops a turn when there is no room, says so, and goes on when there is room again', () => {
    const path = join(folder, 'full.db');
    const problems: StoreProblem[] = [];
    let recovered = 0;
    const store = open(path, {
      maxBytes: 100 * 1024,
      onProblem: (problem) => problems.push(problem),
      onRecovered: () => recovered++,
    });
    let kept = 0;
    while (kept < 1000 && store.turns.add(turn({ atMs: nowMs - 9, reply: '河'.repeat(300) })).ok)
      kept++;
    expect(kept).toBeGreaterThan(10);
    expect(problems).toMatchObject([
      { code: 'store-full', effect: expect.stringContaining('visit goes on') },
    ]);
    expect(store.turns.recent(1000)).toHaveLength(kept);

    expect(store.turns.eraseOlderThan(nowMs)).toEqual({ ok: true, erased: kept });
    expect(store.turns.add(turn())).toMatchObject({ ok: true });
    expect(problems).toHaveLength(1);
    expect(recovered).toBe(1);
    store.close();
  });

  it('says that its folder cannot be made', () => {
    writeFileSync(join(folder, 'a-file'), '');
    expect(openStore(join(folder, 'a-file', 'booth.db'), { nowMs })).toMatchObject({
      ok: false,
      problem: { cause: expect.stringContaining('folder') },
    });
  });
});
