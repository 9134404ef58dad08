/**
 * What the booth adds to every material: the rim that lifts a dark figure off black, the darkness of
 * the mouth, and the fade. One plugin for plain and physical materials, so both tiers look alike.
 */
import type { AbstractEngine } from '@babylonjs/core/Engines/abstractEngine.js';
import type { Material } from '@babylonjs/core/Materials/material.js';
import { MaterialPluginBase } from '@babylonjs/core/Materials/materialPluginBase.js';
import type { UniformBuffer } from '@babylonjs/core/Materials/uniformBuffer.js';
import type { SubMesh } from '@babylonjs/core/Meshes/subMesh.js';
import type { Scene } from '@babylonjs/core/scene.js';
import type { LightPreset } from './presets.ts';
import type { SurfaceLook } from './surface.ts';

/** Shared by all materials of the person and changed in place once a frame. */
export interface BoothLightState {
  /** 0 dark .. 1 lit. */
  presence: number;
  /** Light inside the mouth, 0..1. */
  mouth: number;
  preset: LightPreset;
}

// Plain materials add light as the screen does, not as light does; squaring colours on the way in and
// taking the root on the way out gives them the soft fall-off of the physical ones for two instructions.
const plainCode = {
  CUSTOM_FRAGMENT_UPDATE_DIFFUSE: 'baseColor.rgb *= baseColor.rgb * rumianSurface.y;',
  CUSTOM_FRAGMENT_BEFORE_FRAGCOLOR: `
    float rumianEdge = 1. - clamp(dot(normalW, viewDirectionW), 0., 1.);
    rumianEdge *= rumianEdge * rumianEdge * rumianSurface.x;
    vec3 rumianRim = rumianRimLeft.rgb * smoothstep(-.05, .7, normalW.x)
      + rumianRimRight.rgb * smoothstep(-.05, .7, -normalW.x)
      + (rumianRimLeft.rgb + rumianRimRight.rgb) * .3 * smoothstep(.1, .9, normalW.y);
    color.rgb = sqrt(color.rgb * rumianSurface.z + rumianRim * rumianEdge) * rumianSurface.w;`,
};
const physicalCode = {
  CUSTOM_FRAGMENT_BEFORE_FRAGCOLOR: plainCode.CUSTOM_FRAGMENT_BEFORE_FRAGCOLOR.replace(
    'color.rgb = sqrt(color.rgb *',
    'finalColor.rgb = sqrt(finalColor.rgb * finalColor.rgb *',
  ),
};

export class BoothLight extends MaterialPluginBase {
  readonly #state: BoothLightState;
  readonly #look: SurfaceLook;
  readonly #inMouth: boolean;

  constructor(material: Material, look: SurfaceLook, inMouth: boolean, state: BoothLightState) {
    super(material, 'RumianBoothLight', 200, {}, true, true);
    this.#state = state;
    this.#look = look;
    this.#inMouth = inMouth;
  }

  override getClassName(): string {
    return 'RumianBoothLight';
  }

  override getCustomCode(shaderType: string): Record<string, string> | null {
    // The base class asks while it is being built: only what it has set itself may be used here.
    if (shaderType !== 'fragment') return null;
    return this._material.getClassName() === 'StandardMaterial' ? plainCode : physicalCode;
  }

  override getUniforms() {
    const names = ['rumianSurface', 'rumianRimLeft', 'rumianRimRight'];
    return {
      ubo: names.map((name) => ({ name, size: 4, type: 'vec4' })),
      fragment: names.map((name) => `uniform vec4 ${name};`).join('\n'),
    };
  }

  override bindForSubMesh(
    buffer: UniformBuffer,
    _scene: Scene,
    _engine: AbstractEngine,
    _subMesh: SubMesh,
  ): void {
    const { presence, mouth, preset } = this.#state;
    const shade = this.#inMouth ? mouth * mouth : 1;
    const [lr, lg, lb] = preset.rimLeft;
    const [rr, rg, rb] = preset.rimRight;
    buffer.updateFloat4('rumianSurface', this.#look.rim, this.#look.tint, shade, presence);
    buffer.updateFloat4('rumianRimLeft', lr, lg, lb, 0);
    buffer.updateFloat4('rumianRimRight', rr, rg, rb, 0);
  }
}
