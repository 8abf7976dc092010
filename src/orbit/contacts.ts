import { midpointRate } from '../physics/rates.ts';
import type { Scenario } from '../scenario/schema/scenario.ts';
import { type Channel, channelOf } from './channel.ts';
import type { LinkRegistry } from './link-registry.ts';
import type { Site } from './sites.ts';
import type { Snapshot } from './snapshot.ts';
import type { Contacts } from './terminals.ts';

/** The three instants at which a slot is looked at. */
export interface SlotSnapshots {
  readonly start: Snapshot;
  readonly middle: Snapshot;
  readonly end: Snapshot;
}

/** Finds the optical links of each slot, in the order of slots. */
export type ContactFinder = (
  slot: number,
  snapshots: SlotSnapshots,
  clouded: ReadonlySet<string>,
) => Contacts;

/**
 * A link exists in a slot if its geometry holds at the slot's start, middle and end; its rate is the
 * mean of the three, its fidelity the least. Of a node without memory there are no links but the dual
 * downlinks through it, between each two ground stations that it sees at once.
 */
export function contactFinder(
  scenario: Scenario,
  sites: readonly Site[],
  registry: LinkRegistry,
): ContactFinder {
  const { slotSeconds } = scenario.horizon;
  const indices = (wanted: (site: Site) => boolean): Int32Array =>
    Int32Array.from(sites.flatMap((site, index) => (site.optical && wanted(site) ? [index] : [])));
  const ground = indices(({ kind }) => kind === 'ground');
  const able = {
    S: indices(({ kind, memory }) => kind === 'satellite' && memory),
    A: indices(({ kind, memory }) => kind === 'aerial' && memory),
    G: ground,
  };
  const middles = {
    S: indices(({ kind, memory }) => kind === 'satellite' && !memory),
    A: indices(({ kind, memory }) => kind === 'aerial' && !memory),
  };
  const channels = (['S2S', 'S2A', 'A2A', 'S2G', 'A2G'] as const).flatMap(
    (linkClass) => channelOf(scenario, linkClass, sites) ?? [],
  );
  const fresh = acquisition(slotSeconds);

  return (slot, { start, middle, end }, clouded) => {
    const contacts: Contacts = { link: [], rate: [], fidelity: [] };
    const add = (link: number, channel: Channel, rate: number, fidelity: number): void => {
      const share = channel.acquisitionSeconds > 0 ? fresh(slot, link, channel.acquisitionSeconds) : 1;
      if (!(rate * share > 0)) return;
      contacts.link.push(link);
      contacts.rate.push(rate * share);
      contacts.fidelity.push(fidelity);
    };
    const open = (channel: Channel): Int32Array =>
      ground.filter(
        (station) =>
          !clouded.has(sites[station]!.id) &&
          !(channel.nightOnly && !(start.night[station] && middle.night[station] && end.night[station])),
      );

    for (const channel of channels) {
      const [upperKind, lowerKind] = [channel.class[0] as 'S' | 'A', channel.class[2] as 'S' | 'A' | 'G'];
      const uppers = able[upperKind];
      const lowers = lowerKind === 'G' ? open(channel) : able[lowerKind];
      const limit = channel.maximumRangeKm ** 2;
      const { positionKm } = start;
      for (let a = 0; a < uppers.length; a += 1) {
        const upper = uppers[a]!;
        const [x, y, z] = [positionKm[3 * upper]!, positionKm[3 * upper + 1]!, positionKm[3 * upper + 2]!];
        for (let b = upperKind === lowerKind ? a + 1 : 0; b < lowers.length; b += 1) {
          const lower = lowers[b]!;
          // The distance alone rules most pairs out.
          const dx = positionKm[3 * lower]! - x;
          const dy = positionKm[3 * lower + 1]! - y;
          const dz = positionKm[3 * lower + 2]! - z;
          if (!(dx * dx + dy * dy + dz * dz <= limit)) continue;
          const first = channel.efficiency(start, upper, lower);
          if (first === 0) continue;
          const third = channel.efficiency(end, upper, lower);
          if (third === 0) continue;
          const second = channel.efficiency(middle, upper, lower);
          if (second === 0) continue;
          const upperSends = channel.sender(start, upper, lower) === upper;
          const link = registry.between(channel.class, upper, lower, upperSends);
          const rate = (channel.sourceRate * (first + second + third)) / 3;
          const fidelity = Math.min(
            channel.fidelity(first, channel.background(start, upper, lower)),
            channel.fidelity(second, channel.background(middle, upper, lower)),
            channel.fidelity(third, channel.background(end, upper, lower)),
          );
          add(link, channel, rate, fidelity);
        }
      }
    }
    for (const channel of channels) {
      if (channel.class === 'S2G' || channel.class === 'A2G') {
        const vias = middles[channel.class[0] as 'S' | 'A'];
        if (vias.length > 0) {
          dualDownlinks(
            channel,
            vias,
            open(channel),
            [start, middle, end],
            registry,
            (link, rate, fidelity) => add(link, channel, rate, fidelity),
          );
        }
      }
    }
    return contacts;
  };
}

/** Links between each two stations that a node without memory sees during the whole slot. */
function dualDownlinks(
  channel: Channel,
  vias: Int32Array,
  stations: Int32Array,
  snapshots: readonly [Snapshot, Snapshot, Snapshot],
  registry: LinkRegistry,
  add: (link: number, rate: number, fidelity: number) => void,
): void {
  for (const via of vias) {
    const seen = [...stations].flatMap((station) => {
      const arms = snapshots.map((snapshot) => ({
        efficiency: channel.efficiency(snapshot, via, station),
        background: channel.background(snapshot, via, station),
      }));
      return arms.every(({ efficiency }) => efficiency > 0) ? [{ station, arms }] : [];
    });
    seen.forEach((one, position) => {
      for (const other of seen.slice(position + 1)) {
        const pairs = one.arms.map((arm, instant) => [arm, other.arms[instant]!] as const);
        const rates = pairs.map(([p, q]) => midpointRate(channel.sourceRate, p.efficiency, q.efficiency));
        const fidelities = pairs.map(([p, q]) =>
          channel.dualFidelity(p.efficiency, p.background, q.efficiency, q.background),
        );
        add(
          registry.dual(channel.class, via, one.station, other.station),
          rates.reduce((sum, rate) => sum + rate, 0) / rates.length,
          Math.min(...fidelities),
        );
      }
    });
  }
}

/**
 * The share of a slot that is left of a contact after acquisition. A contact begins in the first of
 * successive slots in which the link exists, in slot 0 at the latest.
 */
function acquisition(slotSeconds: number) {
  const begun: number[] = [];
  const last: number[] = [];
  return (slot: number, link: number, acquisitionSeconds: number): number => {
    if (last[link] !== slot - 1) begun[link] = slot;
    last[link] = slot;
    const since = (slot - begun[link]! + 1) * slotSeconds;
    return Math.min(1, Math.max(0, (since - acquisitionSeconds) / slotSeconds));
  };
}
