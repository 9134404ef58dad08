/** The door of the server: Host, Origin, token, console session. Runs before every route and upgrade. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { guardOrigin, type PageName, pageHeaders, sameSecret } from './guard.ts';
import { notice } from './notice.ts';

export const tokenCookie = 'rumian';
export const consoleCookie = 'rumian-console';
/** Read by programs of this machine that hold no token, and by nobody else: they carry no secret. */
const open = new Set(['/health', '/metrics']);

export const cookieOptions = { path: '/', httpOnly: true, sameSite: 'strict' } as const;

export function pageOf(path: string): PageName | null {
  const name = /^\/(stage|panel|console)(?:\/|$)/.exec(path)?.[1];
  return name === 'stage' || name === 'panel' || name === 'console' ? name : null;
}

/** `port` is asked at each request: it is known only once the server listens. */
export function guardDoor(
  server: FastifyInstance,
  options: {
    readonly token: string;
    readonly port: () => number;
    readonly onRefused: (code: string) => void;
  },
): void {
  const { token, port, onRefused } = options;
  server.addHook('onRequest', async (request, reply) => {
    // As it stands, never normalised: the router must see the same path as this guard.
    const [path = '', search = ''] = splitOnce(request.url);
    const query = new URLSearchParams(search);
    if (request.headers.upgrade !== undefined) {
      // A refused upgrade is answered as plain HTTP on a socket Node no longer looks after.
      reply.raw.once('finish', () => request.raw.socket.destroySoon());
    }
    void reply.headers(pageHeaders(pageOf(path), `127.0.0.1:${port()}`));
    void reply.header('cache-control', 'no-store');

    const verdict = guardOrigin(
      {
        method: request.method,
        upgrade: request.headers.upgrade !== undefined,
        host: request.headers.host,
        origin: request.headers.origin,
        fetchSite: one(request.headers['sec-fetch-site']),
        fetchMode: one(request.headers['sec-fetch-mode']),
      },
      port(),
    );
    if (!verdict.ok) {
      onRefused(verdict.code);
      return refuse(request, reply, verdict.status, {
        code: verdict.code,
        cause: 'This call does not come from the booth’s own pages.',
        remedy: `Open the booth at http://127.0.0.1:${port()} by the address it printed.`,
      });
    }
    if (open.has(path)) return;

    const given = query.get('token');
    if (given !== null && request.method === 'GET' && pageOf(path) !== null) {
      if (sameSecret(given, token)) {
        query.delete('token');
        void reply.setCookie(tokenCookie, token, cookieOptions);
        return reply.redirect(query.size === 0 ? path : `${path}?${query}`, 303);
      }
    } else if (sameSecret(request.cookies[tokenCookie] ?? '', token)) {
      return;
    }
    onRefused('no-token');
    return refuse(request, reply, 401, {
      code: 'no-token',
      cause: 'This page was opened without the booth’s key, or with that of an earlier start.',
      remedy: 'Open the address that was printed when the booth started.',
    });
  });
}

/** A person gets a page, a program gets JSON. */
export function refuse(
  request: FastifyRequest,
  reply: FastifyReply,
  status: number,
  problem: { readonly code: string; readonly cause: string; readonly remedy: string },
): FastifyReply {
  void reply.code(status);
  if (request.headers.accept?.includes('text/html')) {
    return reply.type('text/html; charset=utf-8').send(notice(problem));
  }
  return reply.send({ ok: false, problem });
}

function splitOnce(url: string): [string, string] {
  const at = url.indexOf('?');
  return at < 0 ? [url, ''] : [url.slice(0, at), url.slice(at + 1)];
}

function one(header: string | string[] | undefined): string | undefined {
  return typeof header === 'string' ? header : header?.[0];
}
