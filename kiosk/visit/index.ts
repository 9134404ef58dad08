export * from './events.ts';
export { type VisitContext, visitMachine } from './machine.ts';
export * from './view.ts';
