export * from './contract.ts';
export { devicesProcessUrl, type Identified, identifyPort, likelyKind } from './devices/index.ts';
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
export {
  type FoundPort,
  type ListPorts,
  listSerialPorts,
  openSerialPort,
  systemClock,
} from './link/index.ts';
export {
  comeTalkAndGo,
  comeTalkAndGoMs,
  readWalk,
  type SimulatedRadar,
  type SimulatedWidget,
  simulateRadar,
  simulateWidget,
} from './simulate/index.ts';
