import { DirectionalLight } from '@babylonjs/core/Lights/directionalLight.js';
import { HemisphericLight } from '@babylonjs/core/Lights/hemisphericLight.js';
import { Color3 } from '@babylonjs/core/Maths/math.color.js';
import { Vector3 } from '@babylonjs/core/Maths/math.vector.js';
import type { Scene } from '@babylonjs/core/scene.js';
import { keyDirection, type LightPreset, type Triple } from './presets.ts';

export interface BoothLights {
  apply(preset: LightPreset): void;
}

/** Physical diffuse surfaces give back less of a lamp than plain ones: with this both tiers look alike. */
const physicalGain = { key: 2.2, fill: 1.25 };

/** Key and fill of the physical materials; the rims are part of the materials (see BoothLight), which costs less than lamps. */
export function createLights(scene: Scene): BoothLights {
  const key = new DirectionalLight('key', vector(keyDirection), scene);
  const fill = new HemisphericLight('fill', new Vector3(0, 1, 0.25), scene);
  fill.specular = Color3.Black();
  return {
    apply(preset) {
      key.diffuse = colour(preset.key.colour);
      key.specular = colour(preset.key.colour);
      key.intensity = preset.key.intensity * physicalGain.key;
      fill.diffuse = colour(preset.fill.sky);
      fill.groundColor = colour(preset.fill.ground);
      fill.intensity = preset.fill.intensity * physicalGain.fill;
    },
  };
}

const vector = ([x, y, z]: Triple) => new Vector3(x, y, z);
const colour = ([r, g, b]: Triple) => new Color3(r, g, b);
