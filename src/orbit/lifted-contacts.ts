import { type ContactLimit, limitBit } from '../domain/idle-reason.ts';
import { linkClassOf, type NodeKind, type Topology } from '../domain/network.ts';
import type { Scenario } from '../scenario/schema/scenario.ts';
import { acquisition } from './acquisition.ts';
import { type ContactWorth, contactWorth, type Ends } from './contact-worth.ts';
import { dropLog } from './drop-log.ts';
import { fixedLinks } from './fixed-links.ts';
import { linkRegistry } from './link-registry.ts';
import { resolveSites, type Site } from './sites.ts';
import { type Contacts, limitTerminals } from './terminals.ts';

/** The contacts of a slot if one limit were lifted. */
export interface LiftedContacts {
  /** By position among the links of the slot: 0 for those that would lose a terminal to another, 1 for the rest. */
  readonly keeps: Uint8Array;
  /**
   * By position among the dropped contacts, then among those that acquisition takes up: fidelity of those that would be
   * links, NaN for the others.
   */
  readonly fidelity: Float64Array;
}

/**
 * Whether a dropped contact may become a link if a limit is lifted; acquisition and terminals are then assigned again.
 */
export const mayComeIn = (lacks: number, limit: ContactLimit): boolean =>
  (lacks & ~(limitBit(limit) | limitBit('acquisition') | limitBit('terminal'))) === 0;

/**
 * The contacts of a slot if one limit were lifted in all slots while every other limit held as it does: a contact has
 * to be acquired, and terminals go to the strongest contacts, including the added ones. Fast if slots are asked for in
 * ascending order.
 */
export function liftedContacts(
  scenario: Scenario,
  topology: Topology,
): (slot: number, limit: ContactLimit) => LiftedContacts {
  const sites = resolveSites(scenario);
  const worth = contactWorth(scenario, topology, sites);
  const contactsOf = slotContacts(topology);
  const fidelityOfFixed = fixedFidelities(scenario, sites);
  const dealTerminals = terminalDealer(topology, sites, worth);
  const isLimited =
    topology.pointing === undefined &&
    sites.some(({ maximumTerminals }) => Number.isFinite(maximumTerminals));
  const shares = new Map<ContactLimit, (slot: number) => (ends: Ends) => number>();
  const sharesUnder = (limit: ContactLimit) => {
    const found = shares.get(limit) ?? acquiredShares(topology.slotSeconds, contactsOf, worth, limit);
    shares.set(limit, found);
    return found;
  };

  return (slot, limit) => {
    const contacts = contactsOf(slot);
    const shareOf = limit === 'acquisition' ? () => 1 : sharesUnder(limit)(slot);
    const share = Float64Array.from(contacts, ({ ends, lacks }) => {
      // Only acquisition itself keeps a link without geometry from being acquired.
      if (ends === null) return lacks !== 0 && limit === 'acquisition' ? 1 : 0;
      return mayComeIn(lacks, limit) ? shareOf(ends) : 0;
    });
    const isLink =
      isLimited && limit !== 'terminal'
        ? dealTerminals(slot, contacts, share)
        : Uint8Array.from(share, (value) => Number(value > 0));
    const stands = topology.slots[slot]!.link.length;
    return {
      keeps: Uint8Array.from(contacts.slice(0, stands), ({ ends }, place) =>
        ends === null ? 1 : isLink[place]!,
      ),
      fidelity: Float64Array.from(contacts.slice(stands), ({ ends, fixed }, place) => {
        if (isLink[stands + place] !== 1) return Number.NaN;
        return ends === null ? fidelityOfFixed(fixed, slot) : worth.fidelity(slot, ends);
      }),
    };
  };
}

interface Contact {
  /** Null for a link that does not depend on geometry. */
  readonly ends: Ends | null;
  /** The index of such a link; −1 for others. */
  readonly fixed: number;
  /** 0 for an existing link. */
  readonly lacks: number;
}

/** The fidelity of a link that does not depend on geometry. */
function fixedFidelities(scenario: Scenario, sites: readonly Site[]): (link: number, slot: number) => number {
  // These come first among the links of a network, in this order.
  const links = fixedLinks(scenario, sites);
  return (link, slot) => links[link]!.fidelity(slot);
}

/** The links of a slot, then its dropped contacts, then those that acquisition takes up. */
function slotContacts({ nodes, links, slots }: Topology): (slot: number) => readonly Contact[] {
  const indexOf = new Map(nodes.map(({ id }, index) => [id, index]));
  const rankOf = ({ kind }: { readonly kind: NodeKind }) => ['satellite', 'aerial', 'ground'].indexOf(kind);
  const standing = links.map(({ kind, ends, via }, index): Contact => {
    if (kind === 'explicit' || kind === 'fibre') return { ends: null, fixed: index, lacks: 0 };
    const [upper, lower] = ends
      .map((end) => indexOf.get(end)!)
      .sort((a, b) => rankOf(nodes[a]!) - rankOf(nodes[b]!) || a - b);
    const seen = { upper: upper!, lower: lower!, via: via === null ? -1 : indexOf.get(via)! };
    return { ends: seen, fixed: -1, lacks: 0 };
  });
  let shown = -1;
  let contacts: readonly Contact[] = [];
  return (slot) => {
    if (slot !== shown) {
      const { link, dropped, pointing } = slots[slot]!;
      contacts = [
        ...Array.from(link, (index) => standing[index]!),
        ...Array.from(dropped?.lacks ?? [], (lacks, place) => ({
          ends: { upper: dropped!.upper[place]!, lower: dropped!.lower[place]!, via: dropped!.via[place]! },
          fixed: -1,
          lacks,
        })),
        ...Array.from(pointing?.acquiring ?? [], (index) => ({
          ...standing[index]!,
          lacks: limitBit('acquisition'),
        })),
      ];
      shown = slot;
    }
    return contacts;
  };
}

/** The share of a slot that acquisition leaves of a contact, if a limit is lifted in all slots up to it. */
function acquiredShares(
  slotSeconds: number,
  contactsOf: (slot: number) => readonly Contact[],
  { acquisitionSeconds, everAcquires }: ContactWorth,
  limit: ContactLimit,
): (slot: number) => (ends: Ends) => number {
  if (!everAcquires) return () => () => 1;
  let fresh = acquisition<string>(slotSeconds);
  let next = 0;
  const share = (slot: number, ends: Ends): number => {
    const seconds = acquisitionSeconds(ends);
    return seconds > 0 ? fresh(slot, `${ends.upper} ${ends.lower} ${ends.via}`, seconds) : 1;
  };
  return (slot) => {
    if (slot < next) {
      fresh = acquisition<string>(slotSeconds);
      next = 0;
    }
    for (; next < slot; next += 1) {
      for (const { ends, lacks } of contactsOf(next)) {
        if (ends !== null && mayComeIn(lacks, limit)) share(next, ends);
      }
    }
    next = slot + 1;
    return (ends) => share(slot, ends);
  };
}

/**
 * Assigns the terminals of a slot among the contacts that have a share of it; by position, 1 for those that get theirs.
 */
function terminalDealer(topology: Topology, sites: readonly Site[], worth: ContactWorth) {
  const fixed = topology.links.filter(({ kind }) => kind === 'explicit' || kind === 'fibre');
  const registry = linkRegistry(
    sites,
    fixed.map(({ id }) => id),
  );
  const linkOf = ({ upper, lower, via }: Ends): number => {
    const linkClass = linkClassOf(sites[via < 0 ? upper : via]!.kind, sites[lower]!.kind);
    return via < 0
      ? registry.between(linkClass, upper, lower, true)
      : registry.dual(linkClass, via, upper, lower);
  };
  // Of the slot that was dealt with last: one limit after the other is lifted there.
  let shown = -1;
  let links = new Int32Array();
  let rates = new Float64Array();
  return (slot: number, contacts: readonly Contact[], share: Float64Array): Uint8Array => {
    if (slot !== shown) {
      shown = slot;
      links = new Int32Array(contacts.length).fill(-1);
      rates = new Float64Array(contacts.length);
    }
    const competing: Contacts = { link: [], rate: [], fidelity: [], acquired: [] };
    share.forEach((of, place) => {
      if (of === 0) return;
      if (links[place] === -1) {
        const ends = contacts[place]!.ends!;
        links[place] = linkOf(ends);
        rates[place] = worth.rate(slot, ends);
      }
      if (!(rates[place]! * of > 0)) return;
      competing.link.push(links[place]!);
      competing.rate.push(rates[place]! * of);
      competing.fidelity.push(1);
      competing.acquired.push(rates[place]! * of);
    });
    limitTerminals(competing, sites, registry.records, dropLog());
    const served = new Set(competing.link);
    return Uint8Array.from(share, (of, place) => Number(of > 0 && served.has(links[place]!)));
  };
}
