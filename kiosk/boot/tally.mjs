/** Counting test results and saying them plainly. Pure. */
import { seconds } from './progress.mjs';

/**
 * @typedef {object} Tally
 * @property {string} name
 * @property {boolean} ok
 * @property {number} passed
 * @property {number} failed
 * @property {number} skipped
 * @property {number} ms
 *
 * @typedef {object} VitestReport the part of vitest's JSON report that we read
 * @property {number} numPassedTests
 * @property {number} numFailedTests
 * @property {number} numPendingTests
 * @property {number} [numTodoTests]
 * @property {readonly {status: string, assertionResults: readonly {status: string}[]}[]} testResults
 */

/**
 * A file that could not even be loaded, or a run that broke, counts as one failure: never "0 failed"
 * beside an exit code that says otherwise.
 * @param {string} name @param {VitestReport | null} report @param {number} exitCode @param {number} ms
 * @returns {Tally}
 */
export function tallyVitest(name, report, exitCode, ms) {
  if (report === null) return { name, ok: false, passed: 0, failed: 1, skipped: 0, ms };
  const broken = report.testResults.filter(
    (file) =>
      file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'),
  ).length;
  const counted = report.numFailedTests + broken;
  const failed = exitCode !== 0 && counted === 0 ? 1 : counted;
  return {
    name,
    ok: failed === 0,
    passed: report.numPassedTests,
    failed,
    skipped: report.numPendingTests + (report.numTodoTests ?? 0),
    ms,
  };
}

/**
 * A check that is not made of tests: it adds nothing when it is good, one failure when it is not.
 * @param {string} name @param {number} exitCode @param {number} ms @returns {Tally}
 */
export function tallyCheck(name, exitCode, ms) {
  return { name, ok: exitCode === 0, passed: 0, failed: exitCode === 0 ? 0 : 1, skipped: 0, ms };
}

/** The table and, alone on the last line, the sum. @param {readonly Tally[]} tallies */
export function summary(tallies) {
  const rows = tallies.map((tally) => {
    const counts =
      tally.passed + tally.skipped === 0
        ? ''
        : `${tally.passed} passed, ${tally.failed} failed, ${tally.skipped} skipped`;
    const time = seconds(tally.ms).padStart(8);
    return `${tally.ok ? '✓' : '✗'} ${tally.name.padEnd(18)} ${time}  ${counts}`.trimEnd();
  });
  const passed = tallies.reduce((sum, tally) => sum + tally.passed, 0);
  const failed = tallies.reduce((sum, tally) => sum + tally.failed, 0);
  return `${rows.join('\n')}\n\n${passed} passed, ${failed} failed\n`;
}
