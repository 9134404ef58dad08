/**
 * Who may talk to the host. Pure: headers in, verdict out.
 * The token keeps out other users and programs of this machine; Host and Origin keep out web pages
 * (DNS rebinding, and other ports of loopback, which share our cookies and count as the same site).
 */
import { createHash, timingSafeEqual } from 'node:crypto';

export interface Asked {
  readonly method: string;
  readonly upgrade: boolean;
  readonly host: string | undefined;
  readonly origin: string | undefined;
  readonly fetchSite: string | undefined;
  readonly fetchMode: string | undefined;
}

export type GuardVerdict =
  | { readonly ok: true }
  | {
      readonly ok: false;
      readonly code: 'wrong-host' | 'wrong-origin';
      readonly status: 403 | 421;
    };

export function allowedHosts(port: number): readonly string[] {
  return [`127.0.0.1:${port}`, `localhost:${port}`];
}

export function guardOrigin(asked: Asked, port: number): GuardVerdict {
  const host = asked.host ?? '';
  if (!allowedHosts(port).includes(host)) return { ok: false, code: 'wrong-host', status: 421 };
  const wrongOrigin = { ok: false, code: 'wrong-origin', status: 403 } as const;
  if (asked.origin !== undefined) {
    return asked.origin === `http://${host}` ? { ok: true } : wrongOrigin;
  }
  const reading = asked.method === 'GET' || asked.method === 'HEAD';
  // Browsers send an Origin with everything that changes something, and with every upgrade.
  if (!reading || asked.upgrade) return wrongOrigin;
  const foreign = asked.fetchSite === 'cross-site' || asked.fetchSite === 'same-site';
  return foreign && asked.fetchMode !== 'navigate' ? wrongOrigin : { ok: true };
}

/** Takes the same time wherever the difference is. */
export function sameSecret(given: string, expected: string): boolean {
  return timingSafeEqual(digest(given), digest(expected));
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

export type PageName = 'stage' | 'panel' | 'console';

/** `'unsafe-inline'` is for styles only: Mantine writes its variables into style elements. */
export function pageHeaders(page: PageName | null, host: string): Record<string, string> {
  const sockets = `ws://${host}`;
  const stage = page === 'stage';
  const policy = [
    "default-src 'none'",
    // Babylon's decoders are WebAssembly; nothing else is compiled from data.
    stage ? "script-src 'self' 'wasm-unsafe-eval'" : "script-src 'self'",
    // Tone.js starts its clock from a worker it writes itself.
    stage ? "worker-src 'self' blob:" : "worker-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    "font-src 'self' data:",
    "img-src 'self' data: blob:",
    "media-src 'self' blob:",
    stage ? `connect-src 'self' ${sockets} blob: data:` : "connect-src 'self'",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
  return {
    'content-security-policy': policy,
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'permissions-policy': stage
      ? 'microphone=(self), camera=(), geolocation=(), display-capture=()'
      : 'microphone=(), camera=(), geolocation=(), display-capture=()',
  };
}
