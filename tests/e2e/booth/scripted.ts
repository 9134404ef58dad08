/**
 * A booth whose state the test writes and whose calls the test reads. It answers only what the test
 * has declared with `allow`; any other call is refused with a loud error.
 */
import type { DeviceStatus, WalkPoint } from '../../../hardware/index.ts';
import type {
  BoothSnapshot,
  CheckIn,
  ShelfAvatar,
  TurnRecord,
} from '../../../kiosk/host/contract.ts';
import type {
  CallOutcome,
  DevicesControl,
  DevicesSnapshot,
  ShelfControl,
  TurnLog,
  VisitControl,
} from '../../../kiosk/host/control.ts';

type Answer = () => CallOutcome;

export class Told<T> {
  #value: T;
  readonly #listeners = new Set<(value: T) => void>();

  constructor(value: T) {
    this.#value = value;
  }

  get value(): T {
    return this.#value;
  }

  set(next: T): void {
    this.#value = next;
    for (const listener of this.#listeners) listener(next);
  }

  listen = (listener: (value: T) => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };
}

export interface Call {
  readonly name: string;
  readonly input: unknown;
}

export interface ScriptedBooth {
  readonly visit: VisitControl;
  readonly devices: DevicesControl;
  readonly shelf: ShelfControl;
  readonly turns: TurnLog;
  readonly booth: Told<BoothSnapshot>;
  readonly wires: Told<DevicesSnapshot>;
  readonly avatars: ShelfAvatar[];
  readonly records: TurnRecord[];
  readonly calls: Call[];
  readonly allow: (name: string, answer?: Answer) => void;
}

export function scriptedBooth(first: BoothSnapshot, wires: DevicesSnapshot): ScriptedBooth {
  const booth = new Told(first);
  const devices = new Told(wires);
  const calls: Call[] = [];
  const allowed = new Map<string, Answer>();
  const avatars: ShelfAvatar[] = [];
  const records: TurnRecord[] = [];

  const call = (name: string, input: unknown = null): CallOutcome => {
    const answer = allowed.get(name);
    if (answer === undefined) throw new Error(`The test did not expect the call ${name}.`);
    calls.push({ name, input });
    return answer();
  };

  return {
    booth,
    wires: devices,
    avatars,
    records,
    calls,
    allow: (name, answer = () => ({ ok: true })) => allowed.set(name, answer),
    visit: {
      snapshot: () => booth.value,
      onSnapshot: booth.listen,
      wake: () => call('wake'),
      checkIn: (input: CheckIn) => call('checkIn', input),
      ask: (input, how) => call('ask', { ...input, how }),
      setLang: (lang) => call('setLang', { lang }),
      goodbye: () => call('goodbye'),
      stop: (by) => call('stop', { by }),
      resume: () => call('resume'),
      say: (text, lang) => call('say', { text, lang }),
    },
    devices: {
      snapshot: () => devices.value,
      onSnapshot: devices.listen,
      walk: (path: readonly WalkPoint[]) => call('walk', { path }),
    },
    shelf: {
      list: () => [...avatars],
      import: async (bytes) => {
        const outcome = call('import', { bytes: bytes.byteLength });
        if (!outcome.ok) return outcome;
        const added = exampleShelfAvatar({
          id: 'added',
          active: false,
          sizeBytes: bytes.byteLength,
        });
        avatars.push(added);
        return { ok: true, avatar: added };
      },
      activate: async (id) => call('activate', { id }),
      withdraw: async (id) => call('withdraw', { id }),
    },
    turns: { recent: (limit) => records.slice(0, limit) },
  };
}

export const exampleSnapshot = (changes: Partial<BoothSnapshot> = {}): BoothSnapshot => ({
  visit: {
    visitId: null,
    state: 'asleep',
    safety: 'calm',
    presence: 'none',
    driver: 'persona',
    lang: 'zh',
    sinceMs: Date.now(),
  },
  avatar: {
    id: 'lin-shulan',
    name: { zh: '林淑兰', en: 'Lin Shulan' },
    bodyUrl: '/avatars/lin-shulan/body.glb',
    heightMm: 1580,
    lang: 'zh',
    fictional: true,
    suggested: {
      zh: [
        '您小时候住在哪里？',
        '您是怎么认识外公的？',
        '过年的时候，您最拿手的是什么菜？',
        '您教书那些年，最难忘的学生是谁？',
        '您年轻时最喜欢唱什么歌？',
      ],
      en: [
        'Where did you live as a child?',
        'How did you meet grandfather?',
        'What did you cook for the New Year, when everybody came home?',
        'Which pupil do you remember best?',
        'What did you like to sing when you were young?',
      ],
    },
  },
  cue: 'asleep',
  subtitle: null,
  hears: ['en'],
  microphone: 'closed',
  virtual: true,
  helpNumbers: [
    {
      kind: 'helpline',
      name: { zh: '全国统一心理援助热线', en: 'China’s psychological support line' },
      number: '12356',
    },
    { kind: 'ambulance', name: { zh: '急救', en: 'Ambulance' }, number: '120' },
  ],
  health: [],
  ...changes,
});

export const exampleDevice = (changes: Partial<DeviceStatus> = {}): DeviceStatus => ({
  id: 'radar',
  kind: 'radar-ld2450',
  label: 'HLK-LD2450',
  path: '/dev/pts/3',
  simulated: true,
  state: 'live',
  sinceMs: Date.now(),
  lastFrameAgeMs: 40,
  rateHz: 10,
  reconnects: 0,
  identity: 'V2.04.23101915',
  problem: null,
  ...changes,
});

export const exampleWires = (changes: Partial<DevicesSnapshot> = {}): DevicesSnapshot => ({
  atMs: Date.now(),
  devices: [exampleDevice()],
  lamps: [],
  sent: [],
  readBack: null,
  visitors: [],
  guard: { look: 'following', reason: '' },
  ...changes,
});

export const exampleShelfAvatar = (changes: Partial<ShelfAvatar> = {}): ShelfAvatar => ({
  id: 'lin-shulan',
  name: { zh: '林淑兰', en: 'Lin Shulan' },
  version: '1.0.0',
  active: true,
  fictional: true,
  sizeBytes: 8_400_000,
  importedMs: Date.now() - 3_600_000,
  memories: 64,
  clips: 6,
  ...changes,
});

export const exampleTurn = (changes: Partial<TurnRecord> = {}): TurnRecord => ({
  id: 1,
  visitId: '2026-11-22-0007',
  atMs: Date.now() - 60_000,
  lang: 'zh',
  input: 'tapped',
  question: '您是怎么认识外公的？',
  reply: '那年冬天，他推着一辆旧自行车来学校送书。',
  heard: '那年冬天，他推着一辆旧自行车来学校送书。',
  basis: 'quote',
  provenance: ['quoted'],
  memoryIds: ['bicycle'],
  confidence: 0.82,
  asrSource: 'typed',
  times: {
    turnEnd: 310,
    asrFinal: 240,
    replyFirstToken: 365,
    firstAudio: 610,
    firstFaceFrame: 640,
    spoken: 6820,
  },
  ...changes,
});
