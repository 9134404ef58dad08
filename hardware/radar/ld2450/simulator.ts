/**
 * The radar module from its own side of the wire, written against the published frames alone.
 * People walk along paths; what a real module gets wrong (noise, quantised speed, lost still
 * people, renumbering) it gets wrong too.
 */
export interface RadarWalkPoint {
  readonly atMs: number;
  readonly xMm: number;
  readonly zMm: number;
}

export interface Ld2450TwinOptions {
  /** Uniform 0..1, seeded by the caller. */
  readonly random: () => number;
  /** Standard deviation of a position. A person's echo wanders by a few centimetres. */
  readonly noiseMm?: number;
  /** Someone who has stood still for this long fades from sight. null: never. */
  readonly losesStillAfterMs?: number | null;
}

export interface Ld2450Twin {
  /** People, each on a path whose times count from `nowMs`. After the last point they stand there. */
  readonly walk: (paths: readonly (readonly RadarWalkPoint[])[], nowMs: number) => void;
  /** The report due now; null while being configured. */
  readonly report: (nowMs: number) => Uint8Array | null;
  readonly receive: (bytes: Uint8Array) => readonly Uint8Array[];
  readonly multiTarget: () => boolean;
}

interface Walker {
  readonly path: readonly RadarWalkPoint[];
  readonly startMs: number;
  stillSinceMs: number | null;
}

const rangeMm = 6000;
const halfAngleRad = (60 * Math.PI) / 180;
const stillMmPerS = 60;

export function ld2450Twin(options: Ld2450TwinOptions): Ld2450Twin {
  const noiseMm = options.noiseMm ?? 18;
  const losesStillAfterMs = options.losesStillAfterMs ?? null;
  let walkers: Walker[] = [];
  let configuring = false;
  let multi = true;
  let inbox: number[] = [];

  const gaussian = () =>
    Math.sqrt(-2 * Math.log(1 - options.random())) * Math.cos(2 * Math.PI * options.random());

  const answer = (word: number, value: readonly number[]): Uint8Array => {
    const body = [word, 0x01, ...value];
    return Uint8Array.from([
      ...[0xfd, 0xfc, 0xfb, 0xfa],
      ...[body.length % 256, Math.floor(body.length / 256)],
      ...body,
      ...[0x04, 0x03, 0x02, 0x01],
    ]);
  };

  const obey = (word: number): Uint8Array => {
    const done = [0x00, 0x00];
    if (word === 0xff) {
      configuring = true;
      return answer(word, [...done, 0x01, 0x00, 0x40, 0x00]);
    }
    // Outside the configuration the module refuses everything else.
    if (!configuring) return answer(word, [0x01, 0x00]);
    if (word === 0xfe) configuring = false;
    if (word === 0x80) multi = false;
    if (word === 0x90) multi = true;
    if (word === 0x91) return answer(word, [...done, multi ? 2 : 1, 0]);
    if (word === 0xa0) {
      return answer(word, [...done, 0x00, 0x00, 0x02, 0x01, 0x16, 0x24, 0x06, 0x22]);
    }
    return answer(word, done);
  };

  return {
    walk: (paths, nowMs) => {
      walkers = paths.map((path) => ({ path, startMs: nowMs, stillSinceMs: null }));
    },
    multiTarget: () => multi,

    report: (nowMs) => {
      if (configuring) return null;
      const seen: number[][] = [];
      for (const walker of walkers) {
        const here = placeOn(walker.path, nowMs - walker.startMs);
        const before = placeOn(walker.path, nowMs - walker.startMs - 200);
        if (here === null) continue;
        const distance = Math.hypot(here.xMm, here.zMm);
        const wasAt = before ?? here;
        const speed = (distance - Math.hypot(wasAt.xMm, wasAt.zMm)) / 0.2;
        const moved = Math.hypot(here.xMm - wasAt.xMm, here.zMm - wasAt.zMm) / 0.2;
        if (moved > stillMmPerS) walker.stillSinceMs = null;
        else walker.stillSinceMs ??= nowMs;
        const stillMs = walker.stillSinceMs === null ? 0 : nowMs - walker.stillSinceMs;
        if (losesStillAfterMs !== null && stillMs >= losesStillAfterMs) continue;
        if (here.zMm <= 0 || distance > rangeMm) continue;
        if (Math.abs(Math.atan2(here.xMm, here.zMm)) > halfAngleRad) continue;
        seen.push([
          Math.round(here.xMm + gaussian() * noiseMm),
          Math.max(1, Math.round(here.zMm + gaussian() * noiseMm)),
          // Speed comes in steps of about 16 cm/s on the real module.
          Math.round(speed / 10 / 16) * 16,
        ]);
      }
      const bytes = [0xaa, 0xff, 0x03, 0x00];
      for (let slot = 0; slot < 3; slot += 1) {
        const target = slot === 0 || multi ? seen[slot] : undefined;
        if (target === undefined) {
          bytes.push(0, 0, 0, 0, 0, 0, 0, 0);
          continue;
        }
        for (const value of target) {
          const magnitude = Math.min(Math.abs(value), 0x7fff);
          bytes.push(magnitude % 256, Math.floor(magnitude / 256) + (value >= 0 ? 128 : 0));
        }
        bytes.push(0x40, 0x01);
      }
      bytes.push(0x55, 0xcc);
      return Uint8Array.from(bytes);
    },

    receive: (bytes) => {
      inbox.push(...bytes);
      const answers: Uint8Array[] = [];
      while (inbox.length >= 12) {
        if (inbox[0] !== 0xfd || inbox[1] !== 0xfc || inbox[2] !== 0xfb || inbox[3] !== 0xfa) {
          inbox.shift();
          continue;
        }
        const length = (inbox[4] ?? 0) + (inbox[5] ?? 0) * 256;
        if (length < 2 || length > 40) {
          inbox.shift();
          continue;
        }
        const whole = 6 + length + 4;
        if (inbox.length < whole) break;
        if (inbox[whole - 4] === 4 && inbox[whole - 1] === 1) answers.push(obey(inbox[6] ?? 0));
        inbox = inbox.slice(whole);
      }
      return answers;
    },
  };
}

/** Where somebody is `ms` into the path; before the first point nobody is there yet. */
function placeOn(path: readonly RadarWalkPoint[], ms: number): RadarWalkPoint | null {
  const first = path[0];
  const last = path.at(-1);
  if (first === undefined || last === undefined || ms < first.atMs) return null;
  if (ms >= last.atMs) return last;
  const nextAt = path.findIndex((point) => point.atMs > ms);
  const from = path[nextAt - 1];
  const to = path[nextAt];
  if (from === undefined || to === undefined) return last;
  const part = (ms - from.atMs) / Math.max(to.atMs - from.atMs, 1);
  return {
    atMs: ms,
    xMm: from.xMm + (to.xMm - from.xMm) * part,
    zMm: from.zMm + (to.zMm - from.zMm) * part,
  };
}
