import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createTRPCClient, httpLink, httpSubscriptionLink, splitLink } from '@trpc/client';
import { EventSource } from 'eventsource';
import { z } from 'zod';
import type { BoothSnapshot } from '../../host/contract.ts';
import type { AppRouter } from '../../host/server/index.ts';
import type { BoothUnderTest } from './play.ts';

/** What a running booth leaves in `var/run`, readable by its own user only. */
const runNote = z.object({ url: z.url(), token: z.string() });

export interface RemoteProblem {
  readonly code: 'no-booth' | 'pin-refused' | 'unreachable';
  readonly cause: string;
  readonly remedy: string;
}

export interface RemoteBooth {
  readonly booth: BoothUnderTest;
  say(text: string, lang: 'zh' | 'en'): ReturnType<BoothUnderTest['visit']['goodbye']>;
  close(): void;
}

export type RemoteOutcome =
  | { readonly ok: true; readonly remote: RemoteBooth }
  | { readonly ok: false; readonly problem: RemoteProblem };

/** Connects to the booth that runs on this machine, as its panel and, with the PIN, its console. */
export async function connectRunningBooth(options: {
  readonly varDir: string;
  readonly pin: string;
}): Promise<RemoteOutcome> {
  const note = readNote(options.varDir);
  if (!note) {
    const cause = `No booth is running on ${options.varDir}.`;
    return { ok: false, problem: { code: 'no-booth', cause, remedy: 'Start one: npm start' } };
  }
  const cookies = new Map([['rumian', note.token]]);
  const withDoorKeys = async (
    url: string | URL | Request,
    init: { headers?: Headers; [rest: string]: unknown } = {},
  ) => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const headers = new Headers(init.headers);
    headers.set('cookie', cookie);
    headers.set('origin', note.url);
    const response = await fetch(url, { ...init, headers });
    for (const line of response.headers.getSetCookie()) {
      const [name, value] = (line.split(';')[0] ?? '').split('=');
      if (name && value) cookies.set(name, value);
    }
    return response;
  };
  class KeyedEventSource extends EventSource {
    constructor(url: string | URL) {
      super(url, {
        fetch: (to, init) => withDoorKeys(to, { ...init, headers: new Headers(init.headers) }),
      });
    }
  }
  const url = `${note.url}/trpc`;
  const client = createTRPCClient<AppRouter>({
    links: [
      splitLink({
        condition: ({ type }) => type === 'subscription',
        true: httpSubscriptionLink({ url, EventSource: KeyedEventSource }),
        false: httpLink({
          url,
          fetch: (to, init) =>
            withDoorKeys(to, {
              ...init,
              headers: new Headers(init?.headers as Record<string, string>),
            }),
        }),
      }),
    ],
  });
  try {
    const entered = await client.console.login.mutate({ pin: options.pin });
    if (!entered.ok) {
      const { cause, remedy } = entered.problem;
      return { ok: false, problem: { code: 'pin-refused', cause, remedy: `${remedy} (--pin)` } };
    }
  } catch (error) {
    const cause = `The booth at ${note.url} does not answer: ${error instanceof Error ? error.message : String(error)}`;
    return {
      ok: false,
      problem: { code: 'unreachable', cause, remedy: 'Start it again: npm start' },
    };
  }

  const listeners = new Set<(snapshot: BoothSnapshot) => void>();
  const first = Promise.withResolvers<BoothSnapshot>();
  let current: BoothSnapshot | null = null;
  const subscription = client.panel.state.subscribe(undefined, {
    onData: (snapshot) => {
      current = snapshot;
      first.resolve(snapshot);
      for (const listener of listeners) listener(snapshot);
    },
    onError: (error) => first.reject(error),
  });
  const begin = await first.promise;
  return {
    ok: true,
    remote: {
      booth: {
        visit: {
          snapshot: () => current ?? begin,
          onSnapshot(listener) {
            listeners.add(listener);
            return () => listeners.delete(listener);
          },
          checkIn: (input) => client.panel.checkIn.mutate(input),
          ask: (input, how) => client.panel.ask.mutate({ ...input, how }),
          goodbye: () => client.panel.goodbye.mutate(),
        },
        devices: { walk: (path) => client.console.walk.mutate({ path: [...path] }) },
        turns: (limit) => client.console.turns.query({ limit }),
        activate: (id) => client.console.avatars.activate.mutate({ id }),
        stageShows: () => true,
      },
      say: (text, lang) => client.console.say.mutate({ text, lang }),
      close: () => subscription.unsubscribe(),
    },
  };
}

function readNote(varDir: string): z.infer<typeof runNote> | null {
  try {
    return runNote.parse(JSON.parse(readFileSync(join(varDir, 'run', 'booth.json'), 'utf8')));
  } catch {
    return null;
  }
}
