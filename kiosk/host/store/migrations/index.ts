import { firstTables } from './001-first-tables.ts';
import { turnsByTime } from './002-turns-by-time.ts';
import type { Migration } from './migration.ts';

export type { Migration } from './migration.ts';
export const migrations: readonly Migration[] = [firstTables, turnsByTime];
