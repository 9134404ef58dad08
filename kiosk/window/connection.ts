import { createTRPCClient, httpLink, httpSubscriptionLink, splitLink } from '@trpc/client';
import type { AppRouter } from '../host/server/index.ts';

/** Typed calls to the host; subscriptions arrive as server-sent events. The page's cookie is the key. */
export function connectBooth(url = '/trpc') {
  return createTRPCClient<AppRouter>({
    links: [
      splitLink({
        condition: (op) => op.type === 'subscription',
        true: httpSubscriptionLink({ url }),
        false: httpLink({ url }),
      }),
    ],
  });
}

export type Booth = ReturnType<typeof connectBooth>;
