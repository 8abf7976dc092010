import { FAMILIES } from '../domain/families.ts';
import type { ShadowPrice } from '../domain/run-record.ts';
import type { SolveOptions } from '../lp/solver.ts';
import type { FixedRoutes } from '../methods/fixed-routes.ts';
import { entityName } from '../model/decode.ts';
import type { Layout } from '../model/layout.ts';
import type { Solution } from '../model/solution.ts';

/** How many links, and how many memories, to show. */
export const SHOWN = 5;
/** Candidates to measure: a degenerate dual may promise what no step delivers. */
const MEASURED = 15;
/** A price is shown if a step of 1 % delivers at least this share of what the dual promises. */
const CONFIRMED_SHARE = 0.01;
/** Relative size of the step. */
export const INCREASE = 0.01;
/** Worth of a whole link or memory, as a share of the plan's value, below which a dual is rounding. */
const LEAST_WORTH = 1e-9;

/**
 * The links and memories with the highest LP duals at fixed routes. Each is measured again by solving with 1 % more of
 * it, and the result is sorted by the measured value.
 */
export async function shadowPrices(
  layout: Layout,
  routes: FixedRoutes,
  { selection, objective, prices: { duals, meanings, upperSides } }: Required<Solution>,
  limits: () => SolveOptions,
): Promise<{ links: ShadowPrice[]; memories: ShadowPrice[] }> {
  /** Link or node of a row, whatever its slot: each is shown in the slot where its price is highest. */
  const whereOf = (row: number): string => {
    const meaning = meanings[row];
    if (!meaning || !('entity' in meaning)) return '';
    const [name = ''] = Object.values(entityName(layout, FAMILIES[meaning.constraint].of, meaning.entity));
    return name;
  };
  const highest = (constraint: 'C3' | 'C4'): number[] => {
    const dearest = meanings
      .flatMap((meaning, row) =>
        meaning?.constraint === constraint && duals[row]! * upperSides[row]! > LEAST_WORTH * objective
          ? [row]
          : [],
      )
      .sort((a, b) => duals[a]! - duals[b]! || b - a);
    // Of the rows of one link or node, the last, which is the dearest, stays.
    const rowOf = new Map(dearest.map((row) => [whereOf(row), row]));
    return [...rowOf.values()].sort((a, b) => duals[b]! - duals[a]! || a - b).slice(0, MEASURED);
  };

  const recheck = async (row: number): Promise<ShadowPrice[]> => {
    const meaning = meanings[row];
    const amount = upperSides[row]!;
    const value = await routes.valueWith(selection, row, amount * (1 + INCREASE), limits());
    if (value === null) return [];
    const recheckedPrice = (value - objective) / (amount * INCREASE);
    if (recheckedPrice < CONFIRMED_SHARE * duals[row]!) return [];
    const slot = meaning && 'slot' in meaning ? meaning.slot : 0;
    return [{ where: whereOf(row), slot, amount, price: duals[row]!, recheckedPrice }];
  };

  const measured = async (rows: readonly number[]): Promise<ShadowPrice[]> => {
    const prices: ShadowPrice[] = [];
    for (const row of rows) prices.push(...(await recheck(row)));
    return prices.sort((a, b) => b.recheckedPrice - a.recheckedPrice).slice(0, SHOWN);
  };
  return { links: await measured(highest('C4')), memories: await measured(highest('C3')) };
}
