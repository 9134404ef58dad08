import '@babylonjs/loaders/glTF/2.0/Extensions/EXT_texture_webp.js';
import '@babylonjs/loaders/glTF/2.0/Extensions/KHR_materials_specular.js';
import '@babylonjs/loaders/glTF/2.0/Extensions/KHR_mesh_quantization.js';
import '@babylonjs/loaders/glTF/2.0/Extensions/KHR_texture_transform.js';
import '@babylonjs/loaders/glTF/2.0/glTFLoader.js';
import '@babylonjs/loaders/glTF/glTFFileLoader.js';
import { LoadAssetContainerAsync } from '@babylonjs/core/Loading/sceneLoader.js';
import type { AbstractMesh } from '@babylonjs/core/Meshes/abstractMesh.js';
import { TransformNode } from '@babylonjs/core/Meshes/transformNode.js';
import type { Scene } from '@babylonjs/core/scene.js';
import type { BodyTick } from '../../avatars/behaviour/index.ts';
import { type BoothLightState, createWardrobe, type MaterialKind } from '../look/index.ts';
import { bindJoint, type Joint, jointNames } from './joints.ts';
import { bindShapes } from './shapes.ts';

/** One loaded person, ready to be moved. */
export interface Body {
  readonly shapeNames: readonly string[];
  readonly jointNames: readonly string[];
  /** From the floor to the top of the hair, metres. */
  readonly heightM: number;
  /** Moves the whole body; no allocation. */
  apply(tick: BodyTick): void;
  /** Changes materials; resolves when everything can be drawn without a gap. */
  wear(kind: MaterialKind): Promise<void>;
  mirror(mirrored: boolean): void;
  show(shown: boolean): void;
  /** Frees meshes, textures, skeletons and materials. */
  dispose(): void;
}

/**
 * Loads a GLB: Mixamo bone names with or without prefix, shapes named by `extras.targetNames`,
 * metres, facing +z, feet at y = 0. Throws what the loader throws, and AbortError on `signal`.
 */
export async function loadBody(
  scene: Scene,
  url: string,
  state: BoothLightState,
  materials: MaterialKind,
  signal: AbortSignal,
): Promise<Body> {
  const container = await LoadAssetContainerAsync(url, scene, {
    pluginExtension: '.glb',
    // Textures stay as stored: plain materials work in the screen's own values.
    pluginOptions: {
      gltf: { useSRGBBuffers: false, loadNodeAnimations: false, compileMaterials: false },
    },
  });
  if (signal.aborted) {
    container.dispose();
    throw signal.reason;
  }
  const root = new TransformNode('person', scene);
  const meshes: AbstractMesh[] = container.meshes.filter((mesh) => mesh.getTotalVertices() > 0);
  for (const light of [...container.lights]) light.dispose();
  for (const camera of [...container.cameras]) camera.dispose();
  for (const group of container.animationGroups) group.stop();
  const wardrobe = createWardrobe(scene, meshes, state);
  const shapes = bindShapes(meshes);
  const joints = findJoints([...container.transformNodes], root);
  for (const mesh of meshes) {
    mesh.isPickable = false;
    // Morphs and bones move the surface out of its resting box; a lost head is worse than a lost cull.
    mesh.alwaysSelectAsActiveMesh = true;
  }
  const roots = container.rootNodes.filter((node) => node instanceof TransformNode);
  // A processor reads a bone from an array far faster than from a texture (19 000 vertices a picture).
  for (const skeleton of container.skeletons)
    skeleton.useTextureToStoreBoneMatrices = materials === 'physical';
  container.addAllToScene();
  for (const node of roots) node.parent = root;
  root.setEnabled(false);
  let worn = Promise.resolve();
  return {
    shapeNames: shapes.names,
    jointNames: joints.map((joint) => joint.name),
    heightM: heightOf(meshes),
    apply(tick) {
      shapes.apply(tick.shapes);
      for (const joint of joints) joint.turn(tick.joints[joint.name]);
    },
    wear(kind) {
      worn = worn.then(async () => {
        wardrobe.wear(kind);
        await Promise.all(meshes.map((mesh) => mesh.material?.forceCompilationAsync(mesh)));
      });
      return worn;
    },
    mirror: wardrobe.mirror,
    show(shown) {
      root.setEnabled(shown);
    },
    dispose() {
      wardrobe.dispose();
      container.dispose();
      root.dispose(false, true);
    },
  };
}

function findJoints(nodes: readonly TransformNode[], root: TransformNode): Joint[] {
  const byName = new Map(nodes.map((node) => [node.name.replace(/^mixamorig\d*:?/, ''), node]));
  return jointNames.flatMap((name) => {
    const node = byName.get(name);
    return node ? [bindJoint(name, node, root)] : [];
  });
}

function heightOf(meshes: readonly AbstractMesh[]): number {
  let top = 0;
  for (const mesh of meshes) {
    mesh.computeWorldMatrix(true);
    top = Math.max(top, mesh.getBoundingInfo().boundingBox.maximumWorld.y);
  }
  return top > 0.3 ? top : 1.65;
}
