/** `POST /console/avatars`: one `.rumian` file as octet-stream or multipart, for staff. */
import multipart from '@fastify/multipart';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Refusal } from '../contract.ts';
import type { ShelfControl } from '../control.ts';
import { consoleCookie } from './access.ts';
import type { AuditEntry } from './context.ts';
import type { Sessions } from './sessions.ts';

export async function takeUploads(
  server: FastifyInstance,
  options: {
    readonly shelf: ShelfControl;
    readonly sessions: Sessions;
    readonly maxBytes: number;
    readonly audit: (entry: AuditEntry) => void;
  },
): Promise<void> {
  const { shelf, sessions, maxBytes, audit } = options;
  await server.register(multipart, { limits: { files: 1, fields: 4, fileSize: maxBytes } });
  server.addContentTypeParser(
    'application/octet-stream',
    { parseAs: 'buffer', bodyLimit: maxBytes },
    (_request, body, done) => done(null, body),
  );
  let busy = false;

  server.post(
    '/console/avatars',
    {
      bodyLimit: maxBytes,
      // Before the body: nobody without a session makes the booth read half a gigabyte.
      onRequest: async (request, reply) => {
        if (sessions.valid(request.cookies[consoleCookie])) return;
        return reply.code(401).send({ ok: false, problem: locked });
      },
    },
    async (request, reply) => {
      if (busy) return reply.code(409).send({ ok: false, problem: anotherOne });
      busy = true;
      try {
        const bytes = await packageIn(request);
        if (bytes === null) return await reply.code(400).send({ ok: false, problem: noFile });
        sessions.touch(request.cookies[consoleCookie]);
        const outcome = await shelf.import(bytes);
        audit({
          who: 'staff',
          action: outcome.ok ? 'avatar-imported' : 'avatar-refused',
          detail: outcome.ok ? outcome.avatar.id : outcome.problem.code,
        });
        return await reply.code(outcome.ok ? 200 : 422).send(outcome);
      } finally {
        busy = false;
      }
    },
  );
}

async function packageIn(request: FastifyRequest): Promise<Uint8Array | null> {
  if (request.isMultipart()) {
    const part = await request.file();
    return part === undefined ? null : await part.toBuffer();
  }
  return Buffer.isBuffer(request.body) && request.body.length > 0 ? request.body : null;
}

const locked: Refusal = {
  code: 'console-locked',
  cause: 'The console is locked.',
  remedy: 'Enter the PIN and load the package again.',
};
const anotherOne: Refusal = {
  code: 'import-busy',
  cause: 'Another package is being checked.',
  remedy: 'Wait until it is done and load this one again.',
};
const noFile: Refusal = {
  code: 'no-file',
  cause: 'No package came with this call.',
  remedy: 'Send one .rumian file as application/octet-stream or multipart/form-data.',
};
