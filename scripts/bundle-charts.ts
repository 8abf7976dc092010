/**
 * Bundles what `dist/report/chart.js` uses of the charts library into that file: a few hundred kilobytes instead of a
 * dependency of 67 MB. Part of `npm run build`.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build, type Plugin } from 'vite';

const report = fileURLToPath(new URL('../dist/report/', import.meta.url));
const entry = `${report}chart.js`;

/** Passes on the compiler's map, so that the map of the bundle leads to the TypeScript source. */
const compiled: Plugin = {
  name: 'map-of-the-compiler',
  load: (id) =>
    id === entry ? { code: readFileSync(entry, 'utf8'), map: readFileSync(`${entry}.map`, 'utf8') } : null,
};

await build({
  configFile: false,
  logLevel: 'warn',
  plugins: [compiled],
  // Leave out the library's advice for developers.
  define: { 'process.env.NODE_ENV': '"production"' },
  build: {
    lib: { entry, formats: ['es'], fileName: () => 'chart.js' },
    outDir: report,
    emptyOutDir: false,
    minify: true,
    sourcemap: true,
    // Other files of this folder stay separate.
    rollupOptions: { external: (id, importer) => importer === entry && id.startsWith('./') },
  },
});

/** Licences that have to come with the bundle. */
const BUNDLED = ['echarts/LICENSE', 'echarts/NOTICE', 'zrender/LICENSE', 'tslib/LICENSE.txt'];
const texts = BUNDLED.map((file) => {
  const text = readFileSync(new URL(`../node_modules/${file}`, import.meta.url), 'utf8');
  return `${file}\n\n${text.trim()}\n`;
});
writeFileSync(`${report}chart.licences.txt`, texts.join('\n\n'));
