/**
 * The mark "AI · 数字人": in the picture, mirrored with it, for as long as there is a picture.
 * It has no switch. Height rule: at least 5 % of the shortest side (GB 45438-2025, issue 2 item 7).
 */

import type { Camera } from '@babylonjs/core/Cameras/camera.js';
import { StandardMaterial } from '@babylonjs/core/Materials/standardMaterial.js';
import { DynamicTexture } from '@babylonjs/core/Materials/Textures/dynamicTexture.js';
import { Color3 } from '@babylonjs/core/Maths/math.color.js';
import { CreatePlane } from '@babylonjs/core/Meshes/Builders/planeBuilder.js';
import type { Mesh } from '@babylonjs/core/Meshes/mesh.js';
import type { Scene } from '@babylonjs/core/scene.js';
import hanFontA from '@fontsource/noto-sans-sc/files/noto-sans-sc-117-500-normal.woff2?url';
import hanFontB from '@fontsource/noto-sans-sc/files/noto-sans-sc-118-500-normal.woff2?url';
import latinFont from '@fontsource/noto-sans-sc/files/noto-sans-sc-latin-500-normal.woff2?url';
import type { Viewpoint } from '../optics/index.ts';
import { type MarkBox, markBox, markText } from './mark-box.ts';

const family = 'Rumian Mark';
/** Distance of the drawn mark from the eye, metres: nearer than any person. */
const markDistanceM = 0.6;

/** Loads the app's own type. False: a system font has to do, the mark is drawn all the same. */
export async function loadMarkFont(): Promise<boolean> {
  const faces = [
    new FontFace(family, `url(${latinFont})`, { unicodeRange: 'U+20-7e, U+b7' }),
    new FontFace(family, `url(${hanFontA})`, { unicodeRange: 'U+5b57' }),
    new FontFace(family, `url(${hanFontB})`, { unicodeRange: 'U+6570, U+4eba' }),
  ];
  const loaded = await Promise.allSettled(faces.map((face) => face.load()));
  for (const face of faces) if (face.status === 'loaded') document.fonts.add(face);
  return loaded.every((result) => result.status === 'fulfilled');
}

export interface Mark {
  /** Fits the mark to a picture of this many drawn pixels. */
  layout(widthPx: number, heightPx: number, view: Viewpoint): void;
  /** Draws the letters again, once their type has arrived. */
  redraw(): void;
  /** Where it is, in drawn pixels from the top left of the picture before mirroring (it is centred). */
  readonly box: MarkBox;
}

export function createMark(scene: Scene, camera: Camera): Mark {
  const material = new StandardMaterial('mark', scene);
  material.disableLighting = true;
  material.backFaceCulling = false;
  material.diffuseColor = Color3.Black();
  material.specularColor = Color3.Black();
  material.emissiveColor = Color3.Black();
  const plane: Mesh = CreatePlane('mark', { size: 1 }, scene);
  plane.parent = camera;
  plane.material = material;
  plane.renderingGroupId = 1;
  plane.alwaysSelectAsActiveMesh = true;
  let texture: DynamicTexture | null = null;
  let box: MarkBox = { xPx: 0, yPx: 0, widthPx: 0, heightPx: 0, textHeightPx: 0 };

  return {
    get box() {
      return box;
    },
    redraw() {
      if (texture) drawMark(texture, box);
    },
    layout(widthPx, heightPx, view) {
      const next = markBox(widthPx, heightPx);
      if (!texture || next.widthPx !== box.widthPx || next.heightPx !== box.heightPx) {
        texture?.dispose();
        texture = new DynamicTexture(
          'mark',
          { width: next.widthPx, height: next.heightPx },
          scene,
          false,
        );
        texture.hasAlpha = true;
        drawMark(texture, next);
        material.emissiveTexture = texture;
        material.opacityTexture = texture;
      }
      box = next;
      const window = view.window;
      const shrink = markDistanceM / view.distanceM;
      const metresPerPixelX = ((window.rightM - window.leftM) / widthPx) * shrink;
      const metresPerPixelY = ((window.topM - window.bottomM) / heightPx) * shrink;
      const centreX = next.xPx + next.widthPx / 2 - widthPx / 2;
      const fromBottom = heightPx - next.yPx - next.heightPx / 2;
      plane.scaling.set(next.widthPx * metresPerPixelX, next.heightPx * metresPerPixelY, 1);
      plane.position.set(
        centreX * metresPerPixelX,
        (window.bottomM - view.eyeHeightM) * shrink + fromBottom * metresPerPixelY,
        scene.useRightHandedSystem ? -markDistanceM : markDistanceM,
      );
    },
  };
}

function drawMark(texture: DynamicTexture, box: MarkBox): void {
  const context = texture.getContext() as CanvasRenderingContext2D;
  context.clearRect(0, 0, box.widthPx, box.heightPx);
  // Han glyphs fill about 0.92 of the em square: the em is set so that the glyph meets the rule.
  context.font = `500 ${box.textHeightPx / 0.92}px "${family}", sans-serif`;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  // A soft dark ground, so that it reads on a light coat as well as on black.
  context.shadowColor = 'rgba(0, 0, 0, 0.9)';
  context.shadowBlur = box.textHeightPx * 0.3;
  context.fillStyle = 'rgb(0, 0, 0)';
  for (let pass = 0; pass < 3; pass += 1)
    context.fillText(markText, box.widthPx / 2, box.heightPx / 2);
  context.shadowBlur = 0;
  context.fillStyle = 'rgb(196, 186, 170)';
  context.fillText(markText, box.widthPx / 2, box.heightPx / 2);
  texture.update(true);
}
