export { seeded, type WireFault, wireFaults } from './faults.ts';
export {
  type Simulated,
  type SimulatedDevice,
  type SimulatedRadar,
  type SimulatedWidget,
  type SimulatorFault,
  type SimulatorOptions,
  simulateRadar,
  simulateWidget,
} from './simulators.ts';
export { comeTalkAndGo, comeTalkAndGoMs, readWalk, type WalkFault } from './walks.ts';
