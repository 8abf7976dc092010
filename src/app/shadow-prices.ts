import type { ShadowPrice } from '../domain/run-record.ts';
import type { SolveOptions } from '../lp/solver.ts';
import type { FixedRouteSolution, FixedRoutes } from '../methods/fixed-routes.ts';
import type { Layout } from '../model/layout.ts';

/** How many links, and how many memories, are worth a reader's attention. */
const SHOWN = 5;
const INCREASE = 0.01;

/**
 * The links and memories with the highest LP duals at fixed routes, each measured again by
 * solving with 1 % more of it. A degenerate dual promises more than the step gives; a price
 * that the step does not confirm in sign is left out.
 */
export async function shadowPrices(
  layout: Layout,
  routes: FixedRoutes,
  solution: FixedRouteSolution,
  limits: () => SolveOptions,
): Promise<{ links: ShadowPrice[]; memories: ShadowPrice[] }> {
  const { problem } = layout;
  const highest = (constraint: 'C3' | 'C4'): number[] =>
    solution.meanings
      .flatMap((meaning, row) =>
        meaning.constraint === constraint && solution.duals[row]! > 1e-9 && routes.upperSide(row) > 0
          ? [row]
          : [],
      )
      .sort((a, b) => solution.duals[b]! - solution.duals[a]! || a - b)
      .slice(0, SHOWN);

  const recheck = async (row: number): Promise<ShadowPrice[]> => {
    const meaning = solution.meanings[row]!;
    const amount = routes.upperSide(row);
    const value = await routes.valueWith(solution.selection, row, amount * (1 + INCREASE), limits());
    if (value === null) return [];
    const recheckedPrice = (value - solution.objective) / (amount * INCREASE);
    if (recheckedPrice <= 1e-9) return [];
    const where =
      meaning.constraint === 'C4'
        ? problem.topology.links[meaning.link]!.id
        : meaning.constraint === 'C3'
          ? problem.storageNodes[meaning.storageNode]!.node
          : '';
    const slot = 'slot' in meaning ? meaning.slot : 0;
    return [{ where, slot, amount, price: solution.duals[row]!, recheckedPrice }];
  };

  const prices = { links: [] as ShadowPrice[], memories: [] as ShadowPrice[] };
  for (const row of highest('C4')) prices.links.push(...(await recheck(row)));
  for (const row of highest('C3')) prices.memories.push(...(await recheck(row)));
  return prices;
}
