import type { Offer } from '../domain/problem.ts';
import { type Purification, purify } from '../physics/purification.ts';
import { fidelityOf } from '../physics/swapping.ts';
import type { Scenario } from '../scenario/schema/scenario.ts';

/** A path with more base pairs per delivered pair than this counts as out of reach. */
const LARGEST_COST = 1e6;

/** 1/q^J with J joins between the hops; the joins inside a sub-path were paid for when it was filled. */
export const swapLosses = (hops: number, swapSuccess: number): number => 1 / swapSuccess ** (hops - 1);

/**
 * What a path with a given Werner parameter and number of hops delivers at a fidelity target, and at what cost; null if
 * it cannot. Remembers the answers.
 * @param keptPerRound of the answer: what ageing leaves of the state after each round; 1 if nothing ages
 */
export function deliveryTo(
  target: number,
  { gates, purification }: Pick<Scenario, 'gates' | 'purification'>,
): (werner: number, hops: number, keptPerRound?: number) => Delivery | null {
  const known = new Map<number, Purification>();
  return (werner, hops, keptPerRound = 1) => {
    const fidelity = fidelityOf(werner);
    const isAgeing = keptPerRound !== 1;
    let purified = isAgeing ? undefined : known.get(fidelity);
    if (purified === undefined) {
      purified = purify(fidelity, target, purification.protocol, gates, keptPerRound);
      if (!isAgeing) known.set(fidelity, purified);
    }
    if (!purified.feasible) return null;
    const cost = purified.cost * swapLosses(hops, gates.swapSuccess);
    const { rounds } = purified;
    return cost > LARGEST_COST ? null : { fidelity, deliveredFidelity: purified.fidelity, cost, rounds };
  };
}

interface Delivery extends Pick<Offer, 'fidelity' | 'deliveredFidelity' | 'cost'> {
  /** R of purification. */
  readonly rounds: number;
}
