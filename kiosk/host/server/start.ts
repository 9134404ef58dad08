/** The host's one server, on loopback: pages, calls, the stage's socket, health and metrics. */
import { mkdirSync } from 'node:fs';
import type { AddressInfo, Socket } from 'node:net';
import cookie from '@fastify/cookie';
import websocket from '@fastify/websocket';
import { type FastifyTRPCPluginOptions, fastifyTRPCPlugin } from '@trpc/server/adapters/fastify';
import fastify, { type FastifyError, type FastifyInstance } from 'fastify';
import type { PartHealth, Refusal } from '../contract.ts';
import type { DevicesControl, ShelfControl, TurnLog, VisitControl } from '../control.ts';
import { systemCode } from '../disk.ts';
import { overall } from '../health.ts';
import type { Log } from '../log.ts';
import type { BoothMetrics } from '../metrics.ts';
import { consoleCookie, cookieOptions, guardDoor, refuse } from './access.ts';
import type { About, AuditEntry } from './context.ts';
import { type BodySource, servePages } from './pages.ts';
import { type AppRouter, appRouter } from './router.ts';
import { createSessions } from './sessions.ts';
import { createStageSocket, type StageLink } from './stage-link.ts';
import { takeUploads } from './upload.ts';

export interface ServerParts {
  readonly visit: VisitControl;
  readonly devices: DevicesControl;
  readonly shelf: ShelfControl;
  readonly turns: TurnLog;
  readonly bodies: BodySource;
  readonly health: () => readonly PartHealth[];
  readonly metrics: BoothMetrics;
  readonly audit: (entry: AuditEntry) => void;
  readonly log: Log;
}

export interface ServerOptions extends ServerParts {
  /** 0 = any free port. */
  readonly port: number;
  /** This start's secret: 32 random bytes or more, base64url. */
  readonly token: string;
  /** Holds `stage`, `panel`, `console`, each a built bundle. */
  readonly webDir: string;
  readonly varDir: string;
  readonly configFile: string | null;
  readonly pin: string;
  readonly sessionIdleMs: number;
  readonly packageMaxBytes: number;
  readonly version: string;
  readonly freeBytes: () => number | null;
  /** Host epoch ms, never running backwards. */
  readonly now?: () => number;
}

export interface BoothServer {
  readonly port: number;
  /** Addresses to open, each with the token. */
  readonly urls: { readonly stage: string; readonly panel: string; readonly console: string };
  readonly stage: StageLink;
  /** Says goodbye to the stage, ends subscriptions, frees the port. */
  close(reason: string): Promise<void>;
}

export type ServerOutcome =
  | { readonly ok: true; readonly server: BoothServer }
  | { readonly ok: false; readonly problem: Refusal };

/** A clock for the whole host: epoch ms with a fraction, monotonic within this process. */
export const hostNow = (): number => performance.timeOrigin + performance.now();

const host = '127.0.0.1';
/** Whatever still holds a connection then is cut off. */
const closeGraceMs = 1000;

export async function startServer(options: ServerOptions): Promise<ServerOutcome> {
  const { log: rootLog, metrics, now = hostNow } = options;
  const log = rootLog.part('server');
  const startedMs = now();
  let port = 0;

  const server = fastify({
    logger: false,
    bodyLimit: 64 * 1024,
    forceCloseConnections: true,
    routerOptions: { maxParamLength: 500, ignoreTrailingSlash: false },
  });
  const sockets = new Set<Socket>();
  server.server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  const stageSocket = createStageSocket({
    now,
    onMalformed: (kind) => metrics.malformed(kind),
  });
  stageSocket.link.onStage((connected) => {
    metrics.stageConnected(connected);
    log.info(connected ? 'stage-connected' : 'stage-gone');
  });
  const sessions = createSessions({ pin: options.pin, idleMs: options.sessionIdleMs, now });
  const about = (): About => ({
    version: options.version,
    node: process.version,
    pid: process.pid,
    startedMs,
    upForMs: now() - startedMs,
    addresses: addresses(port),
    metricsUrl: `http://${host}:${port}/metrics`,
    healthUrl: `http://${host}:${port}/health`,
    configFile: options.configFile,
    varDir: options.varDir,
    varFreeBytes: options.freeBytes(),
  });

  answerFaults(server, log);
  mkdirSync(options.webDir, { recursive: true });
  await server.register(cookie);
  guardDoor(server, {
    token: options.token,
    port: () => port,
    onRefused: (code) => log.warn('call-refused', { code }),
  });
  await server.register(websocket, {
    options: { maxPayload: 256 * 1024, perMessageDeflate: false },
  });
  await server.register(async (scope) => {
    scope.get('/stage/socket', { websocket: true }, (socket) => stageSocket.accept(socket));
  });
  await server.register(fastifyTRPCPlugin, {
    prefix: '/trpc',
    trpcOptions: {
      router: appRouter,
      createContext: ({ req, res }) => ({
        visit: options.visit,
        devices: options.devices,
        shelf: options.shelf,
        turns: options.turns,
        about,
        audit: options.audit,
        session: sessions.forCaller(req.cookies[consoleCookie], (token) => {
          if (token === null) void res.clearCookie(consoleCookie, cookieOptions);
          else void res.setCookie(consoleCookie, token, cookieOptions);
        }),
      }),
      onError: ({ error, path }) => {
        // Inputs may hold a visitor's words: the code and the procedure are enough.
        if (error.code === 'INTERNAL_SERVER_ERROR') {
          log.error('call-failed', { code: error.cause?.name ?? error.name, name: path ?? '' });
        }
      },
    } satisfies FastifyTRPCPluginOptions<AppRouter>['trpcOptions'],
  });
  await server.register((scope) =>
    takeUploads(scope, {
      shelf: options.shelf,
      sessions,
      maxBytes: options.packageMaxBytes,
      audit: options.audit,
    }),
  );
  await servePages(server, { webDir: options.webDir, bodies: options.bodies });
  server.get('/health', (_request, reply) => {
    const parts = options.health();
    const state = overall(parts);
    return reply
      .code(state === 'down' ? 503 : 200)
      .send({ state, version: options.version, parts });
  });
  server.get('/metrics', async (_request, reply) => {
    metrics.health(options.health());
    return await reply.type(metrics.contentType).send(await metrics.text());
  });

  try {
    await server.listen({ host, port: options.port });
  } catch (error) {
    await server.close();
    return { ok: false, problem: listenProblem(error, options.port) };
  }
  port = (server.server.address() as AddressInfo).port;
  const plain = addresses(port);
  const key = `?token=${encodeURIComponent(options.token)}`;
  return {
    ok: true,
    server: {
      port,
      urls: {
        stage: plain.stage + key,
        panel: plain.panel + key,
        console: plain.console + key,
      },
      stage: stageSocket.link,
      close: async (reason) => {
        stageSocket.close(reason);
        const deadline = setTimeout(() => {
          for (const socket of sockets) socket.destroy();
        }, closeGraceMs);
        await server.close();
        clearTimeout(deadline);
      },
    },
  };
}

function addresses(port: number) {
  const base = `http://${host}:${port}`;
  return { stage: `${base}/stage/`, panel: `${base}/panel/`, console: `${base}/console/` };
}

function listenProblem(error: unknown, port: number): Refusal {
  const code = systemCode(error);
  if (code === 'EADDRINUSE') {
    return {
      code: 'port-in-use',
      cause: `Port ${port} on 127.0.0.1 is taken by another program.`,
      remedy: `Stop that program, or choose another port: RUMIAN_PORT=${port + 1}, or "port" in booth.json (0 = any free one).`,
      path: 'port',
    };
  }
  return {
    code: 'port-refused',
    cause: `Port ${port} on 127.0.0.1 cannot be opened (${code}).`,
    remedy: 'Choose a port above 1023: "port" in booth.json.',
    path: 'port',
  };
}

function answerFaults(server: FastifyInstance, log: Log): void {
  server.setErrorHandler((error: FastifyError, request, reply) => {
    const status = error.statusCode ?? 500;
    if (status >= 500) log.error('request-failed', { code: error.code });
    return refuse(request, reply, status, faultOf(error, status));
  });
  server.setNotFoundHandler((request, reply) =>
    refuse(request, reply, 404, {
      code: 'not-found',
      cause: 'There is nothing at this address.',
      remedy: 'Open /panel/, /console/ or /stage/.',
    }),
  );
}

function faultOf(error: FastifyError, status: number): Refusal {
  if (error.code === 'FST_ERR_CTP_BODY_TOO_LARGE' || error.code === 'FST_REQ_FILE_TOO_LARGE') {
    return {
      code: 'too-large',
      cause: 'The file is larger than this booth takes.',
      remedy: 'Make it smaller, or raise limits.packageMb in booth.json.',
    };
  }
  return {
    code: status >= 500 ? 'request-failed' : 'bad-request',
    cause:
      status >= 500
        ? 'The booth could not answer this.'
        : 'The booth does not understand this call.',
    remedy: status >= 500 ? 'Look into var/log/booth.jsonl.' : 'Reload the page.',
  };
}
