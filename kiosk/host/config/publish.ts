/** Writes docs/booth.schema.json: `node kiosk/host/config/publish.ts && biome check --write docs/booth.schema.json`. */
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { boothJsonSchema } from './schema.ts';

const target = fileURLToPath(new URL('../../../docs/booth.schema.json', import.meta.url));
writeFileSync(target, `${JSON.stringify(boothJsonSchema(), null, 2)}\n`);
