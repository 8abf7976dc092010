/**
 * Writes the table and the figure of docs/guides/hybrid.md from the results of the study hybrid:
 * `npx tsx scripts/generate-hybrid.ts [directory of the study, default runs/hybrid-study]`.
 */
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { hybridTable } from './hybrid-table.ts';

const directory = process.argv[2] ?? 'runs/hybrid-study';
const guide = new URL('../docs/guides/hybrid.md', import.meta.url);
const results = new URL('../bench/results/', import.meta.url);
copyFileSync(join(directory, 'masters.csv'), new URL('hybrid-masters.csv', results));
copyFileSync(join(directory, 'masters-summary.csv'), new URL('hybrid-summary.csv', results));
copyFileSync(join(directory, 'masters.svg'), new URL('../docs/images/hybrid.svg', import.meta.url));
const table = hybridTable(readFileSync(new URL('hybrid-summary.csv', results), 'utf8'));
const text = readFileSync(guide, 'utf8');
writeFileSync(
  guide,
  text.replace(/(<!-- begin masters -->\n)[\s\S]*(<!-- end masters -->)/, `$1${table}\n$2`),
);
