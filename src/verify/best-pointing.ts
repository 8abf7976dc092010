/** The best way to point telescopes along single links at given prices, by dynamic programming over the slots. */
import type { Problem } from '../domain/problem.ts';
import { acquiredRates, acquiredShare } from './pointings.ts';
import type { Field, PricedProblem } from './price-fields.ts';

/**
 * Σ_e D_e: what the best sequence of slots with and without telescopes along e gains. j slots after pointing, a slot
 * gains π C (1 − s_j) + Σ_k ν + Σ_n σ Y_n − Σ_m q μ. Links for which nothing is paid gain nothing.
 */
export function bestPointings({ problem: { topology }, priced }: PricedProblem): number {
  const { pointing } = topology;
  if (pointing === undefined) return 0;
  const links = new Set([...indicesOf(priced.capacity), ...indicesOf(priced.pointed)]);
  let sum = 0;
  for (const [link, rates] of acquiredRates(topology, links)) {
    const { terminals, acquisitionSeconds } = pointing.links[link]!;
    const telescopes = terminals.flatMap(([node, count]) => {
      const price = priced.telescope[node];
      return price ? [{ price, count }] : [];
    });
    const capacity = priced.capacity[link];
    const pointed = priced.pointed[link];
    sum += bestSequence(rates, sharesOf(acquisitionSeconds, topology), (slot) => {
      let paid = pointed?.[slot] ?? 0;
      for (const { price, count } of telescopes) paid += count * price[slot]!;
      return { flat: -paid, acquired: -(capacity?.[slot] ?? 0) * rates[slot]! };
    });
  }
  return sum;
}

const indicesOf = (fields: readonly (Field | undefined)[]): number[] => Object.keys(fields).map(Number);

/** 1 − s_j for j = 0..n, where acquisition is over in slot n after pointing. */
function sharesOf(acquisitionSeconds: number, { slotSeconds, slotCount }: Problem['topology']): Float64Array {
  const last = Math.min(Math.ceil(acquisitionSeconds / slotSeconds), slotCount);
  return Float64Array.from({ length: last + 1 }, (_, since) =>
    acquiredShare(since, acquisitionSeconds, slotSeconds),
  );
}

/** States: not pointed, and pointed for j = 0..n slots, the last of which stands for all later ones. */
function bestSequence(
  rates: Float64Array,
  shares: Float64Array,
  worthOf: (slot: number) => { readonly flat: number; readonly acquired: number },
): number {
  const last = shares.length - 1;
  const pointed = new Float64Array(shares.length).fill(Number.NEGATIVE_INFINITY);
  let off = 0;
  rates.forEach((rate, slot) => {
    const before = off;
    for (const value of pointed) off = Math.max(off, value);
    if (!(rate > 0)) {
      pointed.fill(Number.NEGATIVE_INFINITY);
      return;
    }
    const { flat, acquired } = worthOf(slot);
    const begun = (since: number) => (since === 0 ? before : pointed[since - 1]!);
    pointed[last] = Math.max(pointed[last]!, begun(last)) + flat + acquired * shares[last]!;
    for (let since = last - 1; since >= 0; since--) {
      pointed[since] = begun(since) + flat + acquired * shares[since]!;
    }
  });
  return pointed.reduce((best, value) => Math.max(best, value), off);
}
