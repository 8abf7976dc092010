/**
 * Draws docs/images/eurasia-rates.svg from the run of `npm start`:
 * `npm start && npx tsx scripts/make-figures.ts [run.json]`.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { parseRunRecord } from '../src/io/run-record.ts';
import { figuresOf } from '../src/report/figures/figures.ts';

const run = process.argv[2] ?? new URL('../runs/eurasia/run.json', import.meta.url);
const record = parseRunRecord(readFileSync(run, 'utf8'));
const figure = figuresOf(record).find(({ name }) => name === 'rates');
if (!figure) throw new Error('The run holds no plan.');

// An image does not inherit the colours of its page, so the figure brings its own.
const PAPER = '<rect x="-12" y="-12" width="200%" height="200%" fill="#ffffff"/>';
const padded = (_: string, width: string, height: string) =>
  ` viewBox="-12 -12 ${Number(width) + 24} ${Number(height) + 24}"`;
const image = figure.svg.replace(
  /<svg[^>]*>/,
  (tag) => `${tag.replace(/ viewBox="0 0 (\d+) (\d+)"/, padded).replace(/>$/, ' color="#1f2328">')}${PAPER}`,
);
const file = new URL('../docs/images/eurasia-rates.svg', import.meta.url);
mkdirSync(new URL('.', file), { recursive: true });
writeFileSync(file, `${image}\n`);
