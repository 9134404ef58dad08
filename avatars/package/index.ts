export type { BodyMeasures } from './body.ts';
export {
  type Identity,
  identitySchema,
  type Manifest,
  manifestSchema,
  pathFault,
} from './manifest.ts';
export { type AvatarPackage, type OpenedPackage, type OpenOptions, openPackage } from './open.ts';
export { type Packed, type PackFile, pack, readPackFolder } from './pack.ts';
export { type PackageProblem, type PackageProblemCode, packageProblemCodes } from './problem.ts';
export { newSigningKey, publicKeyOf } from './signing.ts';
export { defaultLimits, type PackageLimits } from './unzip.ts';
export { readWav, type WavFacts, writeWav } from './wav.ts';
