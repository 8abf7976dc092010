import { limitBit } from '../domain/idle-reason.ts';
import type { Scenario } from '../scenario/schema/scenario.ts';
import { acquisition } from './acquisition.ts';
import { type Channel, channelsOf, OUT_OF_SIGHT } from './channel.ts';
import { armsOf, type ContactYield, directYield, dualYield } from './contact-yield.ts';
import type { DropLog } from './drop-log.ts';
import type { LinkRegistry, OpticalLinkRecord } from './link-registry.ts';
import type { Site } from './sites.ts';
import type { SlotSnapshots } from './snapshot.ts';
import { type Telescopes, telescopesOf } from './telescopes.ts';
import type { Contacts } from './terminals.ts';
import { vectorAt } from './vector-at.ts';
import { sightKm } from './visibility.ts';

/** Finds the optical links of each slot, in the order of slots, and records the contacts that are not links. */
type ContactFinder = (slot: number, snapshots: SlotSnapshots, clouded: ReadonlySet<string>) => Contacts;

/** What the search of every slot uses. */
interface Search extends Telescopes {
  readonly sites: readonly Site[];
  readonly registry: LinkRegistry;
  readonly drops: DropLog;
  readonly isPointed: (record: OpticalLinkRecord) => boolean;
  readonly keyless: Set<string>;
  /** What acquisition leaves of a link, and of a pair of nodes within range and in sight. */
  readonly fresh: Acquisition;
  readonly freshWithin: Acquisition;
  readonly freshInSight: Acquisition;
}

type Acquisition = ReturnType<typeof acquisition<number>>;

interface SlotSearch extends Search {
  readonly slot: number;
  readonly snapshots: SlotSnapshots;
  readonly clouded: ReadonlySet<string>;
  /** The contacts found. */
  readonly contacts: Contacts;
}

/**
 * A link exists in a slot if its geometry holds at the slot's start, middle and end; its rate is the mean of the three,
 * its fidelity the lowest. A node without memory has only the dual downlinks through it, one between each two ground
 * stations that it sees at once.
 * @param keyless receives the ids of links whose window is free while none gives key
 * @param isPointed whether the plan points a link, which then is there even while acquisition would leave nothing of it
 */
export function contactFinder(
  scenario: Scenario,
  sites: readonly Site[],
  registry: LinkRegistry,
  drops: DropLog,
  isPointed: (record: OpticalLinkRecord) => boolean,
  keyless: Set<string>,
): ContactFinder {
  const { slotSeconds } = scenario.horizon;
  const channels = channelsOf(scenario, sites);
  const search: Search = {
    sites,
    registry,
    drops,
    isPointed,
    keyless,
    ...telescopesOf(sites),
    fresh: acquisition(slotSeconds),
    freshWithin: acquisition(slotSeconds),
    freshInSight: acquisition(slotSeconds),
  };
  return (slot, snapshots, clouded) => {
    const contacts: Contacts = { link: [], rate: [], fidelity: [], acquired: [] };
    const inSlot: SlotSearch = { ...search, slot, snapshots, clouded, contacts };
    for (const channel of channels) findDirect(inSlot, channel);
    for (const channel of channels) findDual(inSlot, channel);
    return contacts;
  };
}

/** The links of a class between nodes that hold pairs. */
function findDirect(search: SlotSearch, channel: Channel): void {
  const { able, registry, snapshots } = search;
  const { start, middle, end } = snapshots;
  const { positionKm } = start;
  const [upperKind, lowerKind] = [channel.class[0] as 'S' | 'A', channel.class[2] as 'S' | 'A' | 'G'];
  const lowers = able[lowerKind];
  const lacking = Uint8Array.from(lowers, (lower) => (lowerKind === 'G' ? shut(search, channel, lower) : 0));
  const limit = channel.maximumRangeKm ** 2;
  const sight = channel.class === 'S2S' ? Float64Array.from(able.S, (node) => sightKm(start, node)) : null;
  for (const [a, upper] of able[upperKind].entries()) {
    const [x, y, z] = vectorAt(positionKm, upper);
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
        dropDirect(search, channel, upper, lower, lacking[b]!);
        continue;
      }
      late(search, channel, upper, lower, 0);
      const upperSends = channel.sender(start, upper, lower) === upper;
      const link = registry.between(channel.class, upper, lower, upperSends);
      addLink(search, channel, link, directYield(channel, snapshots, upper, lower, [first, second, third]));
    }
  }
}

/** Adds a link with what acquisition leaves of it; if nothing is left, records it as dropped. */
function addLink(
  { registry, drops, contacts, slot, fresh, isPointed, keyless }: SlotSearch,
  { acquisitionSeconds }: Channel,
  link: number,
  { rate, fidelity, isKeyless }: ContactYield,
): void {
  const share = acquisitionSeconds > 0 ? fresh(slot, link, acquisitionSeconds) : 1;
  const record = registry.records[link]!;
  const acquired = isPointed(record) ? rate : rate * share;
  if (!(acquired > 0)) {
    const { first, second, via } = record;
    if (rate > 0) drops.add(first, second, via, limitBit('acquisition'));
    return;
  }
  if (isKeyless) keyless.add(record.link.id);
  contacts.link.push(link);
  contacts.rate.push(rate * share);
  contacts.fidelity.push(fidelity);
  contacts.acquired.push(acquired);
}

/** Records a contact that is not a link, if there is a line of sight. */
function dropDirect(
  search: SlotSearch,
  channel: Channel,
  upper: number,
  lower: number,
  lacking: number,
): void {
  if (lacking === 0 && !search.drops.hasRoom()) return;
  const cut = cutOf(channel, search.snapshots, upper, lower);
  if (cut === OUT_OF_SIGHT) return;
  search.drops.add(upper, lower, -1, lacking | cut | late(search, channel, upper, lower, cut));
}

/** The bit of acquisition, if acquisition would take up the whole slot of a contact even without other obstacles. */
function late(
  { sites, slot, freshWithin, freshInSight }: SlotSearch,
  { acquisitionSeconds }: Channel,
  upper: number,
  lower: number,
  cut: number,
): number {
  if (acquisitionSeconds === 0) return 0;
  const pair = upper * sites.length + lower;
  const inSight = freshInSight(slot, pair, acquisitionSeconds);
  const share = cut === 0 ? freshWithin(slot, pair, acquisitionSeconds) : inSight;
  return share > 0 ? 0 : limitBit('acquisition');
}

/** What prevents a telescope on the ground from opening, as bits of `CONTACT_LIMITS`. */
function shut({ sites, snapshots, clouded }: SlotSearch, { nightOnly }: Channel, station: number): number {
  const { start, middle, end } = snapshots;
  const isDay = !(start.night[station] && middle.night[station] && end.night[station]);
  return (
    (nightOnly && isDay ? limitBit('daylight') : 0) |
    (clouded.has(sites[station]!.id) ? limitBit('cloud') : 0)
  );
}

/** Whether range or elevation cuts a contact at any of the three instants of a slot. */
function cutOf(channel: Channel, { start, middle, end }: SlotSnapshots, upper: number, lower: number) {
  let cut = 0;
  for (const snapshot of [start, end, middle]) {
    const here = channel.cut(snapshot, upper, lower);
    if (here === OUT_OF_SIGHT) return OUT_OF_SIGHT;
    cut |= here;
  }
  return cut;
}

/** Links between each two stations that a node without memory sees during the whole slot. */
function findDual(search: SlotSearch, channel: Channel): void {
  if (channel.class !== 'S2G' && channel.class !== 'A2G') return;
  const { able, middles, registry, drops, snapshots } = search;
  const stations = Array.from(able.G, (station) => ({ station, lacks: shut(search, channel, station) }));
  for (const via of middles[channel.class[0] as 'S' | 'A']) {
    const seen = stations.flatMap(({ station, lacks }) => {
      const cut = cutOf(channel, snapshots, via, station);
      if (cut === OUT_OF_SIGHT) return [];
      const arms = armsOf(channel, snapshots, via, station, channel.efficiency);
      return [{ station, arms, lacks: lacks | cut }];
    });
    for (const [position, one] of seen.entries()) {
      for (const other of seen.slice(position + 1)) {
        const lacks = one.lacks | other.lacks;
        if (lacks !== 0) {
          drops.add(one.station, other.station, via, lacks);
          continue;
        }
        const link = registry.dual(channel.class, via, one.station, other.station);
        addLink(search, channel, link, dualYield(channel, one.arms, other.arms, one.station, other.station));
      }
    }
  }
}
