import { acquiredCapacity } from '../../domain/acquired-capacity.ts';
import type { NodeNeeds } from '../../domain/assumptions.ts';
import { capacityAsRate } from '../../domain/network.ts';
import type { Problem } from '../../domain/problem.ts';
import { armsOf, type BudgetReader } from '../../orbit/link-budgets.ts';
import { linkWaits } from '../../physics/heralding.ts';
import type { LinkUse } from './link-use.ts';

/** Modes that nodes need for the links of a plan. */
export interface ModesNeeded {
  /** By node. */
  readonly nodes: ReadonlyMap<string, Omit<NodeNeeds, 'node' | 'storedPairs'>>;
  readonly unknownLinks: number;
}

interface Needed {
  modesInFlight: number;
  slot: number;
  modesAtFullRate: number;
  readonly unknown: Set<number>;
}

/**
 * A source at one end of a link keeps one half of each pair until the herald of the other half is back, τ = 2L/c, so that
 * (u/η) τ modes wait. Of a dual downlink, either end keeps what has arrived until it hears from the other.
 */
export function modesNeeded(
  { topology }: Problem,
  uses: readonly (readonly LinkUse[])[],
  budgets: BudgetReader,
): ModesNeeded {
  const nodes = new Map<string, Needed>();
  const unknownLinks = new Set<number>();
  const sources = topology.pointing?.sources;
  const at = (node: string): Needed => {
    const known = nodes.get(node);
    if (known) return known;
    const fresh = { modesInFlight: 0, slot: 0, modesAtFullRate: 0, unknown: new Set<number>() };
    nodes.set(node, fresh);
    return fresh;
  };
  uses.forEach((inSlot, slot) => {
    const inContact = inSlot.length > 0 ? budgets(slot) : null;
    const inFlight = new Map<string, number>();
    /** Of a source that several links share, only one can have its full rate. */
    const atFullRate = new Map<string, { own: number; shared: number }>();
    for (const { link, pairsPerSecond } of inSlot) {
      const { ends, emitter } = topology.links[link]!;
      const whole = capacityAsRate(acquiredCapacity(topology.slots[slot]!, link), topology);
      const { modeSeconds } = linkWaits(armsOf(topology.links[link]!, inContact!.budgetOf(link)));
      for (const [end, waiting] of modeSeconds.entries()) {
        const node = ends[end]!;
        // Where the source is at one end, the other holds only what has arrived.
        if (emitter !== null && node !== emitter) continue;
        if (Number.isNaN(waiting)) {
          unknownLinks.add(link);
          at(node).unknown.add(link);
          continue;
        }
        inFlight.set(node, (inFlight.get(node) ?? 0) + pairsPerSecond * waiting);
        const full = atFullRate.get(node) ?? { own: 0, shared: 0 };
        if ((sources?.[link] ?? -1) >= 0) full.shared = Math.max(full.shared, whole * waiting);
        else full.own += whole * waiting;
        atFullRate.set(node, full);
      }
    }
    for (const [node, modes] of inFlight) {
      const needed = at(node);
      if (modes > needed.modesInFlight) Object.assign(needed, { modesInFlight: modes, slot });
    }
    for (const [node, { own, shared }] of atFullRate) {
      const needed = at(node);
      needed.modesAtFullRate = Math.max(needed.modesAtFullRate, own + shared);
    }
  });
  return {
    nodes: new Map(
      [...nodes].map(([node, { unknown, ...needed }]) => [node, { ...needed, unknownLinks: unknown.size }]),
    ),
    unknownLinks: unknownLinks.size,
  };
}
