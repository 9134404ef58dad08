/**
 * What the booth adds to every material: the rim that lifts a dark figure off black, the pool of light
 * that ends above the picture's lower edge, the darkness of the mouth, and the fade.
 * Physical materials get it per pixel on top of Babylon's lamps. Plain ones are lit here altogether,
 * once per vertex: a pixel then costs one texture read, which a processor can still do 15 times a second
 * (measured at 480×640 on 2 cores, 15 000 vertices: 130 ms of processor time a picture with Babylon's
 * lamps, 90 ms so; what is left is mostly the vertices).
 */
import type { AbstractEngine } from '@babylonjs/core/Engines/abstractEngine.js';
import type { Material } from '@babylonjs/core/Materials/material.js';
import type { MaterialDefines } from '@babylonjs/core/Materials/materialDefines.js';
import { MaterialPluginBase } from '@babylonjs/core/Materials/materialPluginBase.js';
import type { UniformBuffer } from '@babylonjs/core/Materials/uniformBuffer.js';
import type { SubMesh } from '@babylonjs/core/Meshes/subMesh.js';
import type { Scene } from '@babylonjs/core/scene.js';
import { keyDirection, type LightPreset, type Triple } from './presets.ts';
import type { SurfaceLook } from './surface.ts';

/** Shared by all materials of the person and changed in place once a frame. */
export interface BoothLightState {
  /** 0 dark .. 1 lit. */
  presence: number;
  /** Light inside the mouth, 0..1. */
  mouth: number;
  preset: LightPreset;
  /** Height where light begins and where it is full, metres above the floor. */
  poolFromM: number;
  poolToM: number;
}

const shared = `
  float rumianPoolAt(float y) {
    float t = clamp((y - rumianPool.x) * rumianPool.y, 0., 1.);
    return t * t * (1.9 - .9 * t);
  }
  vec3 rumianRimAt(vec3 n, vec3 v) {
    float edge = 1. - clamp(dot(n, v), 0., 1.);
    edge *= edge * edge * rumianSurface.x;
    return edge * (rumianRimLeft.rgb * smoothstep(-.05, .7, n.x)
      + rumianRimRight.rgb * smoothstep(-.05, .7, -n.x)
      + (rumianRimLeft.rgb + rumianRimRight.rgb) * .3 * smoothstep(.1, .9, n.y));
  }`;

// Colours are squared on the way in and their root taken on the way out: light then adds as light does.
const plainVertex = {
  CUSTOM_VERTEX_DEFINITIONS: `
    varying vec3 vRumianLight;
    varying vec3 vRumianAdd;
    ${shared}`,
  CUSTOM_VERTEX_MAIN_END: `
    vec3 rumianView = normalize(vEyePosition.xyz - vPositionW);
    vec3 rumianN = vNormalW;
    if (rumianPool.z > 0. && dot(rumianN, rumianView) < 0.) rumianN = -rumianN;
    float rumianFacing = dot(rumianN, rumianKeyTo.xyz);
    // Light bends a little around skin, and comes back redder where it does.
    vec3 rumianWrap = rumianPool.w * vec3(1., .68, .55);
    vec3 rumianKeyed = max(vec3(0.), (vec3(rumianFacing) + rumianWrap) / (1. + rumianWrap));
    float rumianLit = rumianPoolAt(vPositionW.y) * rumianSurface.w * rumianSurface.w;
    vRumianLight = (rumianKey.rgb * rumianKeyed
      + mix(rumianGround.rgb, rumianSky.rgb, .5 + .5 * rumianN.y)) * rumianSurface.z * rumianLit;
    float rumianGloss = max(0., dot(rumianN, normalize(rumianView + rumianKeyTo.xyz)));
    vRumianAdd = (rumianRimAt(rumianN, rumianView)
      + rumianKey.rgb * (rumianKey.a * pow(rumianGloss, rumianKeyTo.a))) * rumianLit;`,
};
const plainFragment = {
  CUSTOM_FRAGMENT_DEFINITIONS: 'varying vec3 vRumianLight;\nvarying vec3 vRumianAdd;',
  CUSTOM_FRAGMENT_UPDATE_DIFFUSE: 'baseColor.rgb *= baseColor.rgb * rumianSurface.y;',
  CUSTOM_FRAGMENT_BEFORE_FRAGCOLOR: 'color.rgb = sqrt(color.rgb * vRumianLight + vRumianAdd);',
};
const physicalFragment = {
  CUSTOM_FRAGMENT_DEFINITIONS: shared,
  CUSTOM_FRAGMENT_BEFORE_FRAGCOLOR: `
    finalColor.rgb = sqrt((finalColor.rgb * finalColor.rgb * rumianSurface.z
      + rumianRimAt(normalW, viewDirectionW)) * rumianPoolAt(vPositionW.y)) * rumianSurface.w;`,
};

const uniformNames = [
  /** rim strength, tint, shade, presence */
  'rumianSurface',
  'rumianRimLeft',
  'rumianRimRight',
  /** height of darkness, 1 / height of the slope, two-sided, wrap */
  'rumianPool',
  /** colour × strength, shine */
  'rumianKey',
  /** direction towards the key light, exponent of shine */
  'rumianKeyTo',
  'rumianSky',
  'rumianGround',
];

const [toX, toY, toZ] = opposite(keyDirection);

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

  // The base class asks the next two while it is being built: they use only what it has set itself.
  override getCustomCode(shaderType: string): Record<string, string> | null {
    const plain = this._material.getClassName() === 'StandardMaterial';
    if (shaderType === 'vertex') return plain ? plainVertex : null;
    return plain ? plainFragment : physicalFragment;
  }

  override getUniforms() {
    const declared = uniformNames.map((name) => `uniform vec4 ${name};`).join('\n');
    return {
      ubo: uniformNames.map((name) => ({ name, size: 4, type: 'vec4' })),
      vertex: declared,
      fragment: declared,
    };
  }

  override prepareDefinesBeforeAttributes(defines: MaterialDefines): void {
    // Without lamps Babylon would leave the normals out.
    defines._needNormals = true;
  }

  override bindForSubMesh(
    buffer: UniformBuffer,
    _scene: Scene,
    _engine: AbstractEngine,
    _subMesh: SubMesh,
  ): void {
    const { presence, mouth, preset, poolFromM, poolToM } = this.#state;
    const { rim, tint, shine, shineExponent, wrap } = this.#look;
    const { key, fill, rimLeft, rimRight } = preset;
    const shade = this.#inMouth ? mouth * mouth : 1;
    buffer.updateFloat4('rumianSurface', rim, tint, shade, presence);
    buffer.updateFloat4('rumianRimLeft', rimLeft[0], rimLeft[1], rimLeft[2], 0);
    buffer.updateFloat4('rumianRimRight', rimRight[0], rimRight[1], rimRight[2], 0);
    const twoSided = this._material.backFaceCulling ? 0 : 1;
    buffer.updateFloat4('rumianPool', poolFromM, 1 / (poolToM - poolFromM), twoSided, wrap);
    const k = key.intensity;
    buffer.updateFloat4(
      'rumianKey',
      key.colour[0] * k,
      key.colour[1] * k,
      key.colour[2] * k,
      shine,
    );
    buffer.updateFloat4('rumianKeyTo', toX, toY, toZ, shineExponent);
    const f = fill.intensity;
    buffer.updateFloat4('rumianSky', fill.sky[0] * f, fill.sky[1] * f, fill.sky[2] * f, 0);
    const [gr, gg, gb] = fill.ground;
    buffer.updateFloat4('rumianGround', gr * f, gg * f, gb * f, 0);
  }
}

function opposite([x, y, z]: Triple): Triple {
  const length = Math.hypot(x, y, z);
  return [-x / length, -y / length, -z / length];
}
