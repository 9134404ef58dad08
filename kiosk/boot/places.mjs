/** Where things lie. `RUMIAN_VAR` moves everything that changes. */
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../../', import.meta.url)).replace(/[\\/]$/, '');
export const varDir = process.env.RUMIAN_VAR ? resolve(process.env.RUMIAN_VAR) : join(root, 'var');
