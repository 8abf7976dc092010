/** Holds the studio to its budget: what a browser has to load before it shows something, compressed. */
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

/** JavaScript and CSS, gzip; the solver and what comes later are not counted. */
const BUDGET_BYTES = 250_000;

const site = new URL('../dist/studio/', import.meta.url);
const page = readFileSync(new URL('index.html', site), 'utf8');
const initial = [...page.matchAll(/(?:src|href)="\.\/([^"]+\.(?:js|css))"/g)].map((match) => match[1]!);
// The workers for reading a scenario and the coastlines come at once, too.
const workers = readFileSync(new URL(initial.find((file) => file.endsWith('.js'))!, site), 'utf8').match(
  /(?:desk|land)-[\w-]+\.js/g,
);
const files = [
  ...new Set([...initial, ...(workers ?? []).map((file) => `assets/${file.replace(/^assets\//, '')}`)]),
];
const sizes = files.map((file) => ({ file, bytes: gzipSync(readFileSync(new URL(file, site))).length }));
const total = sizes.reduce((sum, { bytes }) => sum + bytes, 0);
for (const { file, bytes } of sizes) console.log(`${String(bytes).padStart(8)}  ${file}`);
console.log(`${String(total).padStart(8)}  of ${BUDGET_BYTES} bytes, gzip`);
if (files.length < 4 || total > BUDGET_BYTES) {
  console.error('The studio is larger than its budget, or its parts were not found.');
  process.exit(1);
}
