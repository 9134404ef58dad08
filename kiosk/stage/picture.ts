/** The frame loop: behaviour → body → canvas, at the pace the machine can hold. */

import { createLife } from '../../avatars/behaviour/index.ts';
import {
  createFrameMeter,
  createHologram,
  decideQuality,
  type HologramView,
  type MarkBox,
  type Quality,
  type RendererInfo,
  startQuality,
  type TierName,
  tiers,
} from '../../scenes/index.ts';
import type { AvatarSnapshot, FromStage, ToStage } from '../host/contract.ts';
import { type DrawnMouth, strongestMouth } from './test-window.ts';
import type { Voice } from './voice.ts';

type Scene = Extract<ToStage, { type: 'scene' }>;
type Figures = Omit<Extract<FromStage, { type: 'frames' }>, 'type'>;

export interface PictureSources {
  scene(): Scene | null;
  voice(): Voice | null;
  firstFace(replyId: number, stageMs: number): void;
  frames(figures: Figures): void;
  shown(avatarId: string, loadMs: number): void;
  context(event: 'lost' | 'restored'): void;
  fault(code: string, cause: string, remedy: string): void;
}

export interface Picture {
  readonly renderer: RendererInfo;
  readonly tier: TierName;
  readonly avatarShown: boolean;
  readonly mirrored: boolean;
  readonly presence: number;
  readonly shaderCompiles: number;
  readonly contextLosses: number;
  readonly framesDrawn: number;
  readonly mouth: readonly DrawnMouth[];
  readonly markBox: MarkBox;
  readonly shapeNames: readonly string[];
  readonly jointNames: readonly string[];
  show(avatar: AvatarSnapshot | null): void;
  /** Tells the host again who is on stage, after a new connection. */
  reportShown(): void;
  dispose(): void;
}

const mouthKept = 600;
/** From here on a mouth is seen to move. */
const visibleMouth = 0.04;
const neutralHeightMm = 1650;

export function createPicture(canvas: HTMLCanvasElement, sources: PictureSources): Picture {
  const hologram = createHologram(canvas, { onContext: (event) => sources.context(event) });
  const meter = createFrameMeter();
  const mouth: DrawnMouth[] = [];
  const seen = new Set<number>();
  let quality: Quality = startQuality(hologram.renderer.software, performance.now());
  let life = createLife(0);
  let seed = 0;
  let wanted: AvatarSnapshot | null = null;
  let shown: { id: string; loadMs: number } | null = null;
  let drawn = 0;
  let lastMs = 0;
  let dueMs = 0;
  let secondMs = performance.now();
  let costMs = 0;
  let over = false;
  let view: HologramView = { mirrored: true, light: 'warm', eye: null, present: false };

  function frame(nowMs: number): void {
    if (over) return;
    requestAnimationFrame(frame);
    const gapMs = 1000 / tiers[quality.tier].maxFps;
    // A screen's beat is never exactly ours: a third of a beat early is on time.
    if (nowMs < dueMs - 5) return;
    dueMs = Math.max(dueMs + gapMs, nowMs);
    draw(nowMs);
    if (nowMs - secondMs >= 1000) second(nowMs);
  }

  function draw(nowMs: number): void {
    const scene = sources.scene();
    const voice = sources.voice();
    const dtMs = lastMs === 0 ? 0 : nowMs - lastMs;
    if (lastMs !== 0) meter.add(dtMs);
    lastMs = nowMs;
    if (scene && scene.seed !== seed) {
      seed = scene.seed;
      life = createLife(seed);
    }
    const heardS = voice?.clock().heardAtS(performance.now()) ?? 0;
    const face = voice?.face(performance.now()) ?? null;
    const tick = life.tick({
      nowMs,
      demeanour: scene?.demeanour ?? 'absent',
      eye: scene?.eye ?? null,
      track: face && { track: face.track, startMs: nowMs - (heardS - face.startS) * 1000 },
      heightMm: scene?.avatar?.heightMm ?? neutralHeightMm,
    });
    view = {
      mirrored: scene?.mirrored ?? view.mirrored,
      light: scene?.light ?? view.light,
      eye: scene?.eye ?? null,
      present: scene !== null && scene.demeanour !== 'absent' && scene.demeanour !== 'leaving',
    };
    const startMs = performance.now();
    hologram.frame(tick, view, dtMs);
    const stageMs = performance.now();
    costMs = Math.max(costMs, stageMs - startMs);
    drawn += 1;
    const strongest = strongestMouth(tick.shapes);
    const { jawOpen = 0, mouthClose = 0 } = tick.shapes;
    mouth.push({
      stageMs,
      audioS: heardS,
      jawOpen,
      mouthClose,
      strongest,
    });
    if (mouth.length > mouthKept) mouth.splice(0, mouth.length - mouthKept);
    if (face && strongest > visibleMouth && !seen.has(face.replyId)) {
      seen.add(face.replyId);
      sources.firstFace(face.replyId, stageMs);
    }
  }

  function second(nowMs: number): void {
    secondMs = nowMs;
    const { fps, p50Ms, p95Ms, worstMs } = meter.take();
    const before = quality.tier;
    quality = decideQuality(quality, {
      nowMs,
      intervalP95Ms: p95Ms,
      costP95Ms: costMs,
      speaking: sources.voice()?.face(performance.now()) !== null,
    });
    costMs = 0;
    if (quality.tier !== before)
      hologram.setTier(quality.tier).catch((error: unknown) => report(error));
    const contextLosses = hologram.contextLosses;
    sources.frames({ fps, p50Ms, p95Ms, worstMs, tier: quality.tier, contextLosses });
  }

  function report(error: unknown): void {
    if (error instanceof DOMException && error.name === 'AbortError') return;
    sources.fault(
      'avatar-not-shown',
      `The person's body could not be shown: ${error instanceof Error ? error.message : String(error)}`,
      'Check the package with “npm run avatar -- verify”, then load it again or choose another person.',
    );
  }

  const onResize = () => hologram.resize();
  addEventListener('resize', onResize);
  requestAnimationFrame(frame);
  hologram.markReady
    .then((own) => {
      if (!own)
        sources.fault(
          'mark-font-missing',
          'The type of the AI mark could not be loaded; a system font is used.',
          'Build the stage again with “npm start”.',
        );
    })
    .catch((error: unknown) => report(error));

  return {
    renderer: hologram.renderer,
    get tier() {
      return quality.tier;
    },
    get avatarShown() {
      return hologram.body !== null;
    },
    get mirrored() {
      return view.mirrored;
    },
    get presence() {
      return hologram.presence;
    },
    get shaderCompiles() {
      return hologram.shaderCompiles;
    },
    get contextLosses() {
      return hologram.contextLosses;
    },
    get framesDrawn() {
      return drawn;
    },
    mouth,
    get markBox() {
      return hologram.markBox;
    },
    get shapeNames() {
      return hologram.body?.shapeNames ?? [];
    },
    get jointNames() {
      return hologram.body?.jointNames ?? [];
    },
    show(avatar) {
      const same = avatar?.id === wanted?.id && avatar?.bodyUrl === wanted?.bodyUrl;
      wanted = avatar;
      if (same) return;
      shown = null;
      const startMs = performance.now();
      hologram
        .load(avatar?.bodyUrl ?? null)
        .then((body) => {
          if (!body || !avatar) return;
          shown = { id: avatar.id, loadMs: performance.now() - startMs };
          sources.shown(shown.id, shown.loadMs);
        })
        .catch((error: unknown) => report(error));
    },
    reportShown() {
      if (shown) sources.shown(shown.id, shown.loadMs);
    },
    dispose() {
      over = true;
      removeEventListener('resize', onResize);
      hologram.dispose();
    },
  };
}
