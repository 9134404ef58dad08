/** `booth.json`: every key, its range and its default. No file at all gives a virtual booth. */
import { z } from 'zod';

const lang = z.enum(['zh', 'en']);
const durationMs = (fallback: number, what: string) =>
  z.number().int().min(500).max(3_600_000).default(fallback).describe(what);
const devicePort = (what: string) =>
  z.strictObject({
    port: z.string().min(1).nullable().default(null).describe(what),
  });

const hotline = z.strictObject({
  kind: z.enum(['helpline', 'ambulance', 'police']),
  name: z.strictObject({ zh: z.string().min(1), en: z.string().min(1) }),
  number: z
    .string()
    .regex(/^[+\d][\d -]{2,20}$/)
    .describe('Digits, spaces and hyphens, an optional leading +.'),
});

export const boothConfig = z.strictObject({
  $schema: z.string().optional().describe('Address of the JSON Schema, for editors.'),
  port: z
    .number()
    .int()
    .min(0)
    .max(65_535)
    .default(4870)
    .describe('TCP port on 127.0.0.1. 0 = any free port.'),
  venue: z
    .strictObject({
      name: z
        .strictObject({ zh: z.string().max(80), en: z.string().max(80) })
        .default({ zh: '如面', en: 'Rumian' })
        .describe('Shown on panel and console.'),
      lang: lang.default('zh').describe('Language the booth wakes up in.'),
      hotlines: z
        .array(hotline)
        .max(8)
        .default([
          {
            kind: 'helpline',
            name: { zh: '全国统一心理援助热线', en: 'China’s psychological support line' },
            number: '12356',
          },
          { kind: 'ambulance', name: { zh: '急救', en: 'Ambulance' }, number: '120' },
          { kind: 'police', name: { zh: '报警', en: 'Police' }, number: '110' },
        ])
        .describe('Numbers shown and spoken when a visitor may need help. Set your country’s own.'),
    })
    .prefault({}),
  devices: z
    .strictObject({
      radar: devicePort('Serial port of the HLK-LD2450 radar, such as /dev/ttyUSB0.').prefault({}),
      dmx: devicePort('Serial port of the Enttec DMX USB Pro, such as /dev/ttyUSB1.').prefault({}),
      simulateMissing: z
        .boolean()
        .default(true)
        .describe('true: a device without a port is simulated. false: it is not fitted.'),
    })
    .prefault({}),
  stage: z
    .strictObject({
      mirrored: z
        .boolean()
        .default(true)
        .describe('The glass flips the picture; draw it mirrored.'),
      light: z
        .enum(['warm', 'neutral', 'moonlit'])
        .default('warm')
        .describe('Light on the person.'),
    })
    .prefault({}),
  shell: z
    .strictObject({
      kind: z
        .enum(['auto', 'electron', 'chromium', 'none'])
        .default('auto')
        .describe('Who opens the windows. auto: Electron when it is there, else Chromium.'),
      stageDisplay: z.number().int().min(0).max(15).nullable().default(null),
      panelDisplay: z.number().int().min(0).max(15).nullable().default(null),
    })
    .prefault({})
    .describe('Windows and the displays they cover; null = the shell chooses.'),
  console: z
    .strictObject({
      pin: z
        .string()
        .regex(/^\d{4,12}$/)
        .default('0000')
        .describe('4 to 12 digits. Set your own before the venue opens.'),
      idleMinutes: z
        .number()
        .int()
        .min(1)
        .max(240)
        .default(15)
        .describe('Locks itself after this.'),
    })
    .prefault({}),
  visit: z
    .strictObject({
      attractMs: durationMs(60_000, 'Longest wait at the light before the booth sleeps again.'),
      greetMs: durationMs(45_000, 'Longest greeting.'),
      checkInMs: durationMs(120_000, 'Longest check-in without an answer.'),
      silenceMs: durationMs(40_000, 'Silence after which the person says goodbye.'),
      thinkingMs: durationMs(15_000, 'Longest search for an answer.'),
      speakingMs: durationMs(90_000, 'Longest answer.'),
      farewellMs: durationMs(15_000, 'Longest farewell.'),
      cooldownMs: durationMs(6_000, 'Rest before the next visitor.'),
      leftGraceMs: durationMs(6_000, 'How long a visitor may be out of sight and still be here.'),
    })
    .prefault({}),
  speech: z
    .strictObject({
      listen: z.boolean().default(true).describe('false: the booth is used by touch only.'),
      voice: z.boolean().default(true).describe('false: answers are shown, not spoken.'),
    })
    .prefault({}),
  retention: z
    .strictObject({
      turnsDays: z
        .number()
        .int()
        .min(0)
        .max(3650)
        .default(30)
        .describe('Turns older than this are erased.'),
      keepWords: z
        .boolean()
        .default(true)
        .describe('false: what was said is never stored, only times and sources.'),
    })
    .prefault({}),
  avatars: z
    .strictObject({
      active: z
        .string()
        .min(1)
        .nullable()
        .default(null)
        .describe('Avatar to show at the first start; afterwards the console decides.'),
    })
    .prefault({}),
  limits: z
    .strictObject({
      packageMb: z.number().int().min(1).max(2000).default(512).describe('Largest avatar package.'),
      freeDiskMb: z
        .number()
        .int()
        .min(0)
        .max(1_000_000)
        .default(500)
        .describe('Below this much free space the booth is reported as degraded.'),
      storeMb: z
        .number()
        .int()
        .min(1)
        .max(100_000)
        .default(1024)
        .describe('Size the store of visits and turns may grow to.'),
      logMb: z
        .number()
        .int()
        .min(1)
        .max(1000)
        .default(10)
        .describe('Size at which a log file is rotated.'),
    })
    .prefault({}),
});

export type BoothConfig = z.infer<typeof boothConfig>;

export function boothJsonSchema(): Record<string, unknown> {
  return {
    ...z.toJSONSchema(boothConfig, { io: 'input' }),
    $id: 'https://rumian.local/booth.schema.json',
    title: 'Rumian booth.json',
  };
}
