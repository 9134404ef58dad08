export { systemClock } from './clock.ts';
export {
  type Clock,
  type Driver,
  type Link,
  type LinkOptions,
  type LinkSnapshot,
  type Received,
  superviseLink,
} from './link.ts';
export {
  type FoundPort,
  type ListPorts,
  listSerialPorts,
  type OpenPort,
  openSerialPort,
  type Port,
  type PortListing,
  type PortOptions,
} from './port.ts';
export {
  type LinkProblem,
  type LinkProblemCode,
  linkProblem,
  type ProblemWords,
} from './problem.ts';
export { countRate, newRate, type RateMeter, rateHz } from './rate.ts';
export { defaultTiming, type LinkTiming } from './state.ts';
