import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createLog, type LogFields } from '../../../kiosk/host/log.ts';
import { ownFolder } from './folder.ts';

const folder = ownFolder();

function lines(dir: string): Record<string, unknown>[] {
  return readFileSync(join(dir, 'booth.jsonl'), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}

describe('the log', () => {
  it('writes JSON lines by part, and one plain line for a person', () => {
    const dir = join(folder, 'plain');
    const shown: string[] = [];
    const log = createLog({ dir, stderr: { write: (line) => shown.push(line) } });
    log.part('devices').warn('child-down', { exitCode: 7, cause: 'It ended.', ms: 250 });
    log.debug('not-shown');
    log.close();
    expect(lines(dir)).toMatchObject([
      { level: 40, part: 'devices', event: 'child-down', exitCode: 7, cause: 'It ended.', ms: 250 },
    ]);
    expect(shown).toHaveLength(1);
    expect(shown[0]).toMatch(
      /^\d\d:\d\d:\d\d warn {2}devices child-down exitCode=7 cause="It ended\." ms=250\n$/,
    );
  });

  it('has no place for words, whatever is handed to it', () => {
    const dir = join(folder, 'words');
    const shown: string[] = [];
    const log = createLog({ dir, stderr: { write: (line) => shown.push(line) } });
    const secret = '妈妈我很想你';
    const careless = {
      text: secret,
      question: secret,
      reply: secret,
      heard: secret,
      callMe: secret,
      msg: secret,
      err: new Error(secret),
      code: { nested: secret },
      ms: secret,
      turnId: 5,
    } as unknown as LogFields;
    log.info('turn-ended', careless);
    log.part('conduct').error(secret, { turnId: 6 });
    log.close();
    const written = readFileSync(join(dir, 'booth.jsonl'), 'utf8') + shown.join('');
    expect(written).not.toContain(secret);
    expect(lines(dir)).toMatchObject([
      { event: 'turn-ended', turnId: 5, fieldsLeftOut: 9 },
      { event: 'unnamed', turnId: 6 },
    ]);
  });

  it('starts a new file when one is full and keeps a few old ones', () => {
    const dir = join(folder, 'rotated');
    const log = createLog({ dir, maxBytes: 1000, keep: 2 });
    for (let index = 0; index < 60; index++) log.info('turn-ended', { turnId: index });
    log.close();
    expect(readdirSync(dir).sort()).toEqual(['booth.1.jsonl', 'booth.2.jsonl', 'booth.jsonl']);
    expect(lines(dir).at(-1)).toMatchObject({ turnId: 59 });
    for (const file of readdirSync(dir)) {
      expect(readFileSync(join(dir, file)).length).toBeLessThanOrEqual(1000);
    }
  });

  it('loses lines rather than the booth when it cannot write, and goes on when it can', () => {
    const dir = join(folder, 'in-the-way');
    writeFileSync(dir, 'a file where the folder should be');
    const log = createLog({ dir });
    log.info('booth-up');
    rmSync(dir);
    log.info('booth-still-up');
    log.close();
    expect(lines(dir)).toMatchObject([{ event: 'booth-still-up' }]);
  });
});
