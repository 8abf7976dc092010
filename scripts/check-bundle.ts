/** Checks that what a browser loads on a first visit to the studio, compressed, stays within its budget. */
import { firstLoad } from './first-load.ts';

/** JavaScript and CSS of the page and of the reader worker, gzip; planner and solver are loaded with the first plan. */
const BUDGET_BYTES = 250_000;

const files = firstLoad(new URL('../dist/studio/', import.meta.url));
const total = files.reduce((sum, { bytes }) => sum + bytes, 0);
for (const { file, bytes } of files) console.log(`${String(bytes).padStart(8)}  ${file}`);
console.log(`${String(total).padStart(8)}  of ${BUDGET_BYTES} bytes, gzip`);
if (total > BUDGET_BYTES) {
  console.error('The studio is larger than its budget.');
  process.exit(1);
}
