import { parseArgs } from 'node:util';
import {
  type DeviceStatus,
  type FoundPort,
  type Identified,
  identifyPort,
  likelyKind,
  listSerialPorts,
  openSerialPort,
  systemClock,
} from '../../../hardware/index.ts';
import { complain, type Run } from '../contract.ts';

const help = `booth devices: the serial ports of this machine, and what answers on them

  npm run booth -- devices [--port <path>]... [--no-probe] [--json]

  --port <path>   look at this port too (a pseudo-terminal never shows up in a list)
  --no-probe      only list; open nothing
  --json          one JSON document: { ports: [...], warning }

Probing asks a DMX widget for its serial number, which ends the look it holds: not during a show.
A running booth holds its ports; they are told as busy and left alone.`;

interface Finding extends FoundPort {
  /** From the USB chip alone. */
  readonly likely: DeviceStatus['kind'] | null;
  /** null when not probed. */
  readonly answer: Identified | null;
  readonly useAs: string;
}

export const run: Run = async (args, io) => {
  const asked = parse(args);
  if ('fault' in asked) {
    complain(asked.fault, io, args.includes('--json'));
    return 2;
  }
  const { values } = asked;
  if (values.help) {
    io.out(help);
    return 0;
  }
  const listing = await listSerialPorts();
  const named = (values.port ?? []).map((path) => ({
    path,
    vendorId: '',
    productId: '',
    serialNumber: '',
    manufacturer: '',
  }));
  const ports = [
    ...named,
    ...listing.ports.filter((port) => !named.some((each) => each.path === port.path)),
  ];

  const findings: Finding[] = [];
  for (const port of ports) {
    if (io.signal.aborted) return 130;
    const likely = likelyKind(port);
    if (!values['no-probe'] && !values.json) io.err(`asking ${port.path} ...`);
    const answer = values['no-probe']
      ? null
      : await identifyPort(port.path, likely, {
          clock: systemClock,
          openPort: openSerialPort,
          signal: io.signal,
        });
    findings.push({ ...port, likely, answer, useAs: roleFor(answer, likely) });
  }

  if (values.json) {
    io.out(JSON.stringify({ ports: findings, warning: listing.warning }, null, 2));
  } else {
    if (listing.warning !== null) io.err(listing.warning);
    for (const line of table(findings)) io.out(line);
  }
  const wanted = findings.filter((finding) => named.some((each) => each.path === finding.path));
  return wanted.some((finding) => finding.answer?.problem != null) ? 1 : 0;
};

function parse(args: string[]) {
  try {
    return parseArgs({
      args,
      options: {
        port: { type: 'string', multiple: true },
        'no-probe': { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
  } catch (error) {
    return {
      fault: {
        code: 'bad-arguments',
        cause: error instanceof Error ? error.message : String(error),
        remedy: 'See: npm run booth -- devices --help',
      },
    };
  }
}

const roles: Record<DeviceStatus['kind'], string> = {
  'radar-ld2450': 'radar',
  'dmx-enttec-pro': 'dmx',
};

function roleFor(answer: Identified | null, likely: DeviceStatus['kind'] | null): string {
  if (answer === null) return likely === null ? '' : `${roles[likely]}?`;
  return answer.kind === null ? '' : roles[answer.kind];
}

function table(findings: readonly Finding[]): readonly string[] {
  if (findings.length === 0) {
    return [
      'No serial ports found.',
      'The booth simulates what is missing; plug a device in, or name a port with --port.',
    ];
  }
  const lines: string[] = [];
  for (const finding of findings) {
    const usb = finding.vendorId === '' ? '' : `${finding.vendorId}:${finding.productId}`;
    const about = [usb, finding.manufacturer, finding.serialNumber].filter(Boolean).join(' ');
    lines.push(`${finding.path}${about === '' ? '' : `  (${about})`}`);
    const { answer } = finding;
    if (answer === null)
      lines.push(`  not asked${finding.useAs === '' ? '' : `; may be: ${finding.useAs}`}`);
    else if (answer.kind !== null) {
      lines.push(
        `  ${answer.identity}`,
        `  booth.json: "devices": { "${finding.useAs}": { "port": "${finding.path}" } }`,
      );
    } else if (answer.problem !== null)
      lines.push(`  ${answer.problem.cause}`, `  ${answer.problem.remedy}`);
    else lines.push('  Neither a DMX USB Pro nor an LD2450 radar answers here.');
  }
  return lines;
}
