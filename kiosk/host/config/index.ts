export {
  type ConfigOutcome,
  type ConfigOverrides,
  type ConfigWarning,
  loadConfig,
  problemLines,
} from './load.ts';
export type { ConfigProblem } from './problems.ts';
export { type BoothConfig, boothJsonSchema } from './schema.ts';
