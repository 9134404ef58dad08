export type { BackOff } from './back-off.ts';
export { type ChildWords, childHealth } from './health.ts';
export {
  type ChildEnd,
  type ChildState,
  type Supervised,
  type SuperviseOptions,
  supervise,
} from './supervise.ts';
