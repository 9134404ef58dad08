/** From raw sightings to people with an identity of their own, and to what they are doing here. */
import type { PresenceEvent, PresentVisitor } from '../contract.ts';
import { assign, type Point } from './assign.ts';
import { type Smoothed, smooth, startSmoothed } from './one-euro.ts';
import type { PresenceTuning } from './tuning.ts';

type Zone = PresentVisitor['zone'] | 'outside';

interface Person {
  readonly id: number;
  readonly x: Smoothed;
  readonly z: Smoothed;
  readonly sightings: number;
  readonly seenAtMs: number;
  readonly believed: boolean;
  readonly zone: Zone;
  /** Since when within the attract zone or nearer; null outside. */
  readonly insideSinceMs: number | null;
  /** The farthest they were from the booth since coming inside. */
  readonly farthestMm: number;
  /** Since when within talking distance. */
  readonly talkSinceMs: number | null;
  readonly approached: boolean;
  readonly settled: boolean;
}

export interface Presence {
  readonly people: readonly Person[];
  /** When the radar last reported anything, be it an empty room. */
  readonly reportedAtMs: number | null;
  readonly nextId: number;
}

export interface PresenceStep {
  readonly presence: Presence;
  readonly events: readonly PresenceEvent[];
}

export const nobody: Presence = { people: [], reportedAtMs: null, nextId: 1 };

/**
 * One radar report in booth millimetres, empty when nobody is seen; or null when the radar says
 * nothing and only time passes. Call it at the radar's rate, and about thrice a second in silence.
 */
export function observe(
  presence: Presence,
  sightings: readonly Point[] | null,
  nowMs: number,
  tuning: PresenceTuning,
): PresenceStep {
  const believable = (sightings ?? []).filter((sighting) => sighting.zMm > 0);
  const blindMs = presence.reportedAtMs === null ? 0 : nowMs - presence.reportedAtMs;
  const expected = presence.people.map((person) => expectedPlace(person, blindMs, nowMs, tuning));
  const pairs = assign(believable, expected);

  const followed = presence.people.map((person, index) => {
    const sighting = believable[pairs.indexOf(index)];
    return pairs.includes(index) && sighting !== undefined
      ? seen(person, sighting, nowMs, tuning)
      : person;
  });
  let nextId = presence.nextId;
  const newcomers: Person[] = [];
  for (const [index, sighting] of believable.entries()) {
    if (pairs[index] !== null || !isCredibleNewcomer(sighting, tuning)) continue;
    newcomers.push(newcomer(nextId, sighting, nowMs));
    nextId += 1;
  }

  const events: PresenceEvent[] = [];
  const people: Person[] = [];
  for (const person of [...followed, ...newcomers]) {
    const gone = nowMs - person.seenAtMs > holdMs(person, tuning);
    const judged = judge(person, nowMs, tuning);
    if (gone || (judged.zone === 'outside' && judged.approached)) {
      if (judged.approached) events.push({ type: 'left', visitorId: person.id, atMs: nowMs });
      if (gone) continue;
      people.push({ ...judged, approached: false, settled: false });
      continue;
    }
    if (judged.approached && !person.approached) {
      events.push({ type: 'approached', visitorId: person.id, atMs: nowMs });
    }
    if (judged.settled && !person.settled) {
      events.push({ type: 'settled', visitorId: person.id, atMs: nowMs });
    }
    people.push(judged);
  }
  const reportedAtMs = sightings === null ? presence.reportedAtMs : nowMs;
  return { presence: { people, nextId, reportedAtMs }, events };
}

/** Everybody who counts, nearest first. */
export function visitorsOf(presence: Presence): readonly PresentVisitor[] {
  const visitors: PresentVisitor[] = [];
  for (const person of presence.people) {
    if (!person.believed || person.zone === 'outside') continue;
    visitors.push({
      id: person.id,
      xMm: Math.round(person.x.value),
      zMm: Math.round(person.z.value),
      vxMmPerS: Math.round(person.x.speed),
      vzMmPerS: Math.round(person.z.speed),
      zone: person.zone,
    });
  }
  return visitors.sort((a, b) => Math.hypot(a.xMm, a.zMm) - Math.hypot(b.xMm, b.zMm));
}

function expectedPlace(person: Person, blindMs: number, nowMs: number, tuning: PresenceTuning) {
  const unseenMs = nowMs - person.seenAtMs;
  // Nobody walks on blindly for long: the guess stops after a third of a second.
  const seconds = Math.min(unseenMs, 300) / 1000;
  return {
    xMm: person.x.value + person.x.speed * seconds,
    zMm: person.z.value + person.z.speed * seconds,
    reachMm:
      Math.min(tuning.reachMm + (tuning.reachMmPerS * unseenMs) / 1000, tuning.maxReachMm) +
      blindReach(blindMs, tuning),
  };
}

/** While the radar itself was away, people walked on unseen: they may be that much farther. */
function blindReach(blindMs: number, tuning: PresenceTuning): number {
  if (blindMs <= tuning.blindAfterMs) return 0;
  return Math.min((tuning.walkingMmPerS * blindMs) / 1000, tuning.maxBlindReachMm);
}

function isCredibleNewcomer(sighting: Point, tuning: PresenceTuning): boolean {
  const bearingDeg = (Math.atan2(sighting.xMm, sighting.zMm) * 180) / Math.PI;
  return Math.abs(bearingDeg) <= tuning.newcomerBearingDeg;
}

function newcomer(id: number, sighting: Point, nowMs: number): Person {
  return {
    id,
    x: startSmoothed(sighting.xMm),
    z: startSmoothed(sighting.zMm),
    sightings: 1,
    seenAtMs: nowMs,
    believed: false,
    zone: 'outside',
    insideSinceMs: null,
    farthestMm: 0,
    talkSinceMs: null,
    approached: false,
    settled: false,
  };
}

function seen(person: Person, sighting: Point, nowMs: number, tuning: PresenceTuning): Person {
  const unseenMs = nowMs - person.seenAtMs;
  const sightings = person.sightings + 1;
  // After a long gap the way between the two places says nothing about speed.
  const afresh = unseenMs > 1000;
  return {
    ...person,
    x: afresh ? startSmoothed(sighting.xMm) : smooth(person.x, sighting.xMm, unseenMs),
    z: afresh ? startSmoothed(sighting.zMm) : smooth(person.z, sighting.zMm, unseenMs),
    sightings,
    seenAtMs: nowMs,
    believed: person.believed || sightings >= tuning.sightingsToBelieve,
  };
}

function holdMs(person: Person, tuning: PresenceTuning): number {
  if (!person.believed) return tuning.holdMs.tentative;
  switch (person.zone) {
    case 'talk':
    case 'too-close':
      return outwardMmPerS(person) > tuning.leavingMmPerS
        ? tuning.holdMs.attract
        : tuning.holdMs.talk;
    case 'attract':
      return tuning.holdMs.attract;
    case 'leaving':
    case 'outside':
      return tuning.holdMs.leaving;
  }
}

function judge(person: Person, nowMs: number, tuning: PresenceTuning): Person {
  if (!person.believed) return person;
  const distanceMm = Math.hypot(person.x.value, person.z.value);
  const zone = zoneOf(person, distanceMm, tuning);
  const inside = zone !== 'outside';
  const talking = zone === 'talk' || zone === 'too-close';
  const insideSinceMs = inside ? (person.insideSinceMs ?? nowMs) : null;
  const farthestMm = inside ? Math.max(person.farthestMm, distanceMm) : 0;
  const talkSinceMs = talking ? (person.talkSinceMs ?? nowMs) : null;
  const seenNow = person.seenAtMs === nowMs;
  const lingered = insideSinceMs !== null && nowMs - insideSinceMs >= tuning.lingerMs;
  const closed = farthestMm - distanceMm >= tuning.closingMm;
  const settled =
    person.settled || (talkSinceMs !== null && seenNow && nowMs - talkSinceMs >= tuning.settleMs);
  return {
    ...person,
    zone,
    insideSinceMs,
    farthestMm,
    talkSinceMs,
    settled,
    approached:
      person.approached ||
      settled ||
      (inside && zone !== 'leaving' && seenNow && (lingered || closed)),
  };
}

function zoneOf(person: Person, distanceMm: number, tuning: PresenceTuning): Zone {
  const within = (borderMm: number, wasWithin: boolean) =>
    distanceMm <= borderMm + (wasWithin ? tuning.hysteresisMm : 0);
  const { zone } = person;
  if (within(tuning.tooCloseMm, zone === 'too-close')) return 'too-close';
  if (within(tuning.talkMm, zone === 'talk' || zone === 'too-close')) return 'talk';
  if (!within(tuning.attractMm, zone !== 'outside')) return 'outside';
  const outward = outwardMmPerS(person);
  const keepsLeaving = zone === 'leaving' && outward > tuning.leavingMmPerS / 2;
  return person.approached && (outward > tuning.leavingMmPerS || keepsLeaving)
    ? 'leaving'
    : 'attract';
}

function outwardMmPerS(person: Person): number {
  const distanceMm = Math.max(Math.hypot(person.x.value, person.z.value), 1);
  return (person.x.value * person.x.speed + person.z.value * person.z.speed) / distanceMm;
}
