/** What the host and Electron's main process say to each other: one JSON object a line on stdin and stdout. */
import { z } from 'zod';

const windowName = z.enum(['stage', 'panel', 'console']);
const windowPlan = z.object({
  name: windowName,
  url: z.url(),
  display: z.number().int().nonnegative(),
});

export const toElectron = z.discriminatedUnion('type', [
  /** First, once. */
  z.object({
    type: z.literal('open'),
    origin: z.url(),
    windows: z.array(windowPlan).min(1),
    /** Its lock is what makes a second instance of the same booth impossible. */
    dataDir: z.string(),
    devTools: z.boolean(),
  }),
  z.object({ type: z.literal('picture'), id: z.number().int(), window: windowName }),
  z.object({ type: z.literal('reload'), window: windowName }),
  z.object({ type: z.literal('close') }),
]);
export type ToElectron = z.infer<typeof toElectron>;
export type ElectronWindowPlan = z.infer<typeof windowPlan>;

export const fromElectron = z.discriminatedUnion('type', [
  z.object({ type: z.literal('opened') }),
  z.object({ type: z.literal('refused'), cause: z.string(), remedy: z.string() }),
  /** Already being mended. */
  z.object({ type: z.literal('gone'), window: windowName, cause: z.string() }),
  /** Mending windows did not help: end me and start me again. */
  z.object({ type: z.literal('worn-out'), cause: z.string() }),
  z.object({ type: z.literal('refused-by-lockdown'), window: windowName, what: z.string() }),
  z.object({ type: z.literal('picture'), id: z.number().int(), png: z.base64().nullable() }),
]);
export type FromElectron = z.infer<typeof fromElectron>;

/** Reads one line; null for what is not a message (Chromium prints on stdout now and then). */
export function messageFrom<T>(line: string, schema: z.ZodType<T>): T | null {
  if (!line.startsWith('{')) return null;
  try {
    const found = schema.safeParse(JSON.parse(line));
    return found.success ? found.data : null;
  } catch {
    return null;
  }
}
