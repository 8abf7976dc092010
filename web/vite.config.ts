import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { defineConfig, type Plugin } from 'vite';

const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));

const xmlLater = fileURLToPath(new URL('./worker/xml.ts', import.meta.url));

/** The parser of XML comes when there is XML: see worker/xml.ts, which alone has it. */
const loadXmlLater = (): Plugin => ({
  name: 'xml-later',
  enforce: 'pre',
  resolveId: (source, importer) => (source === 'fast-xml-parser' && importer !== xmlLater ? xmlLater : null),
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
  worker: { format: 'es', plugins: () => [loadXmlLater()] },
});
