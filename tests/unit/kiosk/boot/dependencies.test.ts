import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  npmErrors,
  npmRemedy,
  packagesIn,
  pathWithoutBins,
  planDependencies,
} from '../../../../kiosk/boot/steps/dependencies.mjs';

const wanted = {
  '': { version: '0.1.0' },
  'node_modules/zod': { version: '4.6.7' },
  'node_modules/fsevents': { version: '2.3.3', optional: true },
};

describe('what has to be done about npm packages', () => {
  it('is nothing when the noted lock hash is the present one', () => {
    expect(planDependencies({ lockHash: 'a', wanted, marker: 'a', installed: null })).toEqual({
      do: 'nothing',
    });
  });

  it('is an installation in an empty checkout', () => {
    expect(planDependencies({ lockHash: 'a', wanted, marker: null, installed: null })).toEqual({
      do: 'install',
      why: 'nothing is installed yet',
    });
  });

  it('is only a note when somebody has already installed just that by hand', () => {
    const installed = { 'node_modules/zod': { version: '4.6.7' } };
    expect(planDependencies({ lockHash: 'b', wanted, marker: 'a', installed })).toEqual({
      do: 'adopt',
    });
  });

  it('is an installation that names the package which is older than the lock file', () => {
    const installed = { 'node_modules/zod': { version: '4.0.0' } };
    expect(planDependencies({ lockHash: 'b', wanted, marker: 'a', installed })).toEqual({
      do: 'install',
      why: 'zod is 4.0.0, not 4.6.7',
    });
  });

  it('is an installation that names the package which is missing', () => {
    expect(planDependencies({ lockHash: 'b', wanted, marker: 'a', installed: {} })).toEqual({
      do: 'install',
      why: 'zod is missing',
    });
  });

  it('takes a note that was cut off half-way for none', () => {
    expect(packagesIn('{"packages": {"node_modules/zod": {"version": "4.6.7"}}}')).not.toBeNull();
    expect(packagesIn('{"packages": {"node_mod')).toBeNull();
    expect(packagesIn('{}')).toBeNull();
    expect(packagesIn(null)).toBeNull();
  });

  it('calls an npm that does not live in the folder it is about to replace', () => {
    const path = '/repo/node_modules/.bin:/opt/a/node_modules/.bin/:/usr/bin:/home/me/bin';
    expect(pathWithoutBins(path, ':')).toBe('/usr/bin:/home/me/bin');
  });

  it('shows what npm called an error, or else its last words', () => {
    expect(npmErrors(['working', 'npm error code E404', 'npm error', 'more'])).toEqual([
      'code E404',
    ]);
    expect(npmErrors(['segmentation fault'])).toEqual(['segmentation fault']);
  });

  it('says what mends an installation by what npm says went wrong', () => {
    expect(npmRemedy(['npm error code EUSAGE', 'npm error'])).toContain('--package-lock-only');
    expect(npmRemedy(['npm error code ENOSPC'])).toContain('disk space');
    expect(npmRemedy(['npm error code EAI_AGAIN'])).toContain('npm ping');
    expect(npmRemedy([])).toContain('npm ping');
  });
});

describe('the lock file', () => {
  it('names every optional package, or npm ci refuses it on a machine that lacks one', () => {
    const { packages } = JSON.parse(
      readFileSync(new URL('../../../../package-lock.json', import.meta.url), 'utf8'),
    ) as { packages: Record<string, { optionalDependencies?: Record<string, string> }> };
    const absent = Object.entries(packages).flatMap(([path, entry]) =>
      Object.keys(entry.optionalDependencies ?? {}).filter(
        (name) =>
          !(`${path}/node_modules/${name}` in packages || `node_modules/${name}` in packages),
      ),
    );
    expect(absent).toEqual([]);
  });
});
