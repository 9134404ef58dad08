export type * from './contract.ts';
export { createPerformer, type PerformerParts, type Speech, type StageOutput } from './perform.ts';
export { type Answering, type PlanInput, planReply, type Safeguard } from './plan.ts';
