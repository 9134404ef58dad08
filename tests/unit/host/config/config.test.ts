import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { boothJsonSchema, loadConfig, problemLines } from '../../../../kiosk/host/config/index.ts';

const folder = mkdtempSync(join(tmpdir(), 'rumian-config-'));
afterAll(() => rmSync(folder, { recursive: true }));

function load(text: string, env: Record<string, string> = {}) {
  const file = join(folder, 'booth.json');
  writeFileSync(file, text);
  return loadConfig({ file, env });
}
function problems(text: string, env: Record<string, string> = {}) {
  const outcome = load(text, env);
  if (outcome.ok) throw new Error('expected problems');
  return outcome.problems;
}

describe('booth.json', () => {
  it('is not needed: without it the booth is virtual and asks for a PIN of its own', () => {
    const outcome = loadConfig({ file: join(folder, 'nowhere.json'), env: {} });
    expect(outcome).toMatchObject({
      ok: true,
      source: null,
      config: {
        port: 4870,
        devices: { radar: { port: null }, dmx: { port: null }, simulateMissing: true },
        venue: { lang: 'zh' },
      },
      warnings: [{ code: 'default-pin', path: 'console.pin' }],
    });
  });

  it('must be there when the operator named it', () => {
    const outcome = loadConfig({ file: join(folder, 'named.json'), mustExist: true, env: {} });
    expect(outcome).toMatchObject({
      ok: false,
      problems: [{ code: 'unreadable', found: 'ENOENT' }],
    });
  });

  it('lists every fault at once, each with path, place, finding, expectation and the key that was meant', () => {
    const found = problems(`{
  "port": "4870",
  "devices": { "rader": { "port": null }, "dmx": { "port": 3 } },
  "stage": { "light": "blue" },
  "console": { "pin": "12ab" },
  "xyzzy": true
}`);
    expect(found.map((problem) => [problem.code, problem.path, problem.line])).toEqual(
      expect.arrayContaining([
        ['bad-value', 'port', 2],
        ['unknown-key', 'devices.rader', 3],
        ['bad-value', 'devices.dmx.port', 3],
        ['bad-value', 'stage.light', 4],
        ['bad-value', 'console.pin', 5],
        ['unknown-key', 'xyzzy', 6],
      ]),
    );
    expect(found).toHaveLength(6);
    const of = (path: string) => found.find((problem) => problem.path === path);
    expect(of('port')).toMatchObject({
      found: '"4870"',
      expected: 'a whole number from 0 to 65535',
    });
    expect(of('devices.rader')?.remedy).toBe('Did you mean "radar"?');
    expect(of('stage.light')?.expected).toBe('one of "warm", "neutral", "moonlit"');
    expect(of('xyzzy')?.remedy).toMatch(/^Remove it\. Known here: port, venue/);
    expect(of('devices.dmx.port')).toMatchObject({
      found: '3',
      expected: 'a text that is not empty or null',
    });
    expect(problemLines('booth.json', found)[0]).toMatch(/^booth\.json:\d+:\d+ /);
  });

  it('never repeats a PIN', () => {
    expect(JSON.stringify(problems('{"console":{"pin":"12ab34"}}'))).not.toContain('12ab34');
  });

  it.each([
    ['{\n  "port": 1,\n}', 3, 1],
    ['{\n  "port" 1\n}', 2, 10],
    ['{"port": 1', 1, 11],
    ['{\n // here\n "port": 1}', 2, 2],
    ['{"port": 1, "port": 2}', 1, 13],
    ['{"venue": {"name": "x\n"}}', 1, 20],
    ['', 1, 1],
  ])('says line and column of broken JSON: %j', (text, line, column) => {
    expect(problems(text)).toMatchObject([{ code: 'broken-json', line, column }]);
  });

  it('refuses a file that is a list, and one nested absurdly deep', () => {
    expect(problems('[]')).toMatchObject([{ code: 'bad-value', path: '', found: '[]' }]);
    expect(problems('['.repeat(5000))).toMatchObject([{ code: 'broken-json' }]);
  });

  it('lets the environment, and above it the command line, speak last', () => {
    const file = join(folder, 'booth.json');
    writeFileSync(file, '{"port": 5000, "devices": {"radar": {"port": "/dev/ttyUSB0"}}}');
    const outcome = loadConfig({
      file,
      env: { RUMIAN_PORT: '5001', RUMIAN_DMX_PORT: '/dev/ttyUSB1', RUMIAN_CONSOLE_PIN: '824613' },
      overrides: { port: 0, shell: { kind: 'none' } },
    });
    expect(outcome).toMatchObject({
      ok: true,
      source: file,
      warnings: [],
      config: {
        port: 0,
        shell: { kind: 'none' },
        devices: { radar: { port: '/dev/ttyUSB0' }, dmx: { port: '/dev/ttyUSB1' } },
      },
    });
    expect(problems('{}', { RUMIAN_PORT: 'many' })).toMatchObject([
      { path: 'port', found: '"many"', line: null },
    ]);
  });

  it('has a published schema that is current', () => {
    const published = readFileSync(
      new URL('../../../../docs/booth.schema.json', import.meta.url),
      'utf8',
    );
    // Stale? Run: node kiosk/host/config/publish.ts, then biome check --write docs/booth.schema.json
    expect(JSON.parse(published)).toEqual(JSON.parse(JSON.stringify(boothJsonSchema())));
  });

  it('has a guide that names every key', () => {
    const guide = readFileSync(new URL('../../../../docs/booth.md', import.meta.url), 'utf8');
    const properties = boothJsonSchema().properties as Record<
      string,
      { properties?: Record<string, unknown> }
    >;
    for (const [section, { properties: keys }] of Object.entries(properties)) {
      if (section === '$schema') continue;
      for (const key of keys ? Object.keys(keys) : ['']) {
        expect(guide).toContain(`\`${key ? `${section}.${key}` : section}\``);
      }
    }
  });
});
