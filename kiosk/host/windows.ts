import type { WindowPlan } from '../shell/index.ts';
import type { BoothConfig } from './config/index.ts';

/**
 * The stage on the hologram's display, the panel on the touch display. With a size given (demo,
 * tests, benches) only the stage, in that size.
 */
export function windowPlans(
  urls: { readonly stage: string; readonly panel: string },
  shell: BoothConfig['shell'],
  sizePx: WindowPlan['sizePx'],
): readonly WindowPlan[] {
  const stage = { name: 'stage', url: urls.stage, display: shell.stageDisplay ?? 0 } as const;
  if (sizePx) return [{ ...stage, sizePx }];
  return [stage, { name: 'panel', url: urls.panel, display: shell.panelDisplay ?? 1 }];
}
