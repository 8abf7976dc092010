/**
 * Σ_e D_e: what pointing telescopes along each link at the best times is worth at given prices. A slot in which a link is
 * pointed at, j slots after it was pointed anew, is worth
 *
 *   π C (1 − s_j) + Σ_k ν_k + Σ_n σ_n Y_n − Σ_m q_m μ_m
 *
 * and D_e is the best sequence of on and off over its contacts that keeps to what is decided by hand, by dynamic programming over off and on for j = 0..n slots.
 */
import { capacityAsRate, type Topology } from '../domain/network.ts';
import { capacityOnceAcquired, shareLeft } from './pointing.ts';
import type { PricedProblem } from './price-fields.ts';

export function pointingWorth(topology: Topology, priced: PricedProblem['priced']): number {
  const { pointing } = topology;
  if (pointing === undefined) return 0;
  let worth = 0;
  pointing.links.forEach((limits, link) => {
    if (limits === null) return;
    const isPinned = pointing.stated?.some((stated) => stated.link === link && stated.use === 'pin') ?? false;
    if (!isPinned && priced.pointed[link] === undefined && priced.chosen[link] === undefined) return;
    worth += bestTimes(topology, priced, link);
  });
  return worth;
}

function bestTimes(topology: Topology, priced: PricedProblem['priced'], link: number): number {
  const { slotCount, slotSeconds, pointing } = topology;
  const stated = pointing!.stated?.filter((one) => one.link === link) ?? [];
  const { terminals, acquisitionSeconds } = pointing!.links[link]!;
  const last = Math.ceil(acquisitionSeconds / slotSeconds);
  const shares = Array.from({ length: last + 1 }, (_, j) => shareLeft(j, acquisitionSeconds, slotSeconds));
  let off = 0;
  let on = new Float64Array(last + 1).fill(Number.NEGATIVE_INFINITY);
  for (let slot = 0; slot < slotCount; slot++) {
    const capacity = capacityAsRate(capacityOnceAcquired(topology.slots[slot]!, link), topology);
    const before = Math.max(off, ...on);
    const use = stated.find(({ from, to }) => slot >= from && slot < to)?.use;
    if (!(capacity > 0) || use === 'forbid') {
      off = before;
      on = on.fill(Number.NEGATIVE_INFINITY);
      continue;
    }
    const carried = (priced.pointed[link]?.[slot] ?? 0) * capacity;
    const telescopes = terminals.reduce(
      (sum, [node, count]) => sum + count * (priced.telescope[node]?.[slot] ?? 0),
      0,
    );
    const whenever = (priced.chosen[link]?.[slot] ?? 0) - telescopes;
    const next = shares.map((share, j) => {
      const from = j === 0 ? off : j === last ? Math.max(on[j - 1]!, on[j]!) : on[j - 1]!;
      return from + carried * share + whenever;
    });
    if (last === 0) next[0] = before + carried * shares[0]! + whenever;
    off = use === 'pin' ? Number.NEGATIVE_INFINITY : before;
    on = Float64Array.from(next);
  }
  return Math.max(off, ...on);
}
