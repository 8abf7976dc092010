import type { Offer } from '../domain/problem.ts';
import { type Purification, purify } from '../physics/purification.ts';
import { fidelityOf } from '../physics/swapping.ts';
import type { Scenario } from '../scenario/schema/scenario.ts';

/** Above this many base pairs per delivered pair a path counts as out of reach. */
const LARGEST_COST = 1e6;

/** 1/q^J with J joins between the hops; those inside a sub-path were paid for when it was filled. */
export const swapLosses = (hops: number, swapSuccess: number): number => 1 / swapSuccess ** (hops - 1);

/**
 * What a path of a Werner parameter and so many hops delivers at a fidelity target, and at what cost; null
 * where it cannot. Remembers the fidelities already asked for.
 */
export function deliveryTo(
  target: number,
  { gates, purification }: Pick<Scenario, 'gates' | 'purification'>,
): (werner: number, hops: number) => Pick<Offer, 'fidelity' | 'deliveredFidelity' | 'cost'> | null {
  const known = new Map<number, Purification>();
  return (werner, hops) => {
    const fidelity = fidelityOf(werner);
    let purified = known.get(fidelity);
    if (purified === undefined) {
      purified = purify(fidelity, target, purification.protocol, gates);
      known.set(fidelity, purified);
    }
    if (!purified.feasible) return null;
    const cost = purified.cost * swapLosses(hops, gates.swapSuccess);
    return cost > LARGEST_COST ? null : { fidelity, deliveredFidelity: purified.fidelity, cost };
  };
}
