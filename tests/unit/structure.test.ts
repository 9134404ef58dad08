/**
 * The house's rules, read from every import in the repository: who may know whom, and how a room is
 * entered. The linter says the same while one types; this is its safety net.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '../..');
const tracked = execFileSync('git', ['ls-files', '-z'], { cwd: root, encoding: 'utf8' })
  .split('\0')
  .filter((path) => /\.(ts|tsx|mjs)$/.test(path) && !path.includes('/fixtures/'));

/** From → to, by top folder. Every folder may import from itself. */
const directions: Readonly<Record<string, readonly string[]>> = {
  calibration: [],
  hardware: [],
  avatars: [],
  scenes: ['avatars', 'calibration'],
  kiosk: ['avatars', 'calibration', 'hardware', 'scenes'],
  tests: ['avatars', 'calibration', 'hardware', 'scenes', 'kiosk'],
};

/** No clock, no randomness, no files: everything is an argument. */
const pure = ['calibration', 'avatars/behaviour'];
/** Runs in a window. */
const browser = ['kiosk/stage', 'kiosk/panel', 'kiosk/console', 'kiosk/window', 'scenes'];
/** Data tables may be long; code may not. */
const longTables: readonly string[] = ['kiosk/console/texts.ts'];
const longestFile = 400;

interface Import {
  readonly from: string;
  /** As written. */
  readonly specifier: string;
  /** Path in the repository; null for a package or a Node module. */
  readonly to: string | null;
  /** Types are gone before anything runs. */
  readonly typeOnly: boolean;
}

/** Every static and dynamic import and re-export, with asset queries such as `?url` taken off. */
function importsOf(path: string): readonly Import[] {
  const text = readFileSync(join(root, path), 'utf8').replace(/^\s*(\/\/|\*|\/\*).*$/gm, '');
  const written =
    /^(?:import|export)(\s+type)?\s[^'";]*?\bfrom\s*'([^'\n]+)'|\bimport\s*\(\s*'([^'\n]+)'|^import\s+'([^'\n]+)'/gm;
  return [...text.matchAll(written)].map(([, type, named, dynamic, bare]) => {
    const specifier = named ?? dynamic ?? bare ?? '';
    const local = specifier.startsWith('.');
    return {
      from: path,
      specifier,
      to: local ? posix.join(dirname(path), specifier.replace(/\?.*$/, '')) : null,
      typeOnly: type !== undefined,
    };
  });
}

const imports = tracked.flatMap(importsOf);
/**
 * `simulator.ts` is a device's twin, which must not come along with the driver's face;
 * the host's two faces are what its server may ask of the booth, and the root that builds it all.
 */
const faces = /(^|\/)(index\.tsx?|contract\.ts|simulator\.ts)$|^kiosk\/host\/(control|root)\.ts$/;
/** A room is a folder with a face, or one of the house's own first and second level. */
const rooms = new Set(
  tracked.flatMap((path) => {
    const parts = path.split('/');
    const named = [parts.slice(0, 1), parts.slice(0, 2)].filter(
      (room) => room.length < parts.length,
    );
    return [...named.map((room) => room.join('/')), ...(faces.test(path) ? [dirname(path)] : [])];
  }),
);

function isIn(path: string, folder: string): boolean {
  return path.startsWith(`${folder}/`);
}

function roomOf(path: string): string {
  let folder = dirname(path);
  while (!rooms.has(folder) && folder !== '.') folder = dirname(folder);
  return folder;
}

/** Each import that breaks a rule, as a sentence that says what to do instead. */
function offences(breaks: (one: Import & { to: string }) => string | null): readonly string[] {
  return imports.flatMap((one) => {
    if (one.to === null) return [];
    const advice = breaks({ ...one, to: one.to });
    return advice === null ? [] : [`${one.from} imports ${one.specifier}: ${advice}`];
  });
}

describe('the house', () => {
  it('has imports to look at', () => {
    expect(imports.length).toBeGreaterThan(50);
  });

  it('lets folders know only those they may know', () => {
    const found = offences(({ from, to }) => {
      const [here = '', there = ''] = [from.split('/')[0], to.split('/')[0]];
      const allowed = directions[here];
      // Files at the root, such as vite.config.ts, belong to no folder.
      if (allowed === undefined || here === there || allowed.includes(there)) return null;
      return `${here} may import ${allowed.length === 0 ? 'nothing of ours' : `only ${allowed.join(', ')}`}; pass it in as an argument, or move the type down`;
    });
    expect(found).toEqual([]);
  });

  it('enters a room through its face', () => {
    const found = offences(({ from, to }) => {
      if (isIn(from, 'tests') || !/\.(ts|tsx|mjs)$/.test(to)) return null;
      const room = roomOf(to);
      if (isIn(from, room)) return null;
      const atFace = faces.test(to) && dirname(to) === room;
      return atFace
        ? null
        : `import from ${room}/index.ts or ${room}/contract.ts, and export it there`;
    });
    expect(found).toEqual([]);
  });

  it('keeps Node out of pure and browser rooms', () => {
    const found = imports
      .filter(({ from, specifier }) => {
        const bound = [...pure, ...browser].some((room) => isIn(from, room));
        return bound && specifier.startsWith('node:');
      })
      .map(({ from, specifier }) => `${from} imports ${specifier}: it does not run in Node`);
    expect(found).toEqual([]);
  });

  it('keeps code of Node out of the windows', () => {
    const found = offences(({ from, to, typeOnly }) => {
      if (typeOnly || !browser.some((room) => isIn(from, room))) return null;
      const runsThere = [...browser, ...pure].some((room) => isIn(to, room));
      if (runsThere || to.endsWith('/contract.ts') || !/\.(ts|tsx)$/.test(to)) return null;
      return 'a window may only know contracts, scenes and pure rooms';
    });
    expect(found).toEqual([]);
  });

  it('has files that fit in a head', () => {
    const long = tracked
      .map((path) => ({
        path,
        lines: readFileSync(join(root, path), 'utf8').split('\n').length - 1,
      }))
      .filter(({ path, lines }) => lines > longestFile && !longTables.includes(path))
      .map(({ path, lines }) => `${path} has ${lines} lines: split it (${longestFile} at most)`);
    expect(long).toEqual([]);
  });
});
