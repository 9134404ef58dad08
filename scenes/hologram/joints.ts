import { Quaternion } from '@babylonjs/core/Maths/math.vector.js';
import type { TransformNode } from '@babylonjs/core/Meshes/transformNode.js';
import type { JointAngles, JointName } from '../../avatars/behaviour/index.ts';

/** Joints in the order they are sought; names as Mixamo has them, with or without its prefix. */
export const jointNames: readonly JointName[] = [
  'Hips',
  'Spine',
  'Spine1',
  'Spine2',
  'Neck',
  'Head',
  'LeftEye',
  'RightEye',
  'LeftShoulder',
  'RightShoulder',
  'LeftArm',
  'RightArm',
  'LeftForeArm',
  'RightForeArm',
];

export interface Joint {
  readonly name: JointName;
  /** Adds angles about the person's own axes to the rest pose. Null: rest. */
  turn(angles: JointAngles | undefined): void;
}

/**
 * A joint that turns about the person's axes whatever the bone's own axes are: with P the parent's
 * rest rotation in the person's space and L the bone's own, the turned bone is (P⁻¹ R P) L.
 */
export function bindJoint(name: JointName, node: TransformNode, root: TransformNode): Joint {
  const own = restRotation(node).clone();
  const parent = Quaternion.Identity();
  for (
    let at = node.parent as TransformNode | null;
    at && at !== root.parent;
    at = at.parent as TransformNode | null
  ) {
    // Quaternion products read right to left here: the outermost rotation ends up leftmost.
    restRotation(at).multiplyToRef(parent, parent);
  }
  const parentInverse = Quaternion.Inverse(parent);
  const turned = new Quaternion();
  const result = own.clone();
  node.rotationQuaternion = result;
  return {
    name,
    turn(angles) {
      if (!angles) {
        result.copyFrom(own);
        return;
      }
      // Person's axes: x to the left hand, y up, z forward. Left yaw +y, down pitch +x, left roll -z.
      Quaternion.RotationYawPitchRollToRef(angles.yaw, angles.pitch, -angles.roll, turned);
      turned.multiplyToRef(parent, turned);
      parentInverse.multiplyToRef(turned, turned);
      turned.multiplyToRef(own, result);
    },
  };
}

function restRotation(node: TransformNode): Quaternion {
  return node.rotationQuaternion ?? Quaternion.FromEulerVector(node.rotation);
}
