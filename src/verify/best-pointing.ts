/** The best way to point telescopes along single links at given prices, by dynamic programming over the slots. */
import type { Problem } from '../domain/problem.ts';
import { acquiredRates, acquiredShare } from './pointings.ts';
import type { Field, PricedProblem } from './price-fields.ts';
import { statedUses } from './stated-pointings.ts';

/**
 * Σ_e D_e: what the best sequence of slots with and without telescopes along e gains. j slots after pointing, a slot
 * gains π C (1 − s_j) + Σ_k ν + Σ_n σ Y_n − Σ_m q μ. Links for which nothing is paid gain nothing; those that are pinned by
 * hand pay μ.
 */
export function bestPointings({ problem: { topology }, priced }: PricedProblem): number {
  const { pointing } = topology;
  if (pointing === undefined) return 0;
  const pinned = (pointing.stated ?? []).flatMap(({ link, use }) => (use === 'pin' ? [link] : []));
  const links = new Set([...indicesOf(priced.capacity), ...indicesOf(priced.pointed), ...pinned]);
  let sum = 0;
  for (const [link, rates] of acquiredRates(topology, links)) {
    const { terminals, acquisitionSeconds } = pointing.links[link]!;
    const telescopes = terminals.flatMap(([node, count]) => {
      const price = priced.telescope[node];
      return price ? [{ price, count }] : [];
    });
    const capacity = priced.capacity[link];
    const pointed = priced.pointed[link];
    const uses = statedUses(topology, link);
    sum += bestSequence(rates, uses, sharesOf(acquisitionSeconds, topology), (slot) => {
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

/**
 * States: not pointed, and pointed for j = 0..n slots, the last of which stands for all later ones. While a contact lasts,
 * telescopes stay for n slots (P4): a shorter pointing carries nothing, and what is pinned by hand is no shorter.
 */
function bestSequence(
  rates: Float64Array,
  uses: ReturnType<typeof statedUses>,
  shares: Float64Array,
  worthOf: (slot: number) => { readonly flat: number; readonly acquired: number },
): number {
  const last = shares.length - 1;
  const pointed = new Float64Array(shares.length).fill(Number.NEGATIVE_INFINITY);
  let off = 0;
  rates.forEach((rate, slot) => {
    const before = off;
    const isInContact = rate > 0;
    for (let since = isInContact ? Math.max(0, last - 1) : 0; since <= last; since++) {
      off = Math.max(off, pointed[since]!);
    }
    if (!isInContact || uses[slot] === 'forbid') {
      pointed.fill(Number.NEGATIVE_INFINITY);
      return;
    }
    const { flat, acquired } = worthOf(slot);
    const begun = (since: number) => (since === 0 ? before : pointed[since - 1]!);
    pointed[last] = Math.max(pointed[last]!, begun(last)) + flat + acquired * shares[last]!;
    for (let since = last - 1; since >= 0; since--) {
      pointed[since] = begun(since) + flat + acquired * shares[since]!;
    }
    if (uses[slot] === 'pin') off = Number.NEGATIVE_INFINITY;
  });
  return pointed.reduce((best, value) => Math.max(best, value), off);
}
