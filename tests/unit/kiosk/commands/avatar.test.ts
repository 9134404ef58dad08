import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { run } from '../../../../kiosk/commands/avatar.ts';

const root = fileURLToPath(new URL('../../../../', import.meta.url));
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rumian-avatar-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const call = async (...args: string[]): Promise<{ code: number; out: string; err: string }> => {
  const out: string[] = [];
  const err: string[] = [];
  const io = {
    out: (line: string) => out.push(line),
    err: (line: string) => err.push(line),
    signal: new AbortController().signal,
  };
  return { code: await run(args, io), out: out.join('\n'), err: err.join('\n') };
};

describe('npm run avatar', () => {
  it('tells its commands', async () => {
    expect(await call('--help')).toMatchObject({ code: 0 });
    expect((await call()).code).toBe(2);
    const wrong = await call('bild');
    expect(wrong.code).toBe(2);
    expect(wrong.err).toContain('build, pack, verify, inspect, examples, ask');
  });

  it.each(['build', 'pack', 'verify', 'inspect', 'examples'])(
    '%s has help and refuses unknown options',
    async (name) => {
      const help = await call(name, '--help');
      expect(help.code).toBe(0);
      expect(help.out).toContain(`avatar ${name}`);
      const wrong = await call(name, '--nonsense', '--json');
      expect(wrong.code).toBe(2);
      expect(JSON.parse(wrong.out)).toMatchObject({ error: { code: 'bad-arguments' } });
    },
  );

  it('builds a body, packs it, verifies it and shows what is in it', async () => {
    const body = join(folder, 'body.glb');
    const example = join(root, 'avatars/examples/lin-yuhua');
    const built = await call('build', join(example, 'recipe.json'), '--out', body, '--json');
    expect(built.code).toBe(0);
    expect(JSON.parse(built.out)).toMatchObject({ out: body, bytes: (await stat(body)).size });

    const file = join(folder, 'lin.rumian');
    expect((await call('pack', example, '--body', body, '--out', file)).code).toBe(0);
    expect((await call('verify', file)).out).toContain('林玉华');
    const shown = JSON.parse((await call('inspect', file, '--json')).out) as {
      counts: { memories: number };
      body: unknown;
    };
    expect(shown.counts.memories).toBeGreaterThan(0);
    const trusted = await call('verify', file, '--trust', 'somebody', '--json');
    expect(trusted.code).toBe(1);
    expect(JSON.parse(trusted.out)).toMatchObject({
      ok: false,
      problem: { code: 'signature-missing' },
    });
  }, 60_000);

  it('says what is wrong with a recipe and writes nothing', async () => {
    const recipe = join(folder, 'wrong.json');
    const text = await readFile(join(root, 'avatars/examples/tom-hale/recipe.json'), 'utf8');
    await writeFile(recipe, text.replace('"short02"', '"shorty"'));
    const out = join(folder, 'wrong.glb');
    const answer = await call('build', recipe, '--out', out);
    expect(answer.code).toBe(1);
    expect(answer.err).toContain('hair.style');
    await expect(stat(out)).rejects.toThrow();
    expect((await call('build', join(folder, 'nowhere.json'), '--out', out)).code).toBe(1);
    expect((await call('verify', recipe)).err).toContain('not a Rumian package');
  });

  it('builds both example persons once, signed and with their clips, and then leaves them alone', async () => {
    const out = join(folder, 'examples');
    const told = async () =>
      (
        JSON.parse((await call('examples', '--out', out, '--json')).out) as {
          examples: Array<{ id: string; state: string; clips: number }>;
        }
      ).examples;
    const first = await told();
    expect(first.map(({ id, state }) => [id, state])).toEqual([
      ['lin-yuhua', 'built'],
      ['tom-hale', 'built'],
    ]);
    expect(first.every(({ clips }) => clips > 0)).toBe(true);
    for (const { id } of first) {
      const verified = await call('verify', join(out, `${id}.rumian`), '--json');
      expect(JSON.parse(verified.out)).toMatchObject({ ok: true, id });
      expect(JSON.parse(verified.out)).not.toMatchObject({ signedBy: null });
    }
    expect((await stat(join(out, 'example-key.pem'))).mode & 0o077).toBe(0);
    const again = await told();
    expect(again.map(({ state }) => state)).toEqual(['unchanged', 'unchanged']);
  }, 180_000);
});
