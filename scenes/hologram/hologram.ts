import { TargetCamera } from '@babylonjs/core/Cameras/targetCamera.js';
import { Color4 } from '@babylonjs/core/Maths/math.color.js';
import { Matrix, Vector3 } from '@babylonjs/core/Maths/math.vector.js';
import { Scene } from '@babylonjs/core/scene.js';
import type { BodyTick, EyePoint } from '../../avatars/behaviour/index.ts';
import {
  type BoothLightState,
  createLights,
  easedLight,
  fade,
  type LightName,
  lightPresets,
  mouthLight,
} from '../look/index.ts';
import { type Framing, viewpoint, windowProjection } from '../optics/index.ts';
import { pixelScale, type TierName, tiers } from '../quality/index.ts';
import { type Body, loadBody } from './body.ts';
import { createEngine, probeRenderer, type RendererInfo } from './engine.ts';
import { createMark, loadMarkFont } from './mark.ts';
import type { MarkBox } from './mark-box.ts';

export interface HologramOptions {
  readonly framing?: Framing;
  /** Called when the browser took the graphics context away and when Babylon has (not) rebuilt it. */
  onContext?(event: 'lost' | 'restored'): void;
}

/** How the picture should be: the whole of it, every time. */
export interface HologramView {
  readonly mirrored: boolean;
  readonly light: LightName;
  /** The visitor's eye; null: the person's own height. */
  readonly eye: EyePoint | null;
  /** False: the person goes into the dark within 1.2 s. */
  readonly present: boolean;
}

export interface Hologram {
  readonly renderer: RendererInfo;
  /** Shader programs built since the start: must not change while somebody speaks. */
  readonly shaderCompiles: number;
  readonly contextLosses: number;
  /** 0 dark .. 1 fully lit. */
  readonly presence: number;
  /** Where the mark is, in CSS pixels from the top left of the picture (centred: mirroring keeps it). */
  readonly markBox: MarkBox;
  readonly body: Body | null;
  /** Resolves when the mark's own type is there; false: a system font stands in. */
  readonly markReady: Promise<boolean>;
  /** Shows another person, or nobody; the one before is freed. Only the last call counts. */
  load(url: string | null): Promise<Body | null>;
  setTier(tier: TierName): Promise<void>;
  /** Draws one picture. @param dtMs time since the last one */
  frame(tick: BodyTick | null, view: HologramView, dtMs: number): void;
  /** Resolves when everything asked for so far is really drawn: for measuring, not for the loop. */
  finished(): Promise<void>;
  /** Fits the picture to the canvas's size on the page. */
  resize(): void;
  dispose(): void;
}

const nearM = 0.3;
const farM = 8;

/** Polls a fence: the only way a page learns that its picture is finished. */
async function drawnBy(gl: WebGL2RenderingContext | null): Promise<void> {
  const fence = gl?.fenceSync(gl.SYNC_GPU_COMMANDS_COMPLETE, 0);
  if (!gl || !fence) return;
  gl.flush();
  for (;;) {
    const status = gl.getSyncParameter(fence, gl.SYNC_STATUS);
    if (status === gl.SIGNALED || gl.isContextLost()) break;
    // Asking without a pause would take the processor from whoever draws.
    await new Promise((next) => setTimeout(next, 1));
  }
  gl.deleteSync(fence);
}

/** A person on exactly black, with the mark, in this canvas. Needs WebGL 2; throws without. */
export function createHologram(canvas: HTMLCanvasElement, options: HologramOptions = {}): Hologram {
  const renderer = probeRenderer();
  const engine = createEngine(canvas, renderer.software);
  const framing = options.framing ?? 'figure';
  const scene = new Scene(engine);
  scene.useRightHandedSystem = true;
  scene.clearColor = new Color4(0, 0, 0, 1);
  scene.skipPointerMovePicking = true;
  scene.imageProcessingConfiguration.isEnabled = false;
  const camera = new TargetCamera('eye', Vector3.Zero(), scene);
  camera.minZ = nearM;
  camera.maxZ = farM;
  const projection = new Matrix();
  const state: BoothLightState = {
    presence: 0,
    mouth: 0.3,
    preset: lightPresets.warm,
    poolFromM: 0,
    poolToM: 1,
  };
  const lights = createLights(scene);
  const mark = createMark(scene, camera);

  let compiles = 0;
  engine.onAfterShaderCompilationObservable.add(() => {
    compiles += 1;
  });
  let losses = 0;
  engine.onContextLostObservable.add(() => {
    losses += 1;
    options.onContext?.('lost');
  });
  engine.onContextRestoredObservable.add(() => {
    laidOut = '';
    options.onContext?.('restored');
  });

  let tier: TierName = renderer.software ? 'software' : 'high';
  let body: Body | null = null;
  let loading = new AbortController();
  let level = 0;
  let laidOut = '';
  let lit: LightName | null = null;

  function resize(): void {
    const ratio = tier === 'high' ? Math.min(2, globalThis.devicePixelRatio || 1) : 1;
    const width = canvas.clientWidth || canvas.width;
    const height = canvas.clientHeight || canvas.height;
    engine.setHardwareScalingLevel(pixelScale(tiers[tier], width * ratio, height * ratio) / ratio);
    engine.resize(true);
    laidOut = '';
  }

  /** Camera and mark depend on the picture's shape, the person's and the visitor's height, and the glass. */
  function layout(view: HologramView): void {
    const width = engine.getRenderWidth();
    const height = engine.getRenderHeight();
    const eyeM = view.eye ? Math.min(1.9, Math.max(1.0, view.eye.yMm / 1000)) : null;
    const heightM = body?.heightM ?? 1.65;
    const key = `${width} ${height} ${heightM} ${eyeM?.toFixed(2)} ${view.mirrored}`;
    if (key === laidOut) return;
    laidOut = key;
    const seen = viewpoint(heightM, width / height, framing, eyeM);
    Matrix.FromArrayToRef(windowProjection(seen, nearM, farM, view.mirrored), 0, projection);
    // The figure ends in the dark, not at the edge of the picture.
    state.poolFromM = seen.window.bottomM - 0.01 * heightM;
    state.poolToM = framing === 'figure' ? 0.84 * heightM : seen.window.bottomM + 0.08 * heightM;
    camera.position.set(0, seen.eyeHeightM, seen.distanceM);
    // A right-handed camera looks along -z by itself once it is turned to the person.
    camera.setTarget(new Vector3(0, seen.eyeHeightM, 0));
    camera.freezeProjectionMatrix(projection);
    engine.mirrored = view.mirrored;
    body?.mirror(view.mirrored);
    mark.layout(width, height, seen);
  }

  const markReady = loadMarkFont().then((own) => {
    laidOut = '';
    mark.redraw();
    return own;
  });
  resize();

  return {
    renderer,
    markReady,
    get shaderCompiles() {
      return compiles;
    },
    get contextLosses() {
      return losses;
    },
    get presence() {
      return level;
    },
    get markBox() {
      const scale = engine.getHardwareScalingLevel();
      const { xPx, yPx, widthPx, heightPx, textHeightPx } = mark.box;
      return {
        xPx: xPx * scale,
        yPx: yPx * scale,
        widthPx: widthPx * scale,
        heightPx: heightPx * scale,
        textHeightPx: textHeightPx * scale,
      };
    },
    get body() {
      return body;
    },
    async load(url) {
      loading.abort(new DOMException('another person was asked for', 'AbortError'));
      loading = new AbortController();
      const { signal } = loading;
      body?.dispose();
      body = null;
      level = 0;
      laidOut = '';
      if (url === null) return null;
      await markReady;
      const loaded = await loadBody(scene, url, state, tiers[tier].materials, signal);
      await loaded.wear(tiers[tier].materials);
      if (signal.aborted) {
        loaded.dispose();
        throw signal.reason;
      }
      body = loaded;
      laidOut = '';
      return loaded;
    },
    async setTier(name) {
      tier = name;
      resize();
      await body?.wear(tiers[name].materials);
    },
    frame(tick, view, dtMs) {
      level = fade(level, view.present && body !== null && tick !== null, dtMs);
      state.presence = easedLight(level);
      state.preset = lightPresets[view.light];
      if (lit !== view.light) {
        lit = view.light;
        lights.apply(state.preset);
      }
      layout(view);
      if (body) {
        body.show(level > 0);
        if (tick && level > 0) {
          state.mouth = mouthLight(tick.shapes.jawOpen ?? 0);
          body.apply(tick);
        }
      }
      engine.beginFrame();
      scene.render();
      engine.endFrame();
    },
    finished: () => drawnBy(canvas.getContext('webgl2')),
    resize,
    dispose() {
      loading.abort(new DOMException('the hologram was closed', 'AbortError'));
      body?.dispose();
      scene.dispose();
      engine.dispose();
    },
  };
}
