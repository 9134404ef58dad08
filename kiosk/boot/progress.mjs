/** Quiet lines about what is being prepared. */

/**
 * @typedef {object} Missing what could not be done, for a person
 * @property {string} what what exactly is missing
 * @property {string} effect what will not work without it
 * @property {string} remedy the one line that mends it
 * @property {readonly string[]} [tail] the last words of the program that failed
 *
 * @typedef {{state: 'there', note: string}
 *   | {state: 'done', note: string}
 *   | {state: 'missing', note: string, missing: readonly Missing[]}} StepOutcome
 *
 * @typedef {object} StepReport
 * @property {string} name
 * @property {StepOutcome} outcome
 * @property {number} ms
 */

const nameWidth = 18;

/** @param {number} ms */
export function seconds(ms) {
  return `${(ms / 1000).toFixed(1)} s`;
}

/** @param {StepReport} report @returns {string} */
export function stepLines({ name, outcome, ms }) {
  const mark = outcome.state === 'missing' ? '!' : '✓';
  const lines = [`${mark} ${name.padEnd(nameWidth)} ${outcome.note}  ${seconds(ms)}`];
  if (outcome.state === 'missing') {
    for (const missing of outcome.missing) {
      for (const line of missing.tail ?? []) lines.push(`    | ${line}`);
      lines.push(`    missing  ${missing.what}`);
      lines.push(`    effect   ${missing.effect}`);
      lines.push(`    remedy   ${missing.remedy}`);
    }
  }
  return lines.join('\n');
}

/**
 * @param {(text: string) => void} write
 * @param {{quiet?: boolean}} [how] quiet: say nothing of what is already there
 */
export function progressTo(write, how = {}) {
  return {
    /** @param {string} name @param {string} what */
    under(name, what) {
      write(`… ${name.padEnd(nameWidth)} ${what}\n`);
    },
    /** @param {StepReport} report */
    step(report) {
      if (how.quiet && report.outcome.state === 'there') return;
      write(`${stepLines(report)}\n`);
    },
  };
}
