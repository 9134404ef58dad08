export { type ElectronPlan, electronLaunch, electronMainIn } from './launch.ts';
