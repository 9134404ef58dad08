/**
 * `npm run bench` lists the benches, `npm run bench -- <name>` runs one: a table for people, then one
 * line of JSON. A bench is a folder here whose index.ts exports `bench` (see contract.ts).
 */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Bench } from './contract.ts';
import { machine } from './machine.ts';

async function findBenches(): Promise<Bench[]> {
  const folders = readdirSync(import.meta.dirname, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => join(import.meta.dirname, entry.name, 'index.ts'))
    .filter((file) => existsSync(file))
    .sort();
  const modules = await Promise.all(
    folders.map((file) => import(pathToFileURL(file).href) as Promise<{ bench?: Bench }>),
  );
  return modules.flatMap(({ bench }) => (bench ? [bench] : []));
}

async function main(words: readonly string[]): Promise<number> {
  const benches = await findBenches();
  const [name] = words;
  if (name === undefined || name === '--help' || name === '-h') {
    console.log('npm run bench -- <name>\n');
    for (const bench of benches) console.log(`  ${bench.name.padEnd(10)} ${bench.title}`);
    return 0;
  }
  const bench = benches.find((one) => one.name === name);
  if (!bench) {
    console.error(
      `There is no bench “${name}”. There are: ${benches.map((one) => one.name).join(', ')}.`,
    );
    return 2;
  }
  const stop = new AbortController();
  process.once('SIGINT', () => stop.abort(new Error('stopped by Ctrl-C')));
  // Taken before the bench makes the machine busy itself.
  const hardware = machine();
  const result = await bench.run({ say: (line) => console.error(line), signal: stop.signal });
  console.log(`${bench.title}\n\n${result.table}\n`);
  console.log(JSON.stringify({ bench: bench.name, ...result.json, hardware }));
  return 0;
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  console.error(
    `The bench did not finish: ${error instanceof Error ? error.message : String(error)}`,
  );
  process.exitCode = 1;
}
