import { Engine } from '@babylonjs/core/Engines/engine.js';
import { isSoftware } from '../quality/index.ts';

/** An engine whose picture may be mirrored by the projection: front faces then wind the other way. */
export class HologramEngine extends Engine {
  mirrored = false;

  override setState(...args: Parameters<Engine['setState']>): void {
    const [culling, zOffset, force, reverseSide, ...rest] = args;
    super.setState(culling, zOffset, force, this.mirrored !== (reverseSide ?? false), ...rest);
  }
}

export interface RendererInfo {
  readonly renderer: string;
  readonly software: boolean;
}

/** Asks a small throw-away context who draws: antialiasing must be chosen before the real one exists. */
export function probeRenderer(): RendererInfo {
  const gl = document.createElement('canvas').getContext('webgl2');
  if (!gl) return { renderer: 'none', software: true };
  const info = gl.getExtension('WEBGL_debug_renderer_info');
  const renderer = String(gl.getParameter(info ? info.UNMASKED_RENDERER_WEBGL : gl.RENDERER));
  gl.getExtension('WEBGL_lose_context')?.loseContext();
  return { renderer, software: isSoftware(renderer) };
}

export function createEngine(canvas: HTMLCanvasElement, software: boolean): HologramEngine {
  return new HologramEngine(canvas, !software, {
    alpha: false,
    stencil: false,
    audioEngine: false,
    powerPreference: 'high-performance',
    doNotHandleContextLost: false,
    disableWebGL2Support: false,
    useHighPrecisionMatrix: true,
  });
}
