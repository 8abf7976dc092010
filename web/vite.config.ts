import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { defineConfig, type Plugin } from 'vite';

const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));

const inWorkers = (file: string): string => fileURLToPath(new URL(`./worker/${file}`, import.meta.url));

/** What stands in for a package whose code comes when it is needed, and the files that alone have the package itself. */
const LATER: Readonly<Record<string, { readonly standIn: string; readonly owners: readonly string[] }>> = {
  'fast-xml-parser': { standIn: inWorkers('xml.ts'), owners: [inWorkers('xml.ts')] },
  'satellite.js': {
    standIn: inWorkers('satellite.ts'),
    owners: [inWorkers('satellite.ts'), inWorkers('sgp4.ts')],
  },
};

const loadLater = (): Plugin => ({
  name: 'load-later',
  enforce: 'pre',
  resolveId(source, importer) {
    const later = LATER[source];
    return later && !later.owners.includes(importer ?? '') ? later.standIn : null;
  },
});

/** The studio as a static site: relative addresses only, so that any folder of any host will do. */
export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  base: './',
  publicDir: false,
  define: { SATQN_VERSION: JSON.stringify(version) },
  build: {
    outDir: fileURLToPath(new URL('../dist/studio', import.meta.url)),
    emptyOutDir: true,
    target: 'es2022',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1500,
    reportCompressedSize: false,
  },
  worker: {
    format: 'es',
    plugins: () => [loadLater()],
    rolldownOptions: {
      // It does not say so itself, and so all of it would come with the part that is always needed.
      treeshake: { moduleSideEffects: [{ test: /\/satellite\.js\/dist\//, sideEffects: false }] },
    },
  },
});
