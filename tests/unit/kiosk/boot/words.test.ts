import { describe, expect, it } from 'vitest';
import { parseStart, parseTest } from '../../../../kiosk/boot/options.mjs';
import { stepLines } from '../../../../kiosk/boot/progress.mjs';
import { summary, tallyCheck, tallyVitest } from '../../../../kiosk/boot/tally.mjs';

describe('npm start’s words', () => {
  it('reach the host as they were given', () => {
    const parsed = parseStart(['--demo', '--shell=chromium', '--port', '0', '--config', 'b.json']);
    expect(parsed).toEqual({
      ok: true,
      options: {
        help: false,
        install: true,
        shell: 'chromium',
        forHost: ['--demo', '--shell', 'chromium', '--port', '0', '--config', 'b.json'],
      },
    });
  });

  it.each([
    [['--shell', 'firefox'], '--shell firefox is not known'],
    [['--port', '70000'], '--port 70000 is not a port'],
    [['--port', 'x'], '--port x is not a port'],
    [['--demmo'], "Unknown option '--demmo'"],
  ])('are refused with a cause: %j', (words, cause) => {
    expect(parseStart(words)).toMatchObject({ ok: false, cause });
  });
});

describe('npm test’s words', () => {
  it('run everything when there are none', () => {
    expect(parseTest([])).toMatchObject({ checks: true, unit: true, e2e: true, forVitest: [] });
  });

  it('choose a suite by name or by the file that is filtered for', () => {
    expect(parseTest(['--unit'])).toMatchObject({ checks: false, unit: true, e2e: false });
    expect(parseTest(['--e2e', 'visit'])).toMatchObject({ unit: false, e2e: true });
    expect(parseTest(['tests/e2e/visit.e2e.ts'])).toMatchObject({ unit: false, e2e: true });
    expect(parseTest(['radar', '-t', 'split'])).toMatchObject({
      unit: true,
      e2e: false,
      forVitest: ['radar', '-t', 'split'],
    });
  });
});

describe('the closing line', () => {
  const file = (status: string, ...tests: string[]) => ({
    status,
    assertionResults: tests.map((test) => ({ status: test })),
  });

  it('sums the counts of all suites', () => {
    const unit = tallyVitest(
      'unit tests',
      {
        numPassedTests: 40,
        numFailedTests: 0,
        numPendingTests: 1,
        testResults: [file('passed', 'passed')],
      },
      0,
      1_000,
    );
    const e2e = tallyVitest(
      'e2e tests',
      {
        numPassedTests: 2,
        numFailedTests: 1,
        numPendingTests: 0,
        testResults: [file('failed', 'failed', 'passed', 'passed')],
      },
      1,
      2_000,
    );
    const lines = summary([tallyCheck('lint', 0, 500), unit, e2e])
      .trimEnd()
      .split('\n');
    expect(lines.at(-1)).toBe('42 passed, 1 failed');
    expect(lines.at(0)).toBe('✓ lint                  0.5 s');
  });

  it('never says "0 failed" beside something that broke', () => {
    const unloadable = {
      numPassedTests: 3,
      numFailedTests: 0,
      numPendingTests: 0,
      testResults: [file('failed')],
    };
    expect(tallyVitest('unit', unloadable, 1, 0)).toMatchObject({ ok: false, failed: 1 });
    const clean = { ...unloadable, testResults: [file('passed', 'passed')] };
    expect(tallyVitest('unit', clean, 1, 0)).toMatchObject({ ok: false, failed: 1 });
    expect(tallyVitest('unit', null, 1, 0)).toMatchObject({ ok: false, failed: 1 });
    expect(tallyCheck('types', 2, 0)).toMatchObject({ ok: false, failed: 1 });
  });
});

describe('a step that could not be done', () => {
  it('says what is missing, what will not work, and what mends it', () => {
    const missing = [
      { what: 'socat', effect: 'no virtual booth', remedy: 'apt-get install socat' },
    ];
    const text = stepLines({
      name: 'system packages',
      outcome: { state: 'missing', note: '1 not there', missing },
      ms: 120,
    });
    expect(text.split('\n')).toEqual([
      '! system packages    1 not there  0.1 s',
      '    missing  socat',
      '    effect   no virtual booth',
      '    remedy   apt-get install socat',
    ]);
  });
});
