import type { RunRecord } from '../domain/run-record.ts';
import { formatNumber } from './numbers.ts';

interface TelescopePrice {
  readonly node: string;
  /** Σ over slots of the price of P1, pairs/s of Σ α y. */
  readonly worth: number;
  /** The slot of the highest price, and that price. */
  readonly slot: number;
  readonly highest: number;
}

/** How many nodes to show. */
const SHOWN = 3;
/** Share of the bound below which a price is rounding. */
const LEAST_WORTH = 1e-9;

/** The nodes where one more telescope would be worth most, by the prices of the LP relaxation. */
export function telescopePrices({ relaxation }: Pick<RunRecord, 'relaxation'>): readonly TelescopePrice[] {
  const byNode = new Map<string, TelescopePrice>();
  for (const { node, slot, price } of relaxation.prices?.p1 ?? []) {
    const { worth, highest, ...before } = byNode.get(node) ?? { worth: 0, highest: 0, slot };
    byNode.set(node, {
      node,
      worth: worth + price,
      highest: Math.max(highest, price),
      slot: price > highest ? slot : before.slot,
    });
  }
  return [...byNode.values()]
    .filter(({ worth }) => worth > LEAST_WORTH * Math.abs(relaxation.bound ?? 0))
    .sort((a, b) => b.worth - a.worth || (a.node < b.node ? -1 : 1))
    .slice(0, SHOWN);
}

/** One sentence per node, the most valuable first. */
export const telescopeSentences = (record: Pick<RunRecord, 'relaxation'>): string[] =>
  telescopePrices(record).map(
    ({ node, worth, slot, highest }) =>
      `One more telescope on ${node} is worth up to ${formatNumber(worth)} pairs/s of Σ α y over all slots, ${formatNumber(highest)} of them in slot ${slot + 1} (price of the LP relaxation).`,
  );
