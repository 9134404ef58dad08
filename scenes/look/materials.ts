import type { Material } from '@babylonjs/core/Materials/material.js';
import { PBRMaterial } from '@babylonjs/core/Materials/PBR/pbrMaterial.js';
import { StandardMaterial } from '@babylonjs/core/Materials/standardMaterial.js';
import { Texture } from '@babylonjs/core/Materials/Textures/texture.js';
import { Color3 } from '@babylonjs/core/Maths/math.color.js';
import type { AbstractMesh } from '@babylonjs/core/Meshes/abstractMesh.js';
import type { Scene } from '@babylonjs/core/scene.js';
import { BoothLight, type BoothLightState } from './booth-light.ts';
import { type Surface, surfaceLooks, surfaceOf } from './surface.ts';

export type MaterialKind = 'plain' | 'physical';

/** Both costumes of one mesh; the physical one is the file's, the plain one is made from it when wanted. */
export interface Wardrobe {
  /** Puts every mesh into this kind of material. True when something changed. */
  wear(kind: MaterialKind): boolean;
  /** Bump maps are turned over with a mirrored picture, or pores become bumps. */
  mirror(mirrored: boolean): void;
  dispose(): void;
}

interface Costume {
  readonly mesh: AbstractMesh;
  readonly physical: Material;
  readonly surface: Surface;
}

export function createWardrobe(
  scene: Scene,
  meshes: readonly AbstractMesh[],
  state: BoothLightState,
): Wardrobe {
  const costumes: Costume[] = [];
  const plain = new Map<Material, StandardMaterial>();
  const prepared = new Set<PBRMaterial>();
  for (const mesh of meshes) {
    const physical = mesh.material;
    if (!physical) continue;
    const surface = surfaceOf(physical.name, mesh.name);
    costumes.push({ mesh, physical, surface });
    if (physical instanceof PBRMaterial && !prepared.has(physical)) {
      preparePhysical(physical, surface, state);
      prepared.add(physical);
    }
  }
  let worn: MaterialKind = 'physical';

  return {
    wear(kind) {
      if (kind === worn) return false;
      worn = kind;
      for (const { mesh, physical, surface } of costumes) {
        if (kind === 'physical' || !(physical instanceof PBRMaterial)) {
          mesh.material = physical;
          if (physical instanceof PBRMaterial) sharpen(physical, 'physical');
          continue;
        }
        const made = plain.get(physical) ?? makePlain(physical, surface, state, scene);
        plain.set(physical, made);
        sharpen(physical, 'plain');
        mesh.material = made;
      }
      return true;
    },
    mirror(mirrored) {
      for (const material of prepared) {
        material.invertNormalMapX = mirrored;
        material.invertNormalMapY = mirrored;
      }
    },
    dispose() {
      // Textures belong to the physical materials, which go with their container.
      for (const material of plain.values()) material.dispose(false, false);
      plain.clear();
    },
  };
}

function preparePhysical(material: PBRMaterial, surface: Surface, state: BoothLightState): void {
  const look = surfaceLooks[surface];
  if (look.roughness !== null && !material.metallicTexture) material.roughness = look.roughness;
  material.metallic = Math.min(material.metallic ?? 0, surface === 'cloth' ? 1 : 0);
  material.albedoColor = material.albedoColor.scale(look.tint);
  material.emissiveColor = Color3.Black();
  material.emissiveTexture = null;
  material.maxSimultaneousLights = 2;
  material.specularIntensity = surface === 'hair' || surface === 'cloth' ? 0.35 : 0.7;
  cutOut(material, surface);
  new BoothLight(material, look, inMouth(surface), state);
}

function makePlain(
  source: PBRMaterial,
  surface: Surface,
  state: BoothLightState,
  scene: Scene,
): StandardMaterial {
  const look = surfaceLooks[surface];
  const material = new StandardMaterial(`${source.name} (plain)`, scene);
  material.diffuseTexture = source.albedoTexture;
  // BoothLight does the lighting: without lamps the emissive colour is what multiplies the texture.
  // preparePhysical has put the tint into the albedo already, and the plugin puts it in again.
  material.disableLighting = true;
  material.emissiveColor = source.albedoColor.scale(1 / look.tint);
  material.specularColor = Color3.Black();
  material.ambientColor = Color3.Black();
  material.backFaceCulling = source.backFaceCulling;
  material.alphaCutOff = source.alphaCutOff;
  material.transparencyMode = source.transparencyMode;
  material.useAlphaFromDiffuseTexture = source.useAlphaFromAlbedoTexture;
  material.alpha = source.alpha;
  new BoothLight(material, look, inMouth(surface), state);
  return material;
}

/** Slanting surfaces read from many texels are sharp, and a processor pays for every one of them. */
function sharpen(material: PBRMaterial, kind: MaterialKind): void {
  for (const texture of material.getActiveTextures()) {
    texture.anisotropicFilteringLevel = kind === 'physical' ? 8 : 1;
    if (texture instanceof Texture)
      texture.updateSamplingMode(
        kind === 'physical' ? Texture.TRILINEAR_SAMPLINGMODE : Texture.LINEAR_LINEAR_MIPNEAREST,
      );
  }
}

/** Hair, lashes and brows are cut out rather than blended: no sorting, no halos on black. */
function cutOut(material: PBRMaterial, surface: Surface): void {
  const blended = material.transparencyMode === PBRMaterial.PBRMATERIAL_ALPHABLEND;
  if (surface === 'hair' && material.transparencyMode !== PBRMaterial.PBRMATERIAL_OPAQUE) {
    material.transparencyMode = PBRMaterial.PBRMATERIAL_ALPHATEST;
    material.alphaCutOff = 0.35;
    material.backFaceCulling = false;
    material.twoSidedLighting = true;
  } else if (blended) {
    // Lashes, brows and corneas keep their soft edge but stay in order.
    material.needDepthPrePass = false;
    material.separateCullingPass = false;
  }
}

const inMouth = (surface: Surface) => surface === 'teeth' || surface === 'tongue';
