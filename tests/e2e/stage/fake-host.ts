/**
 * A host of a hundred lines that keeps the whole stage contract: the built stage page, a person's
 * body, and the stage socket. Anything the contract does not know makes it throw.
 */
import { createReadStream, existsSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';
import { type WebSocket, WebSocketServer } from 'ws';
import {
  binaryHeaderBytes,
  type FromStage,
  fromStage,
  micFrameKind,
  type ToStage,
  toStage,
  voiceFrameKind,
} from '../../../kiosk/host/contract.ts';

export interface HeardMicFrame {
  readonly sequence: number;
  readonly captureMs: number;
  readonly samples: Int16Array;
}

export type SceneMessage = Extract<ToStage, { type: 'scene' }>;

export interface FakeHost {
  readonly url: string;
  readonly messages: FromStage[];
  readonly microphone: HeardMicFrame[];
  readonly connections: number;
  /** What the stage should show; sent on every connection and at once. */
  scene(scene: SceneMessage): void;
  send(message: ToStage): void;
  /** The samples of one segment, in pieces of `pieceSamples`. */
  sendVoice(replyId: number, index: number, samples: Int16Array, pieceSamples: number): void;
  /** Resolves with the first message the filter takes, past ones included; rejects after the deadline. */
  waitFor<T extends FromStage>(
    filter: (message: FromStage) => message is T,
    what: string,
    deadlineMs?: number,
  ): Promise<T>;
  dropLine(): void;
  close(): Promise<void>;
}

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.woff2': 'font/woff2',
  '.glb': 'model/gltf-binary',
};

/** @param folder the built stage @param bodies GLB bytes by name, served at /bodies/<name>.glb */
export async function startFakeHost(
  folder: string,
  bodies: Readonly<Record<string, Uint8Array>>,
): Promise<FakeHost> {
  const messages: FromStage[] = [];
  const microphone: HeardMicFrame[] = [];
  const waiting = new Set<() => void>();
  let line: WebSocket | null = null;
  let connections = 0;
  let current: SceneMessage | null = null;

  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://stage').pathname;
    const body = bodies[path.replace(/^\/bodies\/(.*)\.glb$/, '$1')];
    if (body) {
      response.writeHead(200, { 'content-type': 'model/gltf-binary' }).end(body);
      return;
    }
    const file = join(folder, normalize(path.replace(/^\/stage\//, '') || 'index.html'));
    if (!path.startsWith('/stage/') || !existsSync(file)) {
      response.writeHead(404).end();
      return;
    }
    response.writeHead(200, {
      'content-type': types[extname(file)] ?? 'application/octet-stream',
      'set-cookie': 'rumian=test; Path=/; SameSite=Strict; HttpOnly',
    });
    createReadStream(file).pipe(response);
  });
  const sockets = new WebSocketServer({ server, path: '/stage/socket' });
  sockets.on('connection', (socket, request) => {
    if (!request.headers.cookie?.includes('rumian=test')) throw new Error('no cookie on the line');
    line = socket;
    connections += 1;
    socket.on('message', (data: Buffer, isBinary: boolean) => {
      if (isBinary) microphone.push(readMicFrame(data));
      else messages.push(fromStage.parse(JSON.parse(data.toString())));
      for (const check of [...waiting]) check();
    });
    if (current) socket.send(JSON.stringify(current));
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;

  const send = (message: ToStage) => {
    if (!line) throw new Error('the stage is not connected');
    line.send(JSON.stringify(toStage.parse(message)));
  };
  return {
    url: `http://127.0.0.1:${port}/stage/index.html`,
    messages,
    microphone,
    get connections() {
      return connections;
    },
    scene(scene) {
      current = scene;
      if (line?.readyState === 1) send(scene);
    },
    send,
    sendVoice(replyId, index, samples, pieceSamples) {
      for (let offset = 0; offset < samples.length; offset += pieceSamples) {
        const piece = samples.subarray(offset, offset + pieceSamples);
        const bytes = Buffer.alloc(binaryHeaderBytes + piece.length * 2);
        bytes.writeUInt8(voiceFrameKind, 0);
        bytes.writeUInt32LE(replyId, 4);
        bytes.writeUInt32LE(index, 8);
        bytes.writeUInt32LE(offset, 12);
        for (let at = 0; at < piece.length; at += 1)
          bytes.writeInt16LE(piece[at] ?? 0, binaryHeaderBytes + at * 2);
        line?.send(bytes);
      }
    },
    waitFor(filter, what, deadlineMs = 30_000) {
      return new Promise((resolve, reject) => {
        const check = () => {
          const found = messages.find(filter);
          if (!found) return;
          clearTimeout(timer);
          waiting.delete(check);
          resolve(found);
        };
        const timer = setTimeout(() => {
          waiting.delete(check);
          const kinds = messages.map((message) => message.type).join(' ');
          reject(new Error(`waited ${deadlineMs} ms for ${what}; came: ${kinds}`));
        }, deadlineMs);
        waiting.add(check);
        check();
      });
    },
    dropLine() {
      line?.terminate();
    },
    async close() {
      for (const socket of sockets.clients) socket.terminate();
      sockets.close();
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}

function readMicFrame(data: Buffer): HeardMicFrame {
  if (data.readUInt8(0) !== micFrameKind || data.length !== binaryHeaderBytes + 640)
    throw new Error(`not a microphone frame: kind ${data.readUInt8(0)}, ${data.length} bytes`);
  const samples = new Int16Array(320);
  for (let at = 0; at < 320; at += 1) samples[at] = data.readInt16LE(binaryHeaderBytes + at * 2);
  return { sequence: data.readUInt32LE(4), captureMs: data.readDoubleLE(8), samples };
}
