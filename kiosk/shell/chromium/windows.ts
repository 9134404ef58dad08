/** The booth's windows in one Chromium: opened by plan, and mended when one goes away. */
import { z } from 'zod';
import type { Gone, ShellLog, WindowName, WindowPlan } from '../contract.ts';
import { type Failure, type FailureKind, memoryMs, repairFor } from '../ladder.ts';
import { type Area, areaOf, fills, type Place } from '../places.ts';
import type { Answer, Pipe } from './pipe.ts';

interface OpenWindow {
  readonly plan: WindowPlan;
  targetId: string;
  sessionId: string;
  failures: readonly Failure[];
  /** A repair is under way: what happens to the old page is its doing. */
  mending: boolean;
}

export interface Windows {
  open(plan: WindowPlan): Promise<Answer>;
  picture(name: WindowName): Promise<Uint8Array | null>;
  reload(name: WindowName): Promise<boolean>;
  /** From now on windows go away because they should. */
  letGo(): void;
}

const created = z.object({ targetId: z.string() });
const attached = z.object({ sessionId: z.string() });
const windowOf = z.object({ windowId: z.number() });
const areaValue = z.object({
  left: z.number(),
  top: z.number(),
  width: z.number(),
  height: z.number(),
});
const evaluated = z.object({ result: z.object({ value: areaValue }) });
const navigated = z.object({ errorText: z.string().optional() });
const shot = z.object({ data: z.string() });
const targetEvent = z.object({ targetId: z.string(), status: z.string().optional() });

/** What a page without a screen measures when the plan does not say. */
const headlessSizePx = { width: 1080, height: 1920 };

/** How a value is read from an answer: null when the browser refused or said something else. */
function read<T>(answer: Answer, schema: z.ZodType<T>): T | null {
  if (!answer.ok) return null;
  const found = schema.safeParse(answer.result);
  return found.success ? found.data : null;
}

export interface Desktop {
  /** Areas as far as they are known; empty: the page itself is asked. */
  readonly displays: readonly Area[];
  readonly places: ReadonlyMap<WindowName, Place>;
}

const screenExpression =
  '({ left: screen.availLeft, top: screen.availTop, width: screen.availWidth, height: screen.availHeight })';

/**
 * @param desktop where windows go; null = headless
 * @param restart ends the browser, for when mending single windows did not help
 */
export function keepWindows(
  pipe: Pipe,
  {
    desktop,
    report,
    restart,
    log,
    nowMs,
  }: {
    desktop: Desktop | null;
    report: (gone: Gone) => void;
    restart: (cause: string) => void;
    log: ShellLog;
    nowMs: () => number;
  },
): Windows {
  const windows = new Map<WindowName, OpenWindow>();
  let keeping = true;

  const place = async (plan: WindowPlan): Promise<Answer> => {
    const spot = desktop?.places.get(plan.name) ?? null;
    const area = spot === null ? undefined : desktop?.displays[spot.display];
    const size = plan.sizePx ?? headlessSizePx;
    const made = await pipe.send('Target.createTarget', {
      url: 'about:blank',
      newWindow: true,
      ...(spot === null ? size : area),
    });
    const target = read(made, created);
    if (target === null) return made;
    const joined = await pipe.send('Target.attachToTarget', { ...target, flatten: true });
    const session = read(joined, attached);
    if (session === null) return joined;
    const { targetId } = target;
    const { sessionId } = session;
    if (spot === null) {
      await pipe.send(
        'Emulation.setDeviceMetricsOverride',
        { ...size, deviceScaleFactor: 1, mobile: false },
        sessionId,
      );
    } else {
      await settle(spot, area ?? (await primaryArea(sessionId)), targetId);
    }
    windows.set(plan.name, {
      plan,
      targetId,
      sessionId,
      failures: windows.get(plan.name)?.failures ?? [],
      mending: false,
    });
    // Only now, so that the page measures itself at its final size.
    const answer = await pipe.send('Page.navigate', { url: plan.url }, sessionId);
    const error = read(answer, navigated)?.errorText;
    return error === undefined ? answer : { ok: false, cause: error };
  };

  const primaryArea = async (sessionId: string): Promise<Area | null> => {
    const asked = { expression: screenExpression, returnByValue: true };
    return (
      read(await pipe.send('Runtime.evaluate', asked, sessionId), evaluated)?.result.value ?? null
    );
  };

  const settle = async (spot: Place, area: Area | null, targetId: string): Promise<void> => {
    const frame = read(await pipe.send('Browser.getWindowForTarget', { targetId }), windowOf);
    if (frame === null) return;
    const { windowId } = frame;
    const bounds =
      fills(spot) || area === null ? { windowState: 'fullscreen' } : areaOf(spot, area);
    await pipe.send('Browser.setWindowBounds', { windowId, bounds });
  };

  const mend = async (window: OpenWindow, kind: FailureKind, cause: string): Promise<void> => {
    if (window.mending || !keeping) return;
    window.mending = true;
    const atMs = nowMs();
    window.failures = [...window.failures, { kind, atMs }].filter(
      (failure) => atMs - failure.atMs <= memoryMs,
    );
    const repair = repairFor(window.failures, atMs);
    const { name } = window.plan;
    report({ window: name, cause, next: { do: 'back', inMs: 0 } });
    switch (repair.do) {
      case 'wait':
        window.mending = false;
        return;
      case 'reload': {
        const answer = await pipe.send('Page.reload', {}, window.sessionId);
        window.mending = false;
        if (!answer.ok) restart(`${name} could not be reloaded (${answer.cause})`);
        return;
      }
      case 'reopen': {
        const old = window.targetId;
        const answer = await place(window.plan);
        await pipe.send('Target.closeTarget', { targetId: old });
        if (!answer.ok) restart(`${name} could not be opened again (${answer.cause})`);
        return;
      }
      case 'restart':
        restart(`${name} went away again and again`);
        return;
    }
  };

  pipe.onEvent(({ method, params }) => {
    if (method !== 'Target.targetCrashed' && method !== 'Target.targetDestroyed') return;
    const event = targetEvent.safeParse(params);
    if (!event.success) return;
    for (const window of windows.values()) {
      if (window.targetId !== event.data.targetId) continue;
      const crashed = method === 'Target.targetCrashed';
      const cause = crashed ? `its page ended (${event.data.status})` : 'its window was closed';
      mend(window, crashed ? 'page-gone' : 'window-gone', cause).catch((error: unknown) =>
        log(`mending ${window.plan.name} failed: ${String(error)}`),
      );
    }
  });

  return {
    open: place,
    letGo() {
      keeping = false;
    },
    async picture(name) {
      const window = windows.get(name);
      if (window === undefined) return null;
      const answer = await pipe.send('Page.captureScreenshot', { format: 'png' }, window.sessionId);
      const found = read(answer, shot);
      return found === null ? null : Buffer.from(found.data, 'base64');
    },
    async reload(name) {
      const window = windows.get(name);
      if (window === undefined) return false;
      return (await pipe.send('Page.reload', {}, window.sessionId)).ok;
    },
  };
}
