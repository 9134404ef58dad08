export * from './contract.ts';
export { devicesProcessUrl } from './devices/index.ts';
export {
  cueFadeMs,
  cueLook,
  defaultPatch,
  type Fixture,
  type Look,
  lampsAt,
  lampsFromUniverse,
  type Patch,
  slotLabels,
  universeOf,
} from './lighting/index.ts';
