/** The guide of sampled masters says what the committed rows of its study say. */
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { hybridTable } from '../../scripts/hybrid-table.ts';

const read = (file: string) => readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8');
const guide = read('docs/guides/hybrid.md');
const rows = read('bench/results/hybrid-masters.csv')
  .trim()
  .split(/\r?\n/)
  .map((line) => line.split(','));
const [head = [], ...lines] = rows;
const cell = (line: readonly string[], name: string) => line[head.indexOf(name)]!;

it('its table is that of the summary, over 30 seeds', () => {
  expect(guide).toContain(hybridTable(read('bench/results/hybrid-summary.csv')));
  expect(new Set(lines.map((line) => cell(line, 'seed'))).size).toBe(30);
});

it('no sample is above the exact master, and the sentences below the table hold', () => {
  const lossesOf = (is: (line: readonly string[]) => boolean) =>
    lines.filter((line) => is(line) && cell(line, 'loss') !== '').map((line) => Number(cell(line, 'loss')));
  expect(Math.min(...lossesOf(() => true))).toBeGreaterThan(-1e-6);
  expect(lines.every((line) => cell(line, 'isExact') === 'true')).toBe(true);
  expect(Math.max(...lossesOf((line) => cell(line, 'encoding') === 'envelope'))).toBeLessThan(0.005);
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  for (const encoding of ['slack', 'bounded', 'unbalanced']) {
    for (const [cuts, most] of [
      ['10', 0.003],
      ['25', 0.035],
      ['50', 0.035],
    ]) {
      const own = (sampler: string) =>
        lossesOf(
          (line) =>
            cell(line, 'encoding') === encoding &&
            cell(line, 'cuts') === cuts &&
            cell(line, 'sampler') === sampler,
        );
      expect(mean(own('built-in'))).toBeLessThan(Number(most));
      if (own('single-flips').length > 0) {
        expect(mean(own('single-flips'))).toBeGreaterThan(0.1);
        expect(mean(own('single-flips'))).toBeLessThan(0.17);
      }
    }
  }
});
