import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { displaysFrom } from '../../../../kiosk/shell/chromium/displays.ts';
import { chromiumFlags } from '../../../../kiosk/shell/chromium/flags.ts';
import { openPipe, splitAtZero } from '../../../../kiosk/shell/chromium/pipe.ts';
import { fromElectron, messageFrom } from '../../../../kiosk/shell/electron/wire.ts';

describe('Chromium’s command line', () => {
  const want = {
    profileDir: '/var/p',
    view: 'headless' as const,
    gpu: false,
    asRoot: false,
    host: '127.0.0.1',
    remoteDebugging: false,
  };

  it('opens no port and keeps the sandbox unless it must not', () => {
    const flags = chromiumFlags(want);
    expect(flags).toContain('--headless=new');
    expect(flags.join(' ')).not.toContain('remote-debugging-port');
    expect(flags).not.toContain('--no-sandbox');
    expect(flags).toContain('--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1');
    expect(chromiumFlags({ ...want, asRoot: true })).toContain('--no-sandbox');
    expect(chromiumFlags({ ...want, remoteDebugging: true })).toContain(
      '--remote-debugging-port=0',
    );
  });

  it('fills a screen where there is one, and draws in software where there is no GPU', () => {
    expect(chromiumFlags({ ...want, view: 'kiosk' })).toContain('--kiosk');
    expect(chromiumFlags(want)).toContain('--use-angle=swiftshader');
    expect(chromiumFlags({ ...want, gpu: true })).not.toContain('--use-angle=swiftshader');
  });

  it('plays a file into the microphone once', () => {
    const flags = chromiumFlags({ ...want, fakeMicrophoneWav: '/a b/q.wav' });
    expect(flags).toContain('--use-file-for-fake-audio-capture=/a b/q.wav%noloop');
    expect(chromiumFlags(want).join(' ')).not.toContain('fake');
  });
});

describe('the pipe to Chromium', () => {
  it('puts messages together however they were cut', () => {
    const whole = Buffer.from('{"a":"é"}\0{"b":2}\0{"c":3}\0');
    for (const size of [1, 2, 7, 10, whole.length]) {
      const taken: string[] = [];
      const take = splitAtZero((text) => taken.push(text));
      for (let from = 0; from < whole.length; from += size) {
        take(whole.subarray(from, from + size));
      }
      expect(taken).toEqual(['{"a":"é"}', '{"b":2}', '{"c":3}']);
    }
  });

  function open(deadlineMs = 60_000) {
    const input = new PassThrough();
    const output = new PassThrough();
    const pipe = openPipe(input, output, deadlineMs);
    const say = (message: object) => output.write(`${JSON.stringify(message)}\0`);
    return { pipe, input, output, say };
  }

  it('gives each command its own answer, in whatever order they come', async () => {
    const { pipe, say } = open();
    const first = pipe.send('One');
    const second = pipe.send('Two');
    say({ id: 2, result: { n: 2 } });
    say({ id: 1, error: { code: -1, message: 'no such target' } });
    expect(await first).toEqual({ ok: false, cause: 'no such target' });
    expect(await second).toEqual({ ok: true, result: { n: 2 } });
  });

  it('tells events apart from answers', async () => {
    const { pipe, say } = open();
    const event = new Promise((done) => pipe.onEvent(done));
    say({ method: 'Target.targetCrashed', params: { targetId: 'A' } });
    expect(await event).toEqual({ method: 'Target.targetCrashed', params: { targetId: 'A' } });
  });

  it('answers for a browser that is gone or silent', async () => {
    const { pipe, output } = open();
    const waiting = pipe.send('One');
    output.destroy();
    expect(await waiting).toEqual({ ok: false, cause: 'the browser is gone' });
    expect(await pipe.send('Two')).toEqual({ ok: false, cause: 'the browser is gone' });
    expect(await open(5).pipe.send('Three')).toEqual({
      ok: false,
      cause: 'no answer to Three within 5 ms',
    });
  });
});

describe('where the displays lie', () => {
  it('is read from xrandr, the primary one first', () => {
    const text = `Monitors: 2
 0: +HDMI-1 1080/598x1920/336+1920+0  HDMI-1
 1: +*DP-2 1920/527x1080/296+0+0  DP-2
`;
    expect(displaysFrom(text)).toEqual([
      { left: 0, top: 0, width: 1920, height: 1080 },
      { left: 1920, top: 0, width: 1080, height: 1920 },
    ]);
    expect(displaysFrom('xrandr: cannot open display')).toEqual([]);
  });
});

describe('a line from Electron', () => {
  it('is a message of the contract or nothing', () => {
    expect(messageFrom('{"type":"opened"}', fromElectron)).toEqual({ type: 'opened' });
    expect(messageFrom('{"type":"opened"', fromElectron)).toBeNull();
    expect(messageFrom('{"type":"reboot"}', fromElectron)).toBeNull();
    expect(messageFrom('Fontconfig error', fromElectron)).toBeNull();
  });
});
