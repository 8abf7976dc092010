/** The pointings of a plan, link by link: where its telescopes look, and since when. */
import { capacityAsRate, type Topology } from '../domain/network.ts';
import type { Plan, PlannedPointing } from '../domain/plan.ts';
import { type ScenarioIndex, slotName } from './scenario-index.ts';
import { note, type Violations } from './violations.ts';

/** The slots from ≤ t < to. */
type Span = Pick<PlannedPointing, 'from' | 'to'>;

/** By index of the link; only pointings that could be, in the order of the plan. */
export type Pointings = ReadonlyMap<number, readonly Span[]>;

/** Whether the plan has to point telescopes along a link before it carries anything. */
export const isLimited = ({ pointing }: Topology, link: number): boolean =>
  pointing !== undefined && pointing.links[link] !== null;

/** The pointing of a link that covers a slot. */
export const spanAt = (pointings: Pointings, link: number, slot: number): Span | undefined =>
  pointings.get(link)?.find(({ from, to }) => from <= slot && slot < to);

/** The share of a slot that acquisition leaves, `slotsSince` slots after the telescopes were pointed. */
export const acquiredShare = (slotsSince: number, acquisitionSeconds: number, slotSeconds: number): number =>
  Math.min(1, Math.max(0, ((slotsSince + 1) * slotSeconds - acquisitionSeconds) / slotSeconds));

/** C of some links by slot once they are acquired, pairs/s; 0 where there is no contact. */
export function acquiredRates(topology: Topology, links: Iterable<number>): Map<number, Float64Array> {
  const rates = new Map(Array.from(links, (link) => [link, new Float64Array(topology.slotCount)]));
  topology.slots.forEach(({ link: there, capacity, pointing }, slot) => {
    const read = (list: Int32Array, capacities: Float64Array) =>
      list.forEach((link, position) => {
        const ofLink = rates.get(link);
        if (ofLink) ofLink[slot] = capacityAsRate(capacities[position]!, topology);
      });
    read(there, pointing?.acquired ?? capacity);
    if (pointing) read(pointing.acquiring, pointing.acquiringCapacity);
  });
  return rates;
}

/** Checks that pointings name links with limited telescopes, in slots in which these are in contact. */
export function checkPointings(
  { topology, links }: ScenarioIndex,
  { pointing = [] }: Plan,
  violations: Violations,
): Pointings {
  const rates = acquiredRates(topology, new Set(pointing.flatMap(({ link }) => links.get(link) ?? [])));
  const pointings = new Map<number, Span[]>();
  for (const { link: name, from, to } of pointing) {
    const link = links.get(name);
    const fault =
      link === undefined
        ? 'no such link'
        : (slotFault(from, to, topology.slotCount) ??
          (isLimited(topology, link)
            ? darkSlot(rates.get(link)!, from, to)
            : 'no telescope of it is limited'));
    note(violations.path, fault === null ? 0 : 1, () => `pointing along ${name}: ${fault}`);
    if (fault === null) pointings.set(link!, [...(pointings.get(link!) ?? []), { from, to }]);
  }
  return pointings;
}

function slotFault(from: number, to: number, slotCount: number): string | null {
  const isWhole = Number.isInteger(from) && Number.isInteger(to);
  return isWhole && 0 <= from && from < to && to <= slotCount
    ? null
    : `from ${from} to ${to} are no slots of ${slotCount}`;
}

function darkSlot(rates: Float64Array, from: number, to: number): string | null {
  const dark = rates.subarray(from, to).findIndex((rate) => !(rate > 0));
  return dark < 0 ? null : `it has no contact in ${slotName(from + dark)}`;
}
