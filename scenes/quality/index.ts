export * from './decide.ts';
export * from './meter.ts';
export * from './tiers.ts';
