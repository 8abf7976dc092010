import { limitBit } from '../domain/idle-reason.ts';
import { midpointRate } from '../physics/rates.ts';
import type { Scenario } from '../scenario/schema/scenario.ts';
import { acquisition } from './acquisition.ts';
import { type Channel, channelOf, OUT_OF_SIGHT } from './channel.ts';
import { armsOf, directFidelity, dualFidelity } from './contact-fidelity.ts';
import type { DropLog } from './drop-log.ts';
import type { LinkRegistry } from './link-registry.ts';
import type { Site } from './sites.ts';
import type { SlotSnapshots } from './snapshot.ts';
import type { Contacts } from './terminals.ts';
import { sightKm } from './visibility.ts';

/** Finds the optical links of each slot, in the order of slots, and takes down the contacts that are none. */
type ContactFinder = (slot: number, snapshots: SlotSnapshots, clouded: ReadonlySet<string>) => Contacts;

/**
 * A link exists in a slot if its geometry holds at the slot's start, middle and end; its rate is the
 * mean of the three, its fidelity the least. Of a node without memory there are no links but the dual
 * downlinks through it, between each two ground stations that it sees at once.
 */
export function contactFinder(
  scenario: Scenario,
  sites: readonly Site[],
  registry: LinkRegistry,
  drops: DropLog,
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
  const fresh = acquisition<number>(slotSeconds);
  const [freshWithin, freshInSight] = [acquisition<number>(slotSeconds), acquisition<number>(slotSeconds)];

  return (slot, snapshots, clouded) => {
    const { start, middle, end } = snapshots;
    const contacts: Contacts = { link: [], rate: [], fidelity: [] };
    const add = (link: number, channel: Channel, rate: number, fidelity: number): void => {
      const share = channel.acquisitionSeconds > 0 ? fresh(slot, link, channel.acquisitionSeconds) : 1;
      if (!(rate * share > 0)) {
        const { first, second, via } = registry.records[link]!;
        if (rate > 0) drops.add(first, second, via, limitBit('acquisition'));
        return;
      }
      contacts.link.push(link);
      contacts.rate.push(rate * share);
      contacts.fidelity.push(fidelity);
    };
    /** What keeps a telescope on the ground shut, as bits of `CONTACT_LIMITS`. */
    const shut = (channel: Channel, station: number): number => {
      const isDay = !(start.night[station] && middle.night[station] && end.night[station]);
      return (
        (channel.nightOnly && isDay ? limitBit('daylight') : 0) |
        (clouded.has(sites[station]!.id) ? limitBit('cloud') : 0)
      );
    };
    /** Takes down a contact that is no link, if there is a line of sight. */
    const drop = (channel: Channel, upper: number, lower: number, lacking: number): void => {
      if (lacking === 0 && !drops.hasRoom()) return;
      const cut = cutOf(channel, snapshots, upper, lower);
      if (cut === OUT_OF_SIGHT) return;
      drops.add(upper, lower, -1, lacking | cut | late(channel, upper, lower, cut));
    };
    /** The bit of acquisition, if it would take up the slot of a contact even if nothing else were in its way. */
    const late = (channel: Channel, upper: number, lower: number, cut: number): number => {
      if (channel.acquisitionSeconds === 0) return 0;
      const pair = upper * sites.length + lower;
      const inSight = freshInSight(slot, pair, channel.acquisitionSeconds);
      const share = cut === 0 ? freshWithin(slot, pair, channel.acquisitionSeconds) : inSight;
      return share > 0 ? 0 : limitBit('acquisition');
    };

    for (const channel of channels) {
      const [upperKind, lowerKind] = [channel.class[0] as 'S' | 'A', channel.class[2] as 'S' | 'A' | 'G'];
      const uppers = able[upperKind];
      const lowers = able[lowerKind];
      const lacking = Uint8Array.from(lowers, (lower) => (lowerKind === 'G' ? shut(channel, lower) : 0));
      const limit = channel.maximumRangeKm ** 2;
      const { positionKm } = start;
      const sight =
        channel.class === 'S2S' ? Float64Array.from(able.S, (node) => sightKm(start, node)) : null;
      for (let a = 0; a < uppers.length; a += 1) {
        const upper = uppers[a]!;
        const [x, y, z] = [positionKm[3 * upper]!, positionKm[3 * upper + 1]!, positionKm[3 * upper + 2]!];
        for (let b = upperKind === lowerKind ? a + 1 : 0; b < lowers.length; b += 1) {
          const lower = lowers[b]!;
          const dx = positionKm[3 * lower]! - x;
          const dy = positionKm[3 * lower + 1]! - y;
          const dz = positionKm[3 * lower + 2]! - z;
          const distance = dx * dx + dy * dy + dz * dz;
          // Of satellites, the Earth alone keeps most pairs apart.
          if (sight !== null && distance > (sight[a]! + sight[b]!) ** 2) continue;
          const isOpen = distance <= limit && lacking[b] === 0;
          const first = isOpen ? channel.efficiency(start, upper, lower) : 0;
          const third = first === 0 ? 0 : channel.efficiency(end, upper, lower);
          const second = third === 0 ? 0 : channel.efficiency(middle, upper, lower);
          if (second === 0) {
            drop(channel, upper, lower, lacking[b]!);
            continue;
          }
          late(channel, upper, lower, 0);
          const upperSends = channel.sender(start, upper, lower) === upper;
          const link = registry.between(channel.class, upper, lower, upperSends);
          const rate = (channel.sourceRate * (first + second + third)) / 3;
          add(link, channel, rate, directFidelity(channel, snapshots, upper, lower, [first, second, third]));
        }
      }
    }
    for (const channel of channels) {
      if (channel.class !== 'S2G' && channel.class !== 'A2G') continue;
      const lacking = new Map(Array.from(ground, (station) => [station, shut(channel, station)]));
      for (const via of middles[channel.class[0] as 'S' | 'A']) {
        dualDownlinks(channel, via, lacking, snapshots, {
          link: (one, other, rate, fidelity) =>
            add(registry.dual(channel.class, via, one, other), channel, rate, fidelity),
          drop: (one, other, lacks) => drops.add(one, other, via, lacks),
        });
      }
    }
    return contacts;
  };
}

/** Which of range and elevation cut a contact at any of the three instants of a slot. */
function cutOf(channel: Channel, { start, middle, end }: SlotSnapshots, upper: number, lower: number) {
  let cut = 0;
  for (const snapshot of [start, end, middle]) {
    const here = channel.cut(snapshot, upper, lower);
    if (here === OUT_OF_SIGHT) return OUT_OF_SIGHT;
    cut |= here;
  }
  return cut;
}

/**
 * Links between each two stations that a node without memory sees during the whole slot.
 * @param lacking by station, what keeps its telescope shut
 */
function dualDownlinks(
  channel: Channel,
  via: number,
  lacking: ReadonlyMap<number, number>,
  snapshots: SlotSnapshots,
  found: {
    readonly link: (one: number, other: number, rate: number, fidelity: number) => void;
    readonly drop: (one: number, other: number, lacks: number) => void;
  },
): void {
  const seen = [...lacking].flatMap(([station, shut]) => {
    const cut = cutOf(channel, snapshots, via, station);
    if (cut === OUT_OF_SIGHT) return [];
    const arms = armsOf(channel, snapshots, via, station, channel.efficiency);
    return [{ station, arms, lacks: shut | cut }];
  });
  seen.forEach((one, position) => {
    for (const other of seen.slice(position + 1)) {
      const lacks = one.lacks | other.lacks;
      if (lacks !== 0) {
        found.drop(one.station, other.station, lacks);
        continue;
      }
      const pairs = one.arms.map((arm, instant) => [arm, other.arms[instant]!] as const);
      const rates = pairs.map(([p, q]) => midpointRate(channel.sourceRate, p.efficiency, q.efficiency));
      found.link(
        one.station,
        other.station,
        rates.reduce((sum, rate) => sum + rate, 0) / rates.length,
        dualFidelity(channel, one.arms, other.arms),
      );
    }
  });
}
