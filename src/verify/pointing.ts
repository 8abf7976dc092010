/** Where telescopes point in a plan, as the checker reads it from scenario, topology and plan. */
import type { SlotLinks, Topology } from '../domain/network.ts';
import type { Plan, PlannedPointing } from '../domain/plan.ts';
import { type ScenarioIndex, slotName } from './scenario-index.ts';
import { note, type Violations } from './violations.ts';

export interface CheckedPointing {
  /** By `slot · links + link`, the share of the slot that acquisition leaves of a link that is pointed at. */
  readonly shares: ReadonlyMap<number, number>;
}

/** C^t_e of a link in contact once it is acquired, in the topology's unit; 0 without a contact. */
export function capacityOnceAcquired({ link, capacity, pointing }: SlotLinks, wanted: number): number {
  const there = placeOf(link, wanted);
  if (there >= 0) return pointing ? pointing.acquired[there]! : capacity[there]!;
  const acquiring = pointing ? placeOf(pointing.acquiring, wanted) : -1;
  return acquiring < 0 ? 0 : pointing!.acquiringCapacity[acquiring]!;
}

/** Share of a slot that is left of a pointing that began `slots` slots before. */
export const shareLeft = (slots: number, acquisitionSeconds: number, slotSeconds: number): number =>
  Math.min(1, Math.max(0, ((slots + 1) * slotSeconds - acquisitionSeconds) / slotSeconds));

/**
 * Every pointing names a link with a limited telescope and slots in which it is in contact, none of them twice; and all
 * keep to what the scenario decides by hand.
 * @returns null where plans point no telescope
 */
export function checkPointing(
  { scenario, topology, links }: ScenarioIndex,
  plan: Plan,
  violations: Violations,
): CheckedPointing | null {
  const { pointing: limits, slotSeconds } = topology;
  if (limits === undefined) {
    if (plan.pointing) note(violations.P1, 1, () => 'the plan points telescopes, but none is limited');
    return null;
  }
  const shares = new Map<number, number>();
  for (const planned of plan.pointing ?? []) {
    const link = links.get(planned.link);
    const pointed = link === undefined ? null : limits.links[link];
    const fault = faultOf(topology, planned, link, pointed != null, shares);
    note(violations.P1, fault === null ? 0 : 1, () => `pointing of ${planned.link}: ${fault}`);
    if (fault !== null) continue;
    for (let slot = planned.from; slot < planned.to; slot++) {
      const left = shareLeft(slot - planned.from, pointed!.acquisitionSeconds, slotSeconds);
      shares.set(slot * topology.links.length + link!, left);
    }
  }
  for (const { link: id, from, to, use } of scenario.pointings ?? []) {
    const link = links.get(id);
    note(violations.P1, link === undefined ? 1 : 0, () => `pointings: there is no link ${id}`);
    if (link === undefined) continue;
    for (let slot = from; slot < Math.min(to, topology.slotCount); slot++) {
      const isPointed = shares.has(slot * topology.links.length + link);
      const isInContact = capacityOnceAcquired(topology.slots[slot]!, link) > 0;
      const isKept = use === 'pin' ? isPointed || !isInContact : !isPointed;
      const words = use === 'pin' ? 'pinned' : 'forbidden';
      note(violations.P1, isKept ? 0 : 1, () => `pointing of ${id}, ${words} in ${slotName(slot)}`);
    }
  }
  return { shares };
}

function faultOf(
  topology: Topology,
  { from, to }: PlannedPointing,
  link: number | undefined,
  isLimited: boolean,
  known: ReadonlyMap<number, number>,
): string | null {
  if (link === undefined) return 'there is no such link';
  if (!isLimited) return 'no telescope of this link is limited';
  const isWhole = Number.isInteger(from) && Number.isInteger(to);
  if (!isWhole || from < 0 || to > topology.slotCount || from >= to) return 'there are no such slots';
  for (let slot = from; slot < to; slot++) {
    if (known.has(slot * topology.links.length + link)) return `twice in ${slotName(slot)}`;
    if (!(capacityOnceAcquired(topology.slots[slot]!, link) > 0)) return `no contact in ${slotName(slot)}`;
  }
  // A pointing that goes on where another ended would be acquired already.
  return known.has((from - 1) * topology.links.length + link) ? 'it goes on from another one' : null;
}

/** Telescopes that a link takes of each limited node, by id, from what the scenario states. */
export function telescopesTaken(
  { topology }: ScenarioIndex,
  link: number,
): readonly (readonly [string, number])[] {
  const { ends, via, class: linkClass } = topology.links[link]!;
  if (linkClass === 'G2G' && via === null) return [];
  return [...ends.map((end) => [end, 1] as const), ...(via === null ? [] : [[via, 2] as const])];
}

function placeOf(sorted: Int32Array, wanted: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! < wanted) low = middle + 1;
    else high = middle;
  }
  return sorted[low] === wanted ? low : -1;
}
