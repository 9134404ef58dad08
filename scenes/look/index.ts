export * from './booth-light.ts';
export * from './fade.ts';
export * from './lights.ts';
export * from './materials.ts';
export * from './presets.ts';
export * from './surface.ts';
