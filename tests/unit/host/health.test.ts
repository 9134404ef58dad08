import { describe, expect, it } from 'vitest';
import { createHealth, overall } from '../../../kiosk/host/health.ts';
import { createMetrics } from '../../../kiosk/host/metrics.ts';

const trouble = { cause: 'No microphone.', effect: 'Typing only.', remedy: 'Plug one in.' };

describe('health', () => {
  it('keeps the moment a part fell ill, and says nothing twice', () => {
    let nowMs = 10;
    const health = createHealth(() => nowMs);
    const seen: number[] = [];
    health.onChange((parts) => seen.push(parts.length));
    health.set('speech', 'starting');
    health.set('devices', 'ok');
    nowMs = 20;
    health.set('speech', 'degraded', trouble);
    nowMs = 30;
    health.set('speech', 'degraded', trouble);
    health.set('speech', 'degraded', { ...trouble, cause: 'The microphone was refused.' });
    expect(health.list()).toEqual([
      {
        part: 'speech',
        state: 'degraded',
        sinceMs: 20,
        ...trouble,
        cause: 'The microphone was refused.',
      },
      { part: 'devices', state: 'ok', sinceMs: 10, cause: '', effect: '', remedy: '' },
    ]);
    expect(seen).toEqual([1, 2, 2, 2]);
  });

  it('is as bad as its worst part; one still starting is not ill', () => {
    const part = { part: 'x', sinceMs: 0, cause: '', effect: '', remedy: '' };
    expect(overall([])).toBe('ok');
    expect(overall([{ ...part, state: 'starting' }])).toBe('ok');
    expect(
      overall([
        { ...part, state: 'degraded' },
        { ...part, state: 'ok' },
      ]),
    ).toBe('degraded');
    expect(
      overall([
        { ...part, state: 'degraded' },
        { ...part, state: 'down' },
      ]),
    ).toBe('down');
  });
});

describe('metrics', () => {
  it('puts a turn’s stages into histograms; what did not happen is not counted as zero', async () => {
    const metrics = createMetrics('1.2.3');
    metrics.turn(
      {
        turnEnd: 420,
        asrFinal: null,
        replyFirstToken: 480,
        firstAudio: 650,
        firstFaceFrame: 660,
        spoken: 4000,
      },
      'quote',
      'voice',
    );
    const text = await metrics.text();
    expect(text).toContain('rumian_turn_stage_seconds_bucket{le="0.6",stage="firstAudio"} 0');
    expect(text).toContain('rumian_turn_stage_seconds_bucket{le="0.7",stage="firstAudio"} 1');
    expect(text).not.toContain('stage="asrFinal"');
    expect(text).toContain('rumian_turns_total{basis="quote",input="voice"} 1');
    expect(text).toContain('rumian_build_info{version="1.2.3"} 1');
  });

  it('shows one state of a device as 1, and no age before the first frame', async () => {
    const metrics = createMetrics('x');
    const radar = {
      id: 'radar',
      kind: 'radar-ld2450',
      label: '',
      path: '',
      simulated: true,
      state: 'stale',
      sinceMs: 0,
      lastFrameAgeMs: null,
      rateHz: 0,
      reconnects: 2,
      identity: '',
      problem: null,
    } as const;
    metrics.devices([radar]);
    let text = await metrics.text();
    expect(text).toContain('rumian_device_state{device="radar",state="stale"} 1');
    expect(text).toContain('rumian_device_state{device="radar",state="live"} 0');
    expect(text).not.toContain('rumian_device_frame_age_seconds{');
    metrics.devices([{ ...radar, state: 'live', lastFrameAgeMs: 90, rateHz: 10 }]);
    text = await metrics.text();
    expect(text).toContain('rumian_device_state{device="radar",state="stale"} 0');
    expect(text).toContain('rumian_device_frame_age_seconds{device="radar"} 0.09');
  });
});
