/** Programs that npm does not carry: Debian and Ubuntu packages. */
import { readFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { runCommand } from '../command.mjs';
import { exists, textOf } from '../files.mjs';

/**
 * @typedef {object} SystemPart
 * @property {string} apt Debian's name for it
 * @property {readonly string[]} programs one of these on PATH means that it is there
 * @property {readonly string[]} files or one of these files
 * @property {string} effect what will not work without it
 * @property {string} [elsewhere] where it comes from when apt is not the way
 */

/** @type {readonly SystemPart[]} */
export const systemParts = [
  {
    apt: 'chromium',
    programs: ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'],
    files: [],
    effect:
      'no windows open by themselves, except through Electron; the pages are served all the same',
    elsewhere: 'install Google Chrome from https://www.google.com/chrome',
  },
  {
    apt: 'pocketsphinx',
    programs: ['pocketsphinx_continuous', 'pocketsphinx'],
    files: [],
    effect: 'spoken English is not understood; touch and keyboard work',
  },
  {
    apt: 'pocketsphinx-en-us',
    programs: [],
    files: [
      '/usr/share/pocketsphinx/model/en-us/en-us/mdef',
      '/usr/local/share/pocketsphinx/model/en-us/en-us/mdef',
    ],
    effect: 'spoken English is not understood; touch and keyboard work',
  },
  {
    apt: 'udev',
    programs: ['udevadm'],
    files: ['/bin/udevadm', '/sbin/udevadm', '/usr/sbin/udevadm'],
    effect: 'serial devices are not found by themselves; a port named in booth.json works',
  },
  {
    apt: 'socat',
    programs: ['socat'],
    files: [],
    effect: 'no virtual booth: radar and lights cannot be simulated',
  },
];

/**
 * @typedef {object} Machine
 * @property {boolean} apt apt-get is there
 * @property {boolean} snapChromium Ubuntu's chromium package only points to a snap
 * @property {'root' | 'sudo' | 'neither'} rights
 */

/**
 * Which packages to install, and which a person has to see to.
 * @param {readonly SystemPart[]} absent
 * @param {Machine} machine
 * @returns {{install: SystemPart[], tell: SystemPart[]}}
 */
export function planSystem(absent, machine) {
  const able = machine.apt && machine.rights !== 'neither';
  /** @param {SystemPart} part */
  const byApt = (part) => able && !(part.apt === 'chromium' && machine.snapChromium);
  return { install: absent.filter(byApt), tell: absent.filter((part) => !byApt(part)) };
}

/**
 * The one line that mends a missing part.
 * @param {SystemPart} part @param {Machine} machine
 */
export function systemRemedy(part, machine) {
  if (part.apt === 'chromium' && machine.snapChromium) return part.elsewhere ?? '';
  if (machine.apt) {
    const sudo = machine.rights === 'root' ? '' : 'sudo ';
    return `${sudo}apt-get install -y --no-install-recommends ${part.apt}`;
  }
  return part.elsewhere ?? `install ${part.apt} with this system's package manager`;
}

/** Ubuntu installs small shell scripts that only ask for a snap. @param {string} text */
export function isSnapStub(text) {
  return text.startsWith('#!') && text.includes('/snap/bin/') && text.includes('snap install');
}

/** @param {string} program @returns {Promise<string | null>} */
export async function onPath(program) {
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    if (folder !== '' && (await exists(join(folder, program)))) return join(folder, program);
  }
  return null;
}

/** @param {SystemPart} part */
async function isThere(part) {
  for (const file of part.files) if (await exists(file)) return true;
  for (const program of part.programs) {
    const path = await onPath(program);
    if (path !== null && !(await isStub(path))) return true;
  }
  return false;
}

/** @param {string} path */
async function isStub(path) {
  if (!path.endsWith('chromium-browser') && !path.endsWith('chromium')) return false;
  if (await exists('/snap/bin/chromium')) return false;
  return isSnapStub((await readFile(path)).subarray(0, 8_192).toString('latin1'));
}

async function absentParts() {
  const absent = [];
  for (const part of systemParts) if (!(await isThere(part))) absent.push(part);
  return absent;
}

/** @param {string} cwd @returns {Promise<Machine>} */
async function lookAtMachine(cwd) {
  const apt = process.platform === 'linux' && (await onPath('apt-get')) !== null;
  const release = (await textOf('/etc/os-release')) ?? '';
  /** @type {Machine['rights']} */
  let rights = 'neither';
  if (process.getuid?.() === 0) rights = 'root';
  else if (apt && (await onPath('sudo')) !== null) {
    const asked = await runCommand('sudo', ['-n', 'true'], { cwd, deadlineMs: 5_000 });
    if (asked.code === 0) rights = 'sudo';
  }
  return { apt, snapChromium: /^ID=ubuntu$/m.test(release), rights };
}

/**
 * @param {import('../prepare.mjs').Ground} ground
 * @param {Machine} machine
 * @param {readonly string[]} args
 */
function aptGet(ground, machine, args) {
  const words = ['apt-get', '-o', 'DPkg::Lock::Timeout=60', ...args];
  const [program = '', ...rest] = machine.rights === 'root' ? words : ['sudo', '-n', ...words];
  return runCommand(program, rest, {
    cwd: ground.root,
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    deadlineMs: 10 * 60_000,
  });
}

/**
 * @param {import('../prepare.mjs').Ground} ground
 * @returns {Promise<import('../progress.mjs').StepOutcome>}
 */
export async function systemPackages(ground) {
  const before = await absentParts();
  if (before.length === 0) return { state: 'there', note: 'already there' };
  const machine = await lookAtMachine(ground.root);
  const plan = planSystem(before, machine);
  /** @type {string[]} */
  let tail = [];
  if (plan.install.length > 0 && ground.install) {
    const names = plan.install.map((part) => part.apt);
    ground.under(`apt-get install ${names.join(' ')}`);
    const install = ['install', '-y', '--no-install-recommends'];
    await aptGet(ground, machine, ['update']);
    const together = await aptGet(ground, machine, [...install, ...names]);
    if (together.code !== 0) {
      tail = together.tail.slice(-8);
      // One name that this release does not know must not cost the others.
      for (const name of names) await aptGet(ground, machine, [...install, name]);
    }
  }
  const after = await absentParts();
  if (after.length === 0) return { state: 'done', note: 'installed' };
  const missing = after.map((part, index) => ({
    what: part.apt,
    effect: part.effect,
    remedy: systemRemedy(part, machine),
    tail: index === 0 ? tail : [],
  }));
  return { state: 'missing', note: `${missing.length} not there`, missing };
}
