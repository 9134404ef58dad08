import type { AbstractMesh } from '@babylonjs/core/Meshes/abstractMesh.js';
import type { MorphTarget } from '@babylonjs/core/Morph/morphTarget.js';
import type { MorphTargetManager } from '@babylonjs/core/Morph/morphTargetManager.js';

/** All morph targets of one name, over all meshes. */
export interface Shape {
  readonly name: string;
  readonly targets: readonly MorphTarget[];
}

export interface Shapes {
  /** Sets every shape: a name that is not given is at rest. Names the body lacks are passed over. */
  apply(weights: Readonly<Record<string, number>>): void;
  readonly names: readonly string[];
}

// Below this a weight moves nothing anybody can see; at exactly zero a target costs nothing to draw.
const invisible = 1 / 512;

export function bindShapes(meshes: readonly AbstractMesh[]): Shapes {
  const byName = new Map<string, MorphTarget[]>();
  const managers = new Set<MorphTargetManager>();
  for (const mesh of meshes) {
    const manager = mesh.morphTargetManager;
    if (!manager || managers.has(manager)) continue;
    managers.add(manager);
    fixInfluencers(manager);
    for (let index = 0; index < manager.numTargets; index += 1) {
      const target = manager.getTarget(index);
      byName.set(target.name, [...(byName.get(target.name) ?? []), target]);
    }
  }
  const shapes: Shape[] = [...byName].map(([name, targets]) => ({ name, targets }));
  const held = [...managers];
  return {
    names: shapes.map((shape) => shape.name),
    apply(weights) {
      for (const manager of held) manager.areUpdatesFrozen = true;
      for (const { name, targets } of shapes) {
        const asked = weights[name] ?? 0;
        const weight = asked < invisible ? 0 : Math.min(asked, 1);
        for (const target of targets) target.influence = weight;
      }
      for (const manager of held) manager.areUpdatesFrozen = false;
    },
  };
}

/**
 * One shader for the whole life of the mesh: it is compiled for all its targets, and loops only over
 * those that are not zero. The loader draws all of them every frame; and Babylon would otherwise
 * look for another shader each time a weight leaves or reaches zero, so its watch on single targets
 * is taken off: `areUpdatesFrozen = false` above is what tells the manager, once a frame.
 */
function fixInfluencers(manager: MorphTargetManager): void {
  manager.numMaxInfluencers = manager.numTargets;
  manager.optimizeInfluencers = true;
  for (let index = 0; index < manager.numTargets; index += 1)
    manager.getTarget(index).onInfluenceChanged.clear();
}
