/**
 * The one wire contract between the host and its windows: panel, console, stage.
 * Calls and subscriptions of panel and console go over tRPC at `/trpc`; the stage has one WebSocket
 * at `/stage/socket`, JSON text frames both ways and binary frames for sound.
 * Every connection carries the per-boot token (cookie `rumian`, set by opening a page with `?token=`)
 * and an Origin of this host.
 */
import { z } from 'zod';
import { provenances } from '../../avatars/persona/contract.ts';
import { cueNames } from '../../hardware/contract.ts';

export const lang = z.enum(['zh', 'en']);
export const provenance = z.enum(provenances);
export const cueName = z.enum(cueNames);
const inBothLanguages = z.object({ zh: z.string(), en: z.string() });
/** Milliseconds since the Unix epoch, host clock. */
const epochMs = z.number().nonnegative();

// ── What a booth is doing: one snapshot for every window ────────────────────────────────────────

export const visitStates = [
  'asleep',
  'attract',
  'greet',
  'check-in',
  'listening',
  'thinking',
  'speaking',
  'farewell',
  'cooldown',
] as const;
export const visitState = z.enum(visitStates);
export const safetyState = z.enum(['calm', 'watch', 'crisis', 'stopped']);
export const presenceState = z.enum(['none', 'near', 'left']);
export const driverState = z.enum(['persona', 'counsellor']);
export const ageBand = z.enum(['under-18', '18-59', '60-plus']);

export const visitSnapshot = z.object({
  /** null while no visit is under way. */
  visitId: z.string().nullable(),
  state: visitState,
  safety: safetyState,
  presence: presenceState,
  driver: driverState,
  lang,
  sinceMs: epochMs,
});

export const avatarSnapshot = z.object({
  id: z.string(),
  name: inBothLanguages,
  bodyUrl: z.string(),
  heightMm: z.number().positive(),
  lang,
  fictional: z.boolean(),
  suggested: z.object({ zh: z.array(z.string()), en: z.array(z.string()) }),
});

export const subtitle = z.object({
  who: z.enum(['person', 'visitor', 'booth']),
  text: z.string(),
  lang,
  /** Null for the visitor's own words. */
  provenance: provenance.nullable(),
  memoryIds: z.array(z.string()),
  /** True while more of the same sentence is coming. */
  partial: z.boolean(),
});

export const partHealth = z.object({
  part: z.string(),
  state: z.enum(['ok', 'degraded', 'down', 'starting']),
  sinceMs: epochMs,
  cause: z.string(),
  effect: z.string(),
  remedy: z.string(),
});

/** A number this venue gives to whoever needs help. */
export const helpNumber = z.object({
  kind: z.enum(['helpline', 'ambulance', 'police']),
  name: inBothLanguages,
  number: z.string(),
});
export type HelpNumber = z.infer<typeof helpNumber>;

export const boothSnapshot = z.object({
  visit: visitSnapshot,
  avatar: avatarSnapshot.nullable(),
  cue: cueName,
  subtitle: subtitle.nullable(),
  /** Hearing works for these languages; empty = type or touch only. */
  hears: z.array(lang),
  microphone: z.enum(['closed', 'open', 'missing', 'refused']),
  virtual: z.boolean(),
  helpNumbers: z.array(helpNumber),
  health: z.array(partHealth),
});
export type BoothSnapshot = z.infer<typeof boothSnapshot>;
export type VisitSnapshot = z.infer<typeof visitSnapshot>;
export type AvatarSnapshot = z.infer<typeof avatarSnapshot>;
export type Subtitle = z.infer<typeof subtitle>;
export type PartHealth = z.infer<typeof partHealth>;
export type VisitStateName = z.infer<typeof visitState>;
export type AgeBand = z.infer<typeof ageBand>;

// ── Panel ───────────────────────────────────────────────────────────────────────────────────────

export const checkIn = z.object({
  ageBand,
  lang,
  /** The visitor has seen the notice and wants to go on. */
  noticeAccepted: z.literal(true),
  /** What the person should call the visitor; kept for this visit only. */
  callMe: z.string().trim().max(20).optional(),
});
export type CheckIn = z.infer<typeof checkIn>;
export const typedQuestion = z.object({ text: z.string().trim().min(1).max(300), lang });

// ── Console ─────────────────────────────────────────────────────────────────────────────────────

export const stageTimes = z.object({
  /** All in milliseconds from the end of the visitor's speech (typed: from the call). Null: did not happen. */
  turnEnd: z.number().nullable(),
  asrFinal: z.number().nullable(),
  replyFirstToken: z.number().nullable(),
  firstAudio: z.number().nullable(),
  firstFaceFrame: z.number().nullable(),
  spoken: z.number().nullable(),
});
export type StageTimes = z.infer<typeof stageTimes>;

export const turnRecord = z.object({
  id: z.number().int(),
  visitId: z.string(),
  atMs: epochMs,
  lang,
  input: z.enum(['voice', 'typed', 'tapped', 'booth']),
  /** Kept only as long as the venue's retention allows; '' once erased. */
  question: z.string(),
  reply: z.string(),
  /** What was really played before the turn ended or was stopped. */
  heard: z.string(),
  basis: z.string(),
  provenance: z.array(provenance),
  memoryIds: z.array(z.string()),
  confidence: z.number(),
  asrSource: z.enum(['grammar', 'free', 'none', 'typed']),
  times: stageTimes,
});
export type TurnRecord = z.infer<typeof turnRecord>;

export const shelfAvatar = z.object({
  id: z.string(),
  name: inBothLanguages,
  version: z.string(),
  active: z.boolean(),
  fictional: z.boolean(),
  sizeBytes: z.number(),
  importedMs: epochMs,
  memories: z.number().int(),
  clips: z.number().int(),
});
export type ShelfAvatar = z.infer<typeof shelfAvatar>;

export const refusal = z.object({
  code: z.string(),
  cause: z.string(),
  remedy: z.string(),
  path: z.string().optional(),
});
export type Refusal = z.infer<typeof refusal>;

export const walkPoint = z.object({
  atMs: z.number().nonnegative(),
  xMm: z.number(),
  zMm: z.number(),
});

// ── Stage socket, host → stage (text) ───────────────────────────────────────────────────────────

const key = z.tuple([z.number(), z.number()]).readonly();
export const track = z
  .object({
    durationMs: z.number(),
    channels: z.record(z.string(), z.array(key).readonly()).readonly(),
  })
  .readonly();
export const demeanour = z.enum([
  'absent',
  'arriving',
  'idle',
  'greeting',
  'listening',
  'thinking',
  'speaking',
  'leaving',
]);

export const toStage = z.discriminatedUnion('type', [
  /** The whole desired state of the stage; sent on connection and on every change. */
  z.object({
    type: z.literal('scene'),
    avatar: avatarSnapshot.nullable(),
    demeanour,
    lang,
    /** The visitor's eye in booth coordinates, mm; null = nobody. */
    eye: z.object({ xMm: z.number(), yMm: z.number(), zMm: z.number() }).nullable(),
    /** Pepper's ghost flips the picture; the stage draws it mirrored, the mark included. */
    mirrored: z.boolean(),
    light: z.enum(['warm', 'neutral', 'moonlit']),
    /** True: the microphone should be open. */
    microphone: z.boolean(),
    seed: z.number().int(),
  }),
  /** Announces one segment's sound; binary frames with the same numbers follow. */
  z.object({
    type: z.literal('segment'),
    replyId: z.number().int(),
    index: z.number().int(),
    sampleRateHz: z.number().int(),
    samples: z.number().int(),
    /** Face for this sound, times from its first sample. */
    track,
    /** A pause before it, ms. */
    leadInMs: z.number().nonnegative(),
  }),
  /** No more segments will come. */
  z.object({ type: z.literal('reply-end'), replyId: z.number().int(), segments: z.number().int() }),
  /** Silence within 100 ms, nothing late is heard. */
  z.object({ type: z.literal('cancel'), replyId: z.number().int(), reason: z.string() }),
  z.object({ type: z.literal('ping'), id: z.number().int() }),
]);
export type ToStage = z.infer<typeof toStage>;

// ── Stage socket, stage → host (text). Times are stage-clock ms (performance.now of the page) ──

export const fromStage = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('hello'),
    renderer: z.string(),
    software: z.boolean(),
    audioSampleRateHz: z.number(),
  }),
  z.object({ type: z.literal('pong'), id: z.number().int(), stageMs: z.number() }),
  z.object({ type: z.literal('avatar-shown'), avatarId: z.string(), loadMs: z.number() }),
  z.object({
    type: z.literal('microphone'),
    state: z.enum(['closed', 'open', 'missing', 'refused']),
    detail: z.string(),
  }),
  z.object({
    type: z.literal('playback'),
    replyId: z.number().int(),
    index: z.number().int(),
    event: z.enum(['started', 'finished', 'stopped']),
    stageMs: z.number(),
    /** How much of this segment has been audible, ms. */
    heardMs: z.number(),
  }),
  /** First sample above silence left the speakers (output latency included), and first face frame that follows it. */
  z.object({ type: z.literal('first-audible'), replyId: z.number().int(), stageMs: z.number() }),
  z.object({ type: z.literal('first-face'), replyId: z.number().int(), stageMs: z.number() }),
  /** Once a second: the picture's health. */
  z.object({
    type: z.literal('frames'),
    fps: z.number(),
    p50Ms: z.number(),
    p95Ms: z.number(),
    worstMs: z.number(),
    tier: z.string(),
    contextLosses: z.number().int(),
  }),
  z.object({ type: z.literal('fault'), code: z.string(), cause: z.string(), remedy: z.string() }),
]);
export type FromStage = z.infer<typeof fromStage>;

// ── Stage socket, binary, little-endian ─────────────────────────────────────────────────────────

/** stage → host: u8 kind=1, 3 zero bytes, u32 sequence, f64 captureMs of the first sample (stage clock), then 320 × s16. */
export const micFrameKind = 1;
/** host → stage: u8 kind=2, 3 zero bytes, u32 replyId, u32 index, u32 offset in samples, then s16 samples. */
export const voiceFrameKind = 2;
export const binaryHeaderBytes = 16;
