/** The browser bundles under `var/web/{stage,panel,console}` and the active avatar's body. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import { refuse } from './access.ts';
import type { PageName } from './guard.ts';

/** Bytes of a body, from memory; null when that avatar is not the active one. */
export interface BodySource {
  body(avatarId: string): { readonly bytes: Uint8Array; readonly etag: string } | null;
}

const pages: readonly PageName[] = ['stage', 'panel', 'console'];

export async function servePages(
  server: FastifyInstance,
  options: { readonly webDir: string; readonly bodies: BodySource },
): Promise<void> {
  const { webDir, bodies } = options;
  await server.register(fastifyStatic, {
    root: webDir,
    serve: false,
    index: false,
    cacheControl: false,
    // A bundle built after the start is found too.
    allowedPath: (path) => !path.includes('/.'),
  });

  server.get('/', (_request, reply) => reply.redirect('/panel/', 303));
  for (const page of pages) {
    server.get(`/${page}`, (_request, reply) => reply.redirect(`/${page}/`, 303));
    server.get<{ Params: { '*': string } }>(`/${page}/*`, (request, reply) => {
      const wanted = request.params['*'];
      if (!existsSync(join(webDir, page, 'index.html'))) {
        return refuse(request, reply, 503, {
          code: 'bundle-missing',
          cause: `The ${page} page has not been built.`,
          remedy: 'Run npm start once: it builds what is missing.',
        });
      }
      // Addresses inside a page are the page's own affair; files carry an extension.
      const file = /\.[a-z0-9]+$/i.test(wanted) ? wanted : 'index.html';
      void reply.header('cache-control', cacheFor(file));
      return reply.sendFile(`${page}/${file}`);
    });
  }

  server.get<{ Params: { id: string } }>('/avatars/:id/body.glb', (request, reply) => {
    const body = bodies.body(request.params.id);
    if (body === null) {
      return refuse(request, reply, 404, {
        code: 'avatar-not-active',
        cause: 'That avatar is not on the stage now.',
        remedy: 'Ask for the body of the avatar in the latest snapshot.',
      });
    }
    void reply.header('etag', body.etag).header('cache-control', 'private, no-cache');
    if (request.headers['if-none-match'] === body.etag) return reply.code(304).send();
    return reply
      .type('model/gltf-binary')
      .send(Buffer.from(body.bytes.buffer, body.bytes.byteOffset, body.bytes.byteLength));
  });
}

/** Names with a hash never change their content. */
function cacheFor(file: string): string {
  return /[.-][A-Za-z0-9_-]{8,}\.[a-z0-9]+$/.test(file) && file.startsWith('assets/')
    ? 'private, max-age=31536000, immutable'
    : 'no-cache';
}
