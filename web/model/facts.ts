import { capacityAsRate, type Link, positionInSlot, type Topology } from '../../src/domain/network.ts';
import type { SlotBudget } from '../../src/orbit/slot-budget.ts';

/** What one can know of a link in a slot; null where it is not in contact or not known. */
export interface LinkFacts {
  readonly link: Link;
  /** pairs/s. */
  readonly capacity: number | null;
  /** Base pairs drawn from it, pairs/s; null without a plan. */
  readonly used: number | null;
  readonly fidelity: number | null;
  readonly rangeKm: number | null;
  readonly lossDb: number | null;
}

export function linkFacts(
  topology: Topology,
  slot: number,
  index: number,
  used: ReadonlyMap<string, number> | undefined,
  budget: SlotBudget | undefined,
): LinkFacts {
  const link = topology.links[index]!;
  const contacts = topology.slots[slot]!;
  const position = positionInSlot(contacts, index);
  const known = (values: Float64Array | undefined): number | null => {
    const value = position < 0 ? undefined : values?.[position];
    return value === undefined || Number.isNaN(value) ? null : value;
  };
  const capacity = known(contacts.capacity);
  return {
    link,
    capacity: capacity === null ? null : capacityAsRate(capacity, topology),
    used: used ? (used.get(link.id) ?? 0) : null,
    fidelity: known(contacts.fidelity),
    rangeKm: known(budget?.rangeKm),
    lossDb: known(budget?.lossDb),
  };
}

/** All links in contact in a slot, the most used first, then by capacity. */
export function factsOfSlot(
  topology: Topology,
  slot: number,
  used: ReadonlyMap<string, number> | undefined,
  budget: SlotBudget | undefined,
): LinkFacts[] {
  return ranked([...(topology.slots[slot]?.link ?? [])], topology, slot, used, budget);
}

/** The same of the links of a node. */
export function factsOfNode(
  topology: Topology,
  slot: number,
  node: string,
  used: ReadonlyMap<string, number> | undefined,
): LinkFacts[] {
  const links = [...(topology.slots[slot]?.link ?? [])].filter((link) =>
    topology.links[link]!.ends.includes(node),
  );
  return ranked(links, topology, slot, used, undefined);
}

const ranked = (
  links: readonly number[],
  topology: Topology,
  slot: number,
  used: ReadonlyMap<string, number> | undefined,
  budget: SlotBudget | undefined,
): LinkFacts[] =>
  links
    .map((index) => linkFacts(topology, slot, index, used, budget))
    .sort((a, b) => (b.used ?? 0) - (a.used ?? 0) || b.capacity! - a.capacity!);
