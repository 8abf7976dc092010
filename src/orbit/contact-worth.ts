import type { NodeKind, Topology } from '../domain/network.ts';
import type { OpticalClass } from '../physics/link-defaults.ts';
import type { Scenario } from '../scenario/schema/scenario.ts';
import { type Channel, channelOf } from './channel.ts';
import { armsOf, directYield, dualYield } from './contact-yield.ts';
import { startMilliseconds } from './satellites.ts';
import type { Site } from './sites.ts';
import { emptySnapshot, moveTo, type SlotSnapshots } from './snapshot.ts';

/** Two telescopes and the memoryless platform between them, −1 if there is none; indices of nodes. */
export interface Ends {
  readonly upper: number;
  readonly lower: number;
  readonly via: number;
}

/** What contacts would be worth as links if only their geometry mattered. */
export interface ContactWorth {
  /** Pairs/s before acquisition; 0 if no light would arrive. */
  readonly rate: (slot: number, ends: Ends) => number;
  /** NaN if no light would arrive. */
  readonly fidelity: (slot: number, ends: Ends) => number;
  readonly acquisitionSeconds: (ends: Ends) => number;
  /** Whether contacts of any class need acquisition. */
  readonly everAcquires: boolean;
}

/** The worth of contacts in line of sight, for classes that are not switched off. */
export function contactWorth(
  scenario: Scenario,
  { slotSeconds }: Topology,
  sites: readonly Site[],
): ContactWorth {
  const snapshotsOf = slotSnapshots(scenario, sites, slotSeconds);
  const channels = opticalChannels(scenario, sites);
  const channelBetween = ({ upper, lower, via }: Ends): Channel =>
    channels[sites[via < 0 ? upper : via]!.kind]![sites[lower]!.kind]!;
  return {
    rate(slot, ends) {
      const snapshots = snapshotsOf(slot);
      const channel = channelBetween(ends);
      const { upper, lower } = ends;
      if (ends.via < 0) {
        const found = directEfficiencies(channel, snapshots, ends);
        const shines = found.every((efficiency) => efficiency > 0);
        return shines ? directYield(channel, snapshots, upper, lower, found).rate : 0;
      }
      const [one, other] = armsOfContact(channel, snapshots, ends);
      return dualYield(channel, one, other, upper, lower).rate;
    },
    fidelity(slot, ends) {
      const snapshots = snapshotsOf(slot);
      const channel = channelBetween(ends);
      if (ends.via < 0) {
        const found = directEfficiencies(channel, snapshots, ends);
        const shines = found.every((efficiency) => efficiency > 0);
        return shines ? directYield(channel, snapshots, ends.upper, ends.lower, found).fidelity : Number.NaN;
      }
      const [one, other] = armsOfContact(channel, snapshots, ends);
      const shines = [...one, ...other].every(({ efficiency }) => efficiency > 0);
      return shines ? dualYield(channel, one, other, ends.upper, ends.lower).fidelity : Number.NaN;
    },
    acquisitionSeconds: (ends) => channelBetween(ends).acquisitionSeconds,
    everAcquires: Object.values(channels)
      .flatMap((of) => Object.values(of))
      .some((channel) => channel !== null && channel.acquisitionSeconds > 0),
  };
}

/** Where everything is at three instants of a slot; valid until the next one is asked for. */
function slotSnapshots(
  scenario: Scenario,
  sites: readonly Site[],
  slotSeconds: number,
): (slot: number) => SlotSnapshots {
  const startMs = scenario.horizon.start === undefined ? null : startMilliseconds(scenario);
  const [start, middle, end] = [emptySnapshot(sites), emptySnapshot(sites), emptySnapshot(sites)];
  let shown = -1;
  return (slot) => {
    if (slot !== shown) {
      shown = slot;
      moveTo(start, sites, startMs, slot * slotSeconds);
      moveTo(middle, sites, startMs, (slot + 0.5) * slotSeconds);
      moveTo(end, sites, startMs, (slot + 1) * slotSeconds);
    }
    return { start, middle, end };
  };
}

/** By the kind of the upper end, then of the lower. */
type OpticalChannels = Partial<Record<NodeKind, Partial<Record<NodeKind, Channel | null>>>>;

function opticalChannels(scenario: Scenario, sites: readonly Site[]): OpticalChannels {
  const of = (linkClass: OpticalClass) => channelOf(scenario, linkClass, sites);
  return {
    satellite: { satellite: of('S2S'), aerial: of('S2A'), ground: of('S2G') },
    aerial: { aerial: of('A2A'), ground: of('A2G') },
  };
}

const directEfficiencies = (
  { unlimitedEfficiency }: Channel,
  { start, middle, end }: SlotSnapshots,
  { upper, lower }: Ends,
) =>
  [
    unlimitedEfficiency(start, upper, lower),
    unlimitedEfficiency(middle, upper, lower),
    unlimitedEfficiency(end, upper, lower),
  ] as const;

/** From the platform to both telescopes. */
function armsOfContact(channel: Channel, snapshots: SlotSnapshots, { upper, lower, via }: Ends) {
  const armsTo = (station: number) => armsOf(channel, snapshots, via, station, channel.unlimitedEfficiency);
  return [armsTo(upper), armsTo(lower)] as const;
}
