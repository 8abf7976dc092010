import { FAMILIES } from '../domain/families.ts';
import type { ShadowPrice, ShadowPrices } from '../domain/run-record.ts';
import type { SolveOptions } from '../lp/solver.ts';
import type { FixedRoutes } from '../methods/fixed-routes.ts';
import { entityName } from '../model/decode.ts';
import type { Layout } from '../model/layout.ts';
import type { Solution } from '../model/solution.ts';

/** How many links, memories and nodes with modes to show. */
export const SHOWN = 5;
/** Candidates to measure: a degenerate dual may promise what no step delivers. */
const MEASURED = 15;
/** A price is shown if a step of 1 % delivers at least this share of what the dual promises. */
const CONFIRMED_SHARE = 0.01;
/** Relative size of the step. */
export const INCREASE = 0.01;
/** Worth of a whole link or memory, as a share of the plan's value, below which a dual is rounding. */
const LEAST_WORTH = 1e-9;

/** A family of which prices are shown. */
type PricedFamily = 'C3' | 'C4' | 'C8';

/** Rows that grow together, and what their duals promise for one more unit of all of them. */
interface Candidate {
  readonly rows: readonly number[];
  readonly where: string;
  readonly slot: number;
  readonly amount: number;
  readonly price: number;
}

/**
 * The links, memories and modes with the highest LP duals at fixed routes. Each is measured again by solving with 1 % more of
 * it, and the result is sorted by the measured value. A node has its modes when a slot begins and when it ends, so both rows
 * of C8 grow together, and their duals add up.
 */
export async function shadowPrices(
  layout: Layout,
  routes: FixedRoutes,
  { selection, objective, prices: { duals, meanings, upperSides } }: Required<Solution>,
  limits: () => SolveOptions,
): Promise<ShadowPrices> {
  const highest = (constraint: PricedFamily): Candidate[] => {
    const found = new Map<string, Candidate>();
    meanings.forEach((meaning, row) => {
      if (meaning?.constraint !== constraint) return;
      // Only rows of C8 have a twin.
      if (constraint !== 'C8' && !(duals[row]! > 0)) return;
      const { slot } = meaning;
      const [where = ''] = Object.values(entityName(layout, FAMILIES[constraint].of, meaning.entity));
      const key = `${slot} ${where}`;
      const known = found.get(key);
      const rows = [...(known?.rows ?? []), row];
      const price = (known?.price ?? 0) + duals[row]!;
      found.set(key, { rows, where, slot, amount: upperSides[row]!, price });
    });
    const dearest = [...found.values()]
      .filter(({ price, amount }) => price * amount > LEAST_WORTH * objective)
      .sort((a, b) => b.price - a.price || a.rows[0]! - b.rows[0]!);
    // Each link or node is shown in the slot where its price is highest.
    const shown = new Map<string, Candidate>();
    for (const candidate of dearest) {
      if (!shown.has(candidate.where)) shown.set(candidate.where, candidate);
    }
    return [...shown.values()].slice(0, MEASURED);
  };

  const recheck = async ({ rows, where, slot, amount, price }: Candidate): Promise<ShadowPrice[]> => {
    const value = await routes.valueWith(selection, rows, amount * (1 + INCREASE), limits());
    if (value === null) return [];
    const recheckedPrice = (value - objective) / (amount * INCREASE);
    if (recheckedPrice < CONFIRMED_SHARE * price) return [];
    return [{ where, slot, amount, price, recheckedPrice }];
  };

  const measured = async (constraint: PricedFamily): Promise<ShadowPrice[]> => {
    const prices: ShadowPrice[] = [];
    for (const candidate of highest(constraint)) prices.push(...(await recheck(candidate)));
    return prices.sort((a, b) => b.recheckedPrice - a.recheckedPrice).slice(0, SHOWN);
  };
  const [links, memories] = [await measured('C4'), await measured('C3')];
  const isLimited = layout.problem.topology.nodes.some(({ memoryModes }) => memoryModes !== undefined);
  return { links, memories, ...(isLimited && { modes: await measured('C8') }) };
}
