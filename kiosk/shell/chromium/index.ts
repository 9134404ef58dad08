export { type ChromiumPlan, chromiumLaunch } from './launch.ts';
