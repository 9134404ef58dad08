import { afterEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import type { FromStage, ToStage } from '../../../kiosk/host/contract.ts';
import type { BoothServer, MicrophoneFrame } from '../../../kiosk/host/server/index.ts';
import { token, world } from './world.ts';

const sockets: WebSocket[] = [];
afterEach(() => {
  for (const socket of sockets.splice(0)) socket.terminate();
});

/** A page's end of the socket, written from the contract alone. */
async function stagePage(server: BoothServer, clock: () => number = () => performance.now()) {
  const base = `127.0.0.1:${server.port}`;
  const socket = new WebSocket(`ws://${base}/stage/socket`, {
    headers: { cookie: `rumian=${token}`, origin: `http://${base}` },
  });
  sockets.push(socket);
  const texts: ToStage[] = [];
  const binaries: Buffer[] = [];
  let closed: { code: number; reason: string } | null = null;
  let answersPings = true;
  socket.on('message', (data: Buffer, isBinary) => {
    if (isBinary) {
      binaries.push(data);
      return;
    }
    const message = JSON.parse(data.toString()) as ToStage;
    if (message.type !== 'ping') texts.push(message);
    else if (answersPings) tell({ type: 'pong', id: message.id, stageMs: clock() });
  });
  socket.on('close', (code, reason) => {
    closed = { code, reason: reason.toString() };
  });
  function tell(message: FromStage): void {
    socket.send(JSON.stringify(message));
  }
  await new Promise<void>((resolve, reject) => {
    socket.on('open', resolve);
    socket.on('error', reject);
  });
  return {
    socket,
    texts,
    binaries,
    tell,
    closed: () => closed,
    silence: () => {
      answersPings = false;
    },
  };
}

function microphoneFrame(sequence: number, captureMs: number, sample: (index: number) => number) {
  const frame = Buffer.alloc(16 + 640);
  frame[0] = 1;
  frame.writeUInt32LE(sequence, 4);
  frame.writeDoubleLE(captureMs, 8);
  for (let index = 0; index < 320; index++) frame.writeInt16LE(sample(index), 16 + index * 2);
  return frame;
}

describe('the stage’s socket', () => {
  it.each([
    ['no cookie', { origin: true, cookie: '' }],
    ['a wrong cookie', { origin: true, cookie: 'rumian=guess' }],
    ['no Origin', { origin: false, cookie: `rumian=${token}` }],
  ])('is not opened with %s', async (_what, { origin, cookie }) => {
    const { server } = await world();
    const base = `127.0.0.1:${server.port}`;
    const socket = new WebSocket(`ws://${base}/stage/socket`, {
      headers: { cookie, ...(origin ? { origin: `http://${base}` } : {}) },
    });
    sockets.push(socket);
    const error = await new Promise<Error>((resolve) => socket.on('error', resolve));
    expect(error.message).toMatch(/40[13]/);
    expect(server.stage.connected).toBe(false);
    // Nor does the refused connection keep the booth from stopping.
    await server.close('the booth stops');
  });

  it('says when a stage comes and goes, and carries messages both ways', async () => {
    const { server } = await world();
    const seen: boolean[] = [];
    const heard: FromStage[] = [];
    server.stage.onStage((connected) => seen.push(connected));
    server.stage.onMessage((message) => heard.push(message));
    expect(server.stage.send({ type: 'cancel', replyId: 1, reason: 'nobody there' })).toBe(false);

    const page = await stagePage(server);
    expect(server.stage.connected).toBe(true);
    expect(server.stage.send({ type: 'cancel', replyId: 2, reason: 'stop' })).toBe(true);
    page.tell({ type: 'hello', renderer: 'software', software: true, audioSampleRateHz: 48_000 });
    await expect.poll(() => heard).toHaveLength(1);
    await expect.poll(() => page.texts).toEqual([{ type: 'cancel', replyId: 2, reason: 'stop' }]);

    page.socket.close();
    await expect.poll(() => seen).toEqual([true, false]);
    expect(server.stage.connected).toBe(false);
  });

  it('carries sound to the stage in frames of at most 100 ms, sample for sample', async () => {
    const { server } = await world();
    const page = await stagePage(server);
    const pcm = Int16Array.from({ length: 5000 }, (_, index) => ((index * 37) % 65_536) - 32_768);
    expect(server.stage.sendVoice(7, 2, 100, pcm)).toBe(true);
    const arrived = () => page.binaries.reduce((sum, frame) => sum + (frame.length - 16) / 2, 0);
    await expect.poll(arrived).toBe(5000);
    let expected = 100;
    const back: number[] = [];
    for (const frame of page.binaries) {
      expect([frame[0], frame[1], frame[2], frame[3]]).toEqual([2, 0, 0, 0]);
      expect(frame.readUInt32LE(4)).toBe(7);
      expect(frame.readUInt32LE(8)).toBe(2);
      expect(frame.readUInt32LE(12)).toBe(expected);
      const samples = (frame.length - 16) / 2;
      expect(samples).toBeLessThanOrEqual(2205);
      expected += samples;
      for (let at = 16; at < frame.length; at += 2) back.push(frame.readInt16LE(at));
    }
    expect(back).toEqual([...pcm]);
  });

  it('brings the microphone to the host', async () => {
    const { server } = await world();
    const frames: MicrophoneFrame[] = [];
    server.stage.onMicrophone((frame) => frames.push(frame));
    const page = await stagePage(server);
    page.socket.send(microphoneFrame(41, 1234.5, (index) => index - 160));
    page.socket.send(microphoneFrame(42, 1254.5, () => -32_768));
    await expect.poll(() => frames).toHaveLength(2);
    expect(frames[0]).toMatchObject({ sequence: 41, captureMs: 1234.5 });
    expect([...(frames[0]?.pcm ?? [])]).toEqual(Array.from({ length: 320 }, (_, i) => i - 160));
    expect(frames[1]?.pcm[319]).toBe(-32_768);
  });

  it('counts and drops what the contract does not know, and goes on', async () => {
    const { server, metrics } = await world();
    const heard: FromStage[] = [];
    const frames: MicrophoneFrame[] = [];
    server.stage.onMessage((message) => heard.push(message));
    server.stage.onMicrophone((frame) => frames.push(frame));
    const page = await stagePage(server);
    page.socket.send('{"type":');
    page.socket.send('null');
    page.socket.send('{"type":"sing"}');
    page.socket.send(
      JSON.stringify({ type: 'microphone', state: 'open', detail: 'x'.repeat(70_000) }),
    );
    page.socket.send(Buffer.alloc(0));
    page.socket.send(microphoneFrame(1, 0, () => 0).subarray(0, 655));
    page.socket.send(microphoneFrame(1, Number.NaN, () => 0));
    const otherKind = microphoneFrame(1, 0, () => 0);
    otherKind[0] = 9;
    page.socket.send(otherKind);
    page.tell({ type: 'avatar-shown', avatarId: 'lin-yuhua', loadMs: 900 });
    await expect.poll(() => heard).toHaveLength(1);
    expect(frames).toEqual([]);
    const text = await metrics.text();
    expect(text).toContain('rumian_malformed_frames_total{kind="not-json"} 1');
    expect(text).toContain('rumian_malformed_frames_total{kind="unknown-message"} 2');
    expect(text).toContain('rumian_malformed_frames_total{kind="too-long"} 1');
    expect(text).toContain('rumian_malformed_frames_total{kind="bad-microphone-frame"} 4');
    expect(server.stage.connected).toBe(true);
  });

  it('survives a frame larger than any it would take', async () => {
    const { server } = await world();
    const page = await stagePage(server);
    page.socket.send(Buffer.alloc(300 * 1024));
    await expect.poll(() => page.closed()?.code).toBe(1009);
    await expect.poll(() => server.stage.connected).toBe(false);
    await stagePage(server);
    expect(server.stage.connected).toBe(true);
  });

  it('gives the stage to the newest page; the one before is told why and hears no more', async () => {
    const { server } = await world();
    const seen: boolean[] = [];
    const heard: FromStage[] = [];
    server.stage.onStage((connected) => seen.push(connected));
    server.stage.onMessage((message) => heard.push(message));
    const first = await stagePage(server);
    const second = await stagePage(server);
    await expect
      .poll(() => first.closed())
      .toEqual({ code: 4001, reason: 'another stage took over' });
    expect(seen).toEqual([true, true]);
    server.stage.send({ type: 'reply-end', replyId: 3, segments: 1 });
    await expect.poll(() => second.texts).toHaveLength(1);
    expect(first.texts).toEqual([]);
    expect(server.stage.connected).toBe(true);
  });

  it('knows how the stage’s clock stands to its own', async () => {
    const { server } = await world();
    expect(server.stage.toHostMs(0)).toBeNull();
    // A page whose clock started 5 s ago, as performance.now of a fresh page.
    const openedMs = performance.now() - 5000;
    await stagePage(server, () => performance.now() - openedMs);
    await expect.poll(() => server.stage.roundTripMs).not.toBeNull();
    const stageNow = performance.now() - openedMs;
    const hostNow = performance.timeOrigin + performance.now();
    const error = Math.abs((server.stage.toHostMs(stageNow) ?? 0) - hostNow);
    expect(error).toBeLessThanOrEqual((server.stage.roundTripMs ?? 0) / 2 + 1);
  });

  it('lets go of a page that no longer reads', async () => {
    const { server } = await world();
    const page = await stagePage(server);
    page.socket.pause();
    const second = new Int16Array(48_000);
    let sent = 0;
    while (sent < 1000 && server.stage.sendVoice(1, 0, sent * second.length, second)) {
      sent++;
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(sent).toBeGreaterThan(10);
    expect(sent).toBeLessThan(1000);
    expect(server.stage.connected).toBe(false);
  });

  it('lets go of a page that has gone silent', async () => {
    let aheadMs = 0;
    const { server } = await world({
      now: () => performance.timeOrigin + performance.now() + aheadMs,
    });
    const page = await stagePage(server);
    await expect.poll(() => server.stage.roundTripMs).not.toBeNull();
    page.silence();
    aheadMs = 60_000;
    await expect
      .poll(() => page.closed(), { timeout: 5000 })
      .toEqual({ code: 4003, reason: 'stage is silent' });
    expect(server.stage.connected).toBe(false);
  });

  it('is told when the booth stops', async () => {
    const { server } = await world();
    const page = await stagePage(server);
    await server.close('the booth stops');
    await expect.poll(() => page.closed()).toEqual({ code: 1001, reason: 'the booth stops' });
  });
});
