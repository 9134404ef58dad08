import { describe, expect, it } from 'vitest';
import { chooseShell } from '../../../../kiosk/shell/choose.ts';
import { type Failure, repairFor, restartAfter } from '../../../../kiosk/shell/ladder.ts';
import { commonOrigin, mayGrant, mayNavigate, mediaOf } from '../../../../kiosk/shell/lockdown.ts';
import { areaOf, fills, placesFor } from '../../../../kiosk/shell/places.ts';

const origin = 'http://127.0.0.1:4173';

describe('where a window may go', () => {
  it.each([`${origin}/stage/`, `${origin}/panel/?token=x#page`])('to our own page %s', (url) => {
    expect(mayNavigate(url, origin)).toBe(true);
  });

  it.each([
    'http://127.0.0.1:4174/stage/',
    'https://127.0.0.1:4173/stage/',
    'http://localhost:4173/stage/',
    'http://127.0.0.1:4173@example.com/',
    'http://someone@127.0.0.1:4173/',
    'http://example.com/',
    'file:///etc/passwd',
    'data:text/html,hello',
    'javascript:alert(1)',
    'about:blank',
    'blob:http://127.0.0.1:4173/6e0f',
    'chrome://settings',
    'not an address',
    '',
  ])('and not to %s', (url) => {
    expect(mayNavigate(url, origin)).toBe(false);
  });
});

describe('what a page may use', () => {
  const stage = { permission: 'media', url: `${origin}/stage/`, mainFrame: true };

  it('is the microphone for the stage, and the camera for the console', () => {
    expect(mayGrant({ ...stage, media: ['audio'] }, origin)).toBe(true);
    const calibration = { ...stage, url: `${origin}/console/calibration` };
    expect(mayGrant({ ...calibration, media: ['video'] }, origin)).toBe(true);
  });

  it.each([
    ['the stage’s camera', { ...stage, media: ['video'] as const }],
    ['both at once', { ...stage, media: ['audio', 'video'] as const }],
    ['media of an unknown kind', { ...stage, media: [] }],
    ['the panel’s microphone', { ...stage, url: `${origin}/panel/`, media: ['audio'] as const }],
    ['a frame within the stage', { ...stage, mainFrame: false, media: ['audio'] as const }],
    ['another origin', { ...stage, url: 'http://127.0.0.1:80/stage/', media: ['audio'] as const }],
    ['the place', { ...stage, permission: 'geolocation', media: [] }],
    ['the clipboard', { ...stage, permission: 'clipboard-read', media: ['audio'] as const }],
  ])('is not %s', (_what, asked) => {
    expect(mayGrant(asked, origin)).toBe(false);
  });

  it('is the sum over windows where a browser cannot tell pages apart', () => {
    expect(mediaOf([`${origin}/stage/`, `${origin}/panel/`], origin)).toEqual(['audio']);
    expect(mediaOf([`${origin}/panel/`], origin)).toEqual([]);
    expect(mediaOf([`${origin}/console/`, `${origin}/stage/`], origin)).toEqual(['audio', 'video']);
  });

  it('needs one origin for all windows', () => {
    expect(commonOrigin([`${origin}/stage/`, `${origin}/panel/`])).toBe(origin);
    expect(commonOrigin([`${origin}/stage/`, 'http://127.0.0.1:1/'])).toBeNull();
    expect(commonOrigin(['file:///a', 'file:///b'])).toBeNull();
    expect(commonOrigin([])).toBeNull();
  });
});

describe('which shell opens the windows', () => {
  const there = { electronBinary: '/e', chromium: '/c', display: true, wanted: null };

  it('is Electron where it can be, and Chromium otherwise', () => {
    expect(chooseShell(there)).toMatchObject({ kind: 'electron' });
    expect(chooseShell({ ...there, electronBinary: null })).toMatchObject({ kind: 'chromium' });
    expect(chooseShell({ ...there, display: false })).toMatchObject({
      kind: 'chromium',
      why: 'there is no display: the windows run headless',
    });
  });

  it('is the one that was asked for, or a refusal that says why', () => {
    expect(chooseShell({ ...there, wanted: 'chromium' })).toMatchObject({ kind: 'chromium' });
    expect(chooseShell({ ...there, wanted: 'none' })).toMatchObject({ kind: 'none' });
    expect(chooseShell({ ...there, electronBinary: null, wanted: 'electron' })).toMatchObject({
      problem: { code: 'electron-missing' },
    });
    expect(chooseShell({ ...there, display: false, wanted: 'electron' })).toMatchObject({
      problem: { code: 'display-missing' },
    });
    expect(chooseShell({ ...there, chromium: null, electronBinary: null })).toMatchObject({
      problem: { code: 'browser-missing' },
    });
  });
});

describe('where windows go', () => {
  const windows = [
    { name: 'stage', display: 0 },
    { name: 'panel', display: 1 },
  ] as const;

  it('is a display each, filled', () => {
    const places = placesFor(windows, 2);
    expect(places.get('panel')).toEqual({ display: 1, part: 0, of: 1 });
    expect([...places.values()].every(fills)).toBe(true);
  });

  it('is side by side where there is only one', () => {
    const places = placesFor(windows, 1);
    const laptop = { left: 0, top: 0, width: 1_367, height: 768 };
    const areas = [...places.values()].map((place) => areaOf(place, laptop));
    expect(areas).toEqual([
      { left: 0, top: 0, width: 684, height: 768 },
      { left: 684, top: 0, width: 683, height: 768 },
    ]);
    expect([...places.values()].some(fills)).toBe(false);
  });
});

describe('the ladder for one window', () => {
  const at = (kind: Failure['kind'], ...timesMs: number[]) =>
    timesMs.map((atMs): Failure => ({ kind, atMs }));

  it('reloads a page that ended, opens it anew the second time, and then restarts', () => {
    expect(repairFor(at('page-gone', 0), 0)).toEqual({ do: 'reload' });
    expect(repairFor(at('page-gone', 0, 10_000), 10_000)).toEqual({ do: 'reopen' });
    expect(repairFor(at('page-gone', 0, 1, 2, 3), 3)).toEqual({ do: 'restart' });
  });

  it('gives a page that hangs three seconds before it is loaded again', () => {
    expect(repairFor(at('page-hung', 0), 0)).toEqual({ do: 'wait', ms: 3_000 });
    expect(repairFor(at('page-hung', 0, 3_000), 3_000)).toEqual({ do: 'reload' });
    expect(repairFor(at('page-hung', 0, 3_000, 9_000), 9_000)).toEqual({ do: 'reopen' });
  });

  it('opens a closed window again at once', () => {
    expect(repairFor(at('window-gone', 0), 0)).toEqual({ do: 'reopen' });
  });

  it('lets the GPU come back twice, and restarts before WebGL is denied', () => {
    expect(repairFor(at('gpu-gone', 0), 0)).toMatchObject({ do: 'wait' });
    expect(repairFor(at('gpu-gone', 0, 120_000), 120_000)).toMatchObject({ do: 'wait' });
    expect(repairFor(at('gpu-gone', 0, 120_000, 240_000), 240_000)).toEqual({ do: 'restart' });
    expect(repairFor(at('gpu-gone', 0, 1, 700_000), 700_000)).toMatchObject({ do: 'wait' });
  });

  it('forgets what is more than a minute past', () => {
    expect(repairFor(at('page-gone', 0, 1, 2, 90_000), 90_000)).toEqual({ do: 'reload' });
  });
});

describe('when the whole browser starts again', () => {
  it('waits longer each time, fifteen seconds at most', () => {
    const ends = [1, 2, 3, 4, 5, 6];
    const waits = ends.map((count) => restartAfter(ends.slice(0, count), 10));
    expect(waits.map((next) => (next.do === 'back' ? next.inMs : null))).toEqual([
      500, 1_000, 2_000, 4_000, 8_000, 15_000,
    ]);
  });

  it('stops at the seventh end within ten minutes', () => {
    expect(restartAfter([1, 2, 3, 4, 5, 6, 7], 10)).toEqual({ do: 'gave-up' });
    expect(restartAfter([1, 2, 3, 4, 5, 6, 700_000], 700_000)).toEqual({ do: 'back', inMs: 500 });
  });
});
