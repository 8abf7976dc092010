import type { Plan } from '../../domain/plan.ts';
import type { Problem } from '../../domain/problem.ts';
import { shortestDelays } from '../../graph/shortest-delays.ts';
import { flownNetwork } from '../../orbit/flown-network.ts';
import type { SlotBudgets } from '../../orbit/link-budgets.ts';

/** The delay between two nodes in a slot, s; NaN if no way of known length joins them. */
type MessageDelay = (slot: number, inSlot: SlotBudgets) => (from: string, to: string) => number;

/**
 * Messages go along the quantum links that are there in a slot, at the speed of their light; links with limited telescopes
 * only while a plan points along them. Links of unknown length carry none.
 */
export function messageDelays(problem: Problem, plan: Plan): MessageDelay {
  const { nodes, links, slots } = problem.topology;
  const indexOf = new Map(nodes.map(({ id }, index) => [id, index]));
  const endsOf = links.map(({ ends }) => [indexOf.get(ends[0])!, indexOf.get(ends[1])!] as const);
  const flown = flownNetwork(problem.topology, plan);
  return (slot, { delayOf }) => {
    const ways: { readonly ends: readonly [number, number]; readonly delaySeconds: number }[] = [];
    for (const link of slots[slot]!.link) {
      if (!(flown.capacity(link, slot) > 0)) continue;
      const delaySeconds = delayOf(link);
      if (!Number.isNaN(delaySeconds)) ways.push({ ends: endsOf[link]!, delaySeconds });
    }
    const delaysFrom = shortestDelays(nodes.length, ways);
    return (from, to) => {
      const delay = delaysFrom(indexOf.get(from)!).delayTo(indexOf.get(to)!);
      return Number.isFinite(delay) ? delay : Number.NaN;
    };
  };
}
