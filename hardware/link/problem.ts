import type { DeviceProblem } from '../contract.ts';

/** Everything that can be wrong with a link; the code is what programs look at. */
export const linkProblemCodes = [
  'port-missing',
  'port-busy',
  'port-denied',
  'port-not-serial',
  'open-failed',
  'open-timeout',
  'probe-failed',
  'unplugged',
  'silent',
  'stuck',
  'stalled',
  'socat-missing',
  'simulator-failed',
] as const;
export type LinkProblemCode = (typeof linkProblemCodes)[number];

export interface LinkProblem extends DeviceProblem {
  readonly code: LinkProblemCode;
}

/** Words for a problem. `device` is what people call it, `effect` what does not work without it. */
export interface ProblemWords {
  readonly device: string;
  readonly effect: string;
}

export function linkProblem(
  code: LinkProblemCode,
  path: string,
  words: ProblemWords,
  detail = '',
): LinkProblem {
  const told = detail === '' ? '' : ` (${detail})`;
  const { device, effect } = words;
  switch (code) {
    case 'port-missing':
      return {
        code,
        cause: `There is no port at ${path}${told}.`,
        effect,
        remedy: `Plug in the ${device}, or name its port in booth.json; 'npm run booth -- devices' lists the ports found. It is tried again by itself.`,
      };
    case 'port-busy':
      return {
        code,
        cause: `Another program holds ${path}${told}.`,
        effect,
        remedy: `Close the other program (a second booth, a lighting desk, a serial monitor): 'fuser ${path}' names it. It is tried again by itself.`,
      };
    case 'port-denied':
      return {
        code,
        cause: `This user may not open ${path}${told}.`,
        effect,
        remedy: `Add the user to the group that owns the port: 'sudo usermod -aG dialout $USER', then log in again.`,
      };
    case 'port-not-serial':
      return {
        code,
        cause: `${path} is not a serial port${told}.`,
        effect,
        remedy: `Name the serial port of the ${device} in booth.json; 'npm run booth -- devices' lists the ports found.`,
      };
    case 'open-failed':
      return {
        code,
        cause: `${path} could not be opened${told}.`,
        effect,
        remedy: `Pull the plug of the ${device}, wait five seconds, put it back. It is tried again by itself.`,
      };
    case 'open-timeout':
      return {
        code,
        cause: `${path} did not open in time${told}.`,
        effect,
        remedy: `Pull the plug of the ${device}, wait five seconds, put it back. It is tried again by itself.`,
      };
    case 'probe-failed':
      return {
        code,
        cause: `What is on ${path} does not answer as a ${device}${told}.`,
        effect,
        remedy: `See with 'npm run booth -- devices' what answers on which port, and name the right one in booth.json.`,
      };
    case 'unplugged':
      return {
        code,
        cause: `The ${device} on ${path} was unplugged or lost its power${told}.`,
        effect,
        remedy: 'Check cable and power. It is taken up again by itself.',
      };
    case 'silent':
      return {
        code,
        cause: `The ${device} on ${path} has gone silent${told}.`,
        effect,
        remedy: 'Check its power. It is opened anew by itself; if that does not help, replug it.',
      };
    case 'stuck':
      return {
        code,
        cause: `The ${device} on ${path} repeats the same values${told}.`,
        effect,
        remedy: `Cut the power of the ${device} for five seconds.`,
      };
    case 'stalled':
      return {
        code,
        cause: `The ${device} on ${path} takes no more bytes${told}.`,
        effect,
        remedy: `It is opened anew by itself; if that does not help, replug the ${device}.`,
      };
    case 'socat-missing':
      return {
        code,
        cause: `The ${device} cannot be simulated: the program socat is not installed${told}.`,
        effect,
        remedy: 'sudo apt-get install socat',
      };
    case 'simulator-failed':
      return {
        code,
        cause: `The simulated ${device} could not be put on ${path}${told}.`,
        effect,
        remedy: 'Check that the folder exists and can be written, then start again.',
      };
  }
}
