/** What the host forks: `fork(fileURLToPath(devicesProcessUrl), { serialization: 'advanced' })`. */
export const devicesProcessUrl = new URL('./process.ts', import.meta.url);

export { type Identified, identifyPort, likelyKind } from './identify.ts';
