/** All that is drawn: a person on black, the light on them, the window they stand in, the mark. */
export * from './hologram/index.ts';
export * from './look/index.ts';
export * from './optics/index.ts';
export * from './quality/index.ts';
