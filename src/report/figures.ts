import type { RunRecord } from '../domain/run-record.ts';
import type { Figure } from './figure.ts';
import { drawConvergence } from './figure-convergence.ts';
import { drawRates } from './figure-rates.ts';
import { drawStocks } from './figure-stocks.ts';

/**
 * The figures that a record has the data for: convergence of the bounds, rates per demand, stocks.
 * Transparent SVGs whose ink is `currentColor`.
 * @param width in pixels; from about 320 on
 * @param suffix of the ids inside the SVGs, where a page holds a figure twice
 */
export function figuresOf(record: RunRecord, width = 760, suffix = ''): Figure[] {
  return [drawConvergence, drawRates, drawStocks].flatMap((draw) => draw(record, width, suffix) ?? []);
}
