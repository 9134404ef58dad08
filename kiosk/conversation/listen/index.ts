import { fileURLToPath } from 'node:url';

export { type TurnEndSettings, turnEndDefaults } from './turn-end.ts';

/** The speech process: fork it with `{ serialization: 'advanced' }`. */
export const hearingProgram: string = fileURLToPath(new URL('process.ts', import.meta.url));
