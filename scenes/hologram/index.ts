export * from './body.ts';
export type { RendererInfo } from './engine.ts';
export * from './hologram.ts';
export * from './mark-box.ts';
