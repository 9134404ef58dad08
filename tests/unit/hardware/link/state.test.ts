import { describe, expect, test } from 'vitest';
import { backoffMs, defaultBackoff } from '../../../../hardware/link/backoff.ts';
import { linkProblem, linkProblemCodes } from '../../../../hardware/link/problem.ts';
import {
  defaultTiming,
  type LinkCommand,
  type LinkInput,
  type LinkMemory,
  newLink,
  stepLink,
} from '../../../../hardware/link/state.ts';

const words = { device: 'radar', effect: 'Nobody is seen.' };
const describeProblem = (code: (typeof linkProblemCodes)[number]) =>
  linkProblem(code, '/dev/ttyUSB0', words);

/** Plays a story of [time, what happened]; tells the path of states and all commands. */
function play(
  story: readonly (readonly [number, LinkInput['type']])[],
  from: LinkMemory = newLink(0),
) {
  let memory = from;
  const path: string[] = [memory.state];
  const commands: LinkCommand[] = [];
  for (const [nowMs, type] of story) {
    const step = stepLink(memory, input(type), {
      nowMs,
      random: 0.5,
      timing: defaultTiming,
      describe: describeProblem,
    });
    memory = step.memory;
    commands.push(...step.commands);
    if (path.at(-1) !== memory.state) path.push(memory.state);
  }
  return { memory, path: path.join(' '), commands };
}

function input(type: LinkInput['type']): LinkInput {
  switch (type) {
    case 'proved':
      return { type, identity: 'Radar V1' };
    case 'open-failed':
      return { type, problem: describeProblem('port-busy') };
    default:
      return { type };
  }
}

describe('a good day', () => {
  test('opens, asks, lives, closes', () => {
    const { path, commands, memory } = play([
      [0, 'start'],
      [20, 'opened'],
      [150, 'proved'],
      [250, 'frame'],
      [9000, 'stop'],
    ]);
    expect(path).toBe('absent opening probing live closed');
    expect(commands).toEqual(['open', 'begin', 'close']);
    expect(memory.identity).toBe('Radar V1');
    expect(memory.reconnects).toBe(0);
  });

  test('a closed link stays closed, whatever comes', () => {
    const all: LinkInput['type'][] = ['start', 'opened', 'proved', 'frame', 'lost', 'tick', 'stop'];
    const { path, commands } = play([[0, 'stop'], ...all.map((type) => [1, type] as const)]);
    expect(path).toBe('absent closed');
    expect(commands).toEqual([]);
  });
});

describe('a bad day', () => {
  test('a busy port is tried again, ever more rarely, and keeps its reason', () => {
    let memory = play([[0, 'start']]).memory;
    const waits: number[] = [];
    let nowMs = 0;
    for (let round = 0; round < 7; round += 1) {
      memory = play([[nowMs, 'open-failed']], memory).memory;
      expect(memory).toMatchObject({ state: 'absent', problem: { code: 'port-busy' } });
      const waitMs = (memory.retryAtMs ?? 0) - nowMs;
      waits.push(waitMs);
      const early = play([[nowMs + waitMs - 1, 'tick']], memory);
      expect(early.commands).toEqual([]);
      nowMs += waitMs;
      const due = play([[nowMs, 'tick']], memory);
      expect(due.commands).toEqual(['open']);
      memory = due.memory;
    }
    expect(waits).toEqual([250, 500, 1000, 2000, 4000, 5000, 5000]);
  });

  test('whoever does not say what it is in time is let go', () => {
    const { memory, path, commands } = play([
      [0, 'start'],
      [10, 'opened'],
      [500, 'frame'],
      [1509, 'tick'],
      [1510, 'tick'],
    ]);
    expect(path).toBe('absent opening probing absent');
    expect(commands).toEqual(['open', 'begin', 'close']);
    expect(memory.problem?.code).toBe('probe-failed');
  });

  test('a port that never opens is given up', () => {
    const { memory, commands } = play([
      [0, 'start'],
      [3000, 'tick'],
    ]);
    expect(commands).toEqual(['open', 'close']);
    expect(memory.problem?.code).toBe('open-timeout');
  });

  test('pulled out and put back: a reconnect, and the count of tries begins anew', () => {
    const { memory, path } = play([
      [0, 'start'],
      [10, 'opened'],
      [100, 'proved'],
      [5000, 'lost'],
      [5000, 'lost'],
      [5260, 'tick'],
      [5270, 'open-failed'],
      [5800, 'tick'],
      [5810, 'opened'],
      [5900, 'proved'],
    ]);
    expect(path).toBe('absent opening probing live absent opening absent opening probing live');
    expect(memory).toMatchObject({ reconnects: 1, attempt: 0, problem: null });
  });

  test('silence makes it stale, a frame brings it back, lasting silence opens it anew', () => {
    const silent = play([
      [0, 'start'],
      [10, 'opened'],
      [100, 'proved'],
      [200, 'frame'],
      [1199, 'tick'],
      [1200, 'tick'],
    ]);
    expect(silent.path).toBe('absent opening probing live stale');
    expect(silent.memory.problem?.code).toBe('silent');
    expect(play([[1300, 'frame']], silent.memory)).toMatchObject({
      path: 'stale live',
      memory: { problem: null, reconnects: 0 },
    });
    expect(play([[5200, 'tick']], silent.memory)).toMatchObject({
      path: 'stale absent',
      commands: ['close'],
      memory: { problem: { code: 'silent' } },
    });
  });

  test('values that never move are not believed', () => {
    const stuck = play([
      [0, 'start'],
      [10, 'opened'],
      [100, 'proved'],
      [200, 'stuck'],
      [300, 'stuck'],
    ]);
    expect(stuck.memory).toMatchObject({ state: 'stale', problem: { code: 'stuck' } });
  });

  test('a device that takes no more bytes is stalled', () => {
    const stalled = play([
      [0, 'start'],
      [10, 'opened'],
      [100, 'proved'],
      [700, 'stalled'],
    ]);
    expect(stalled.memory).toMatchObject({ state: 'stale', problem: { code: 'stalled' } });
  });
});

test('the wait before the next try stays within its bounds for any luck', () => {
  for (let attempt = 0; attempt < 40; attempt += 1) {
    for (const luck of [0, 0.3, 0.999]) {
      const waitMs = backoffMs(attempt, luck, defaultBackoff);
      expect(waitMs).toBeGreaterThanOrEqual(250);
      expect(waitMs).toBeLessThanOrEqual(5000);
    }
  }
  expect(backoffMs(2, 0, defaultBackoff)).not.toBe(backoffMs(2, 0.9, defaultBackoff));
});

test('every problem says cause, effect and remedy', () => {
  for (const code of linkProblemCodes) {
    const problem = describeProblem(code);
    expect(problem.code).toBe(code);
    expect(problem.cause.length).toBeGreaterThan(15);
    expect(problem.effect).toBe('Nobody is seen.');
    expect(problem.remedy.length).toBeGreaterThan(15);
  }
});
