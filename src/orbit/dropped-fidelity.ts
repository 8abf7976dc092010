import type { NodeKind, Topology } from '../domain/network.ts';
import type { OpticalClass } from '../physics/link-defaults.ts';
import type { Scenario } from '../scenario/schema/scenario.ts';
import { type Channel, channelOf } from './channel.ts';
import { armsOf, directFidelity, dualFidelity } from './contact-fidelity.ts';
import { startMilliseconds } from './satellites.ts';
import { resolveSites } from './sites.ts';
import { emptySnapshot, moveTo, type SlotSnapshots } from './snapshot.ts';

/**
 * What dropped contacts would be worth as links, if what they lack were lifted: of those of a slot that lack
 * `lacks` and nothing else, their fidelity in the order of {@link Topology.slots}' `dropped`; NaN elsewhere,
 * and where no light would come through.
 */
export function droppedFidelities(
  scenario: Scenario,
  topology: Topology,
): (slot: number, lacks: number) => Float64Array {
  const sites = resolveSites(scenario);
  const startMs = scenario.horizon.start === undefined ? null : startMilliseconds(scenario);
  const [start, middle, end] = [emptySnapshot(sites), emptySnapshot(sites), emptySnapshot(sites)];
  const snapshots: SlotSnapshots = { start, middle, end };
  let shown = -1;
  const show = (slot: number): void => {
    if (slot === shown) return;
    shown = slot;
    const { slotSeconds } = topology;
    moveTo(start, sites, startMs, slot * slotSeconds);
    moveTo(middle, sites, startMs, (slot + 0.5) * slotSeconds);
    moveTo(end, sites, startMs, (slot + 1) * slotSeconds);
  };
  const of = (linkClass: OpticalClass) => channelOf(scenario, linkClass, sites);
  const channels: Partial<Record<NodeKind, Partial<Record<NodeKind, Channel | null>>>> = {
    satellite: { satellite: of('S2S'), aerial: of('S2A'), ground: of('S2G') },
    aerial: { aerial: of('A2A'), ground: of('A2G') },
  };
  const channelBetween = (upper: number, lower: number): Channel =>
    channels[sites[upper]!.kind]![sites[lower]!.kind]!;
  const direct = (upper: number, lower: number): number => {
    const channel = channelBetween(upper, lower);
    const { unlimitedEfficiency } = channel;
    const first = unlimitedEfficiency(start, upper, lower);
    const second = unlimitedEfficiency(middle, upper, lower);
    const third = unlimitedEfficiency(end, upper, lower);
    const shines = first > 0 && second > 0 && third > 0;
    return shines ? directFidelity(channel, snapshots, upper, lower, [first, second, third]) : Number.NaN;
  };
  const dual = (via: number, one: number, other: number): number => {
    const channel = channelBetween(via, one);
    const arms = [one, other].map((station) =>
      armsOf(channel, snapshots, via, station, channel.unlimitedEfficiency),
    );
    const shines = arms.every((arm) => arm.every(({ efficiency }) => efficiency > 0));
    return shines ? dualFidelity(channel, arms[0]!, arms[1]!) : Number.NaN;
  };

  return (slot, lacks) => {
    const { dropped } = topology.slots[slot]!;
    if (dropped === undefined) return new Float64Array();
    show(slot);
    return Float64Array.from(dropped.lacks, (lacking, position) => {
      if (lacking !== lacks) return Number.NaN;
      const [upper, lower] = [dropped.upper[position]!, dropped.lower[position]!];
      const via = dropped.via[position]!;
      return via < 0 ? direct(upper, lower) : dual(via, upper, lower);
    });
  };
}
