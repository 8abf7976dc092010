/**
 * Draws docs/images/eurasia-rates.svg from the run of `npm start`:
 * `npm start && npx tsx scripts/make-figures.ts [run.json]`.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { parseRunRecord } from '../src/io/run-record.ts';
import { figuresOf } from '../src/report/figures.ts';

const run = process.argv[2] ?? new URL('../runs/eurasia/run.json', import.meta.url);
const record = parseRunRecord(readFileSync(run, 'utf8'));
const figure = figuresOf(record).find(({ name }) => name === 'rates');
if (!figure) throw new Error('The run holds no plan.');

// As an image the figure knows nothing of the page that it stands on, so it brings its own paper and ink.
const image = figure.svg.replace(
  /<svg[^>]*>/,
  (tag) => `${tag.replace(/>$/, ' color="#1f2328">')}<rect width="100%" height="100%" fill="#ffffff"/>`,
);
const file = new URL('../docs/images/eurasia-rates.svg', import.meta.url);
mkdirSync(new URL('.', file), { recursive: true });
writeFileSync(file, `${image}\n`);
