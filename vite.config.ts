/**
 * One browser app per run: `RUMIAN_APP=stage|panel|console vite build` (or `vite` while working on it).
 * `electron` bundles Electron's main file, whose own Node is not ours to choose.
 * Everything is a local file and nothing is inline, so the pages hold under a strict content policy.
 */
import { join, resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig, type UserConfig } from 'vite';

const here = import.meta.dirname;
const out = resolve(
  process.env.RUMIAN_WEB_OUT ?? join(process.env.RUMIAN_VAR ?? join(here, 'var'), 'web'),
);

function page(app: 'stage' | 'panel' | 'console'): UserConfig {
  return {
    root: join(here, 'kiosk', app),
    base: `/${app}/`,
    plugins: [react()],
    worker: { format: 'es' },
    build: {
      outDir: join(out, app),
      emptyOutDir: true,
      target: 'es2024',
      // A data: URL would need holes in the content policy.
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      // Babylon is large, and it is read from the same disk.
      chunkSizeWarningLimit: 8_000,
      reportCompressedSize: false,
    },
  };
}

function electronMain(): UserConfig {
  return {
    root: here,
    publicDir: false,
    ssr: { noExternal: true, external: ['electron'], target: 'node' },
    build: {
      ssr: join(here, 'kiosk/shell/electron/main.ts'),
      outDir: join(out, 'electron'),
      emptyOutDir: true,
      target: 'es2024',
      minify: false,
      rolldownOptions: { output: { entryFileNames: 'main.mjs', format: 'es' } },
    },
  };
}

export default defineConfig(() => {
  const app = process.env.RUMIAN_APP;
  switch (app) {
    case 'stage':
    case 'panel':
    case 'console':
      return page(app);
    case 'electron':
      return electronMain();
    default:
      throw new Error(
        `RUMIAN_APP is ${app ?? 'not set'}: set it to stage, panel, console or electron, for example RUMIAN_APP=panel npx vite`,
      );
  }
});
