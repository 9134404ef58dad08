import type { Migration } from './migration.ts';

export const turnsByTime: Migration = {
  version: 2,
  reason: 'Erasing by age and a visitor’s wish to be forgotten look turns up by time and by visit.',
  sql: `
    CREATE INDEX turns_by_time ON turns (at_ms);
    CREATE INDEX turns_by_visit ON turns (visit_id);
    ALTER TABLE turns ADD COLUMN words_erased_ms INTEGER;
  `,
};
