/** The pointings that a scenario decides by hand, against the network: only there all links and contacts are known. */
import { InputError } from '../base/errors.ts';
import { acquiredCapacity } from '../domain/acquired-capacity.ts';
import type { Topology } from '../domain/network.ts';
import { lostShares, type PointingLimits, type StatedPointing } from '../domain/pointing.ts';
import { type Finding, issueOf } from '../scenario/issue.ts';
import { didYouMean } from '../scenario/nearest.ts';
import type { Scenario } from '../scenario/schema/scenario.ts';

type Pointed = Pick<Topology, 'nodes' | 'links' | 'slots' | 'slotSeconds'> & {
  readonly pointing: PointingLimits;
};

/** What is decided, and its place in the scenario. */
interface Decision extends StatedPointing {
  readonly index: number;
}

/**
 * The limits, with what the scenario decides by hand.
 * @throws InputError for links that do not exist, are never in contact or take no limited telescope, and for pins that no
 * plan can keep: without a contact, shorter than acquisition, or of more telescopes than a node has
 */
export function withStated({ pointings = [] }: Scenario, network: Pointed): PointingLimits {
  const { links, pointing } = network;
  if (pointings.length === 0) return pointing;
  const indexOf = new Map(links.map(({ id }, index) => [id, index]));
  const findings: Finding[] = [];
  const stated = pointings.flatMap(({ link: id, from, to, use }, index): Decision[] => {
    const link = indexOf.get(id);
    const path = ['pointings', index, 'link'];
    if (link !== undefined && pointing.links[link] !== null) return [{ link, from, to, use, index }];
    findings.push(
      link === undefined
        ? {
            path,
            message: `there is no link '${id}' in any slot.`,
            hint: didYouMean(id, indexOf.keys(), 'The table of satqn contacts names the links.'),
          }
        : {
            path,
            message: `no end of '${id}' limits its telescopes, so no plan points them.`,
            hint: 'State maximumTerminals at one of its ends, or remove the pointing.',
          },
    );
    return [];
  });
  const pins = stated.filter(({ use }) => use === 'pin');
  findings.push(...withoutContact(stated, network), ...tooShort(pins, network), ...tooMany(pins, network));
  if (findings.length > 0) throw new InputError(findings.map(issueOf));
  return { ...pointing, stated: stated.map(({ link, from, to, use }) => ({ link, from, to, use })) };
}

/** Pins without a contact, and whatever is decided about a link that has none in any slot. */
function withoutContact(stated: readonly Decision[], network: Pointed): Finding[] {
  return stated.flatMap(({ link, from, to, use, index }) => {
    if (contactsWithin(network, link, from, to).length > 0) return [];
    const [nearest] = contactsWithin(network, link, 0, network.slots.length).toSorted(
      (a, b) => distance(a, from) - distance(b, from),
    );
    if (nearest !== undefined && use === 'forbid') return [];
    return [
      {
        path: ['pointings', index],
        message: `'${network.links[link]!.id}' is not in contact in ${slotWords(from, to)}.`,
        hint:
          nearest === undefined
            ? `Remove ${use === 'pin' ? 'the pin' : 'what forbids it'}: the link is never in contact.`
            : `The nearest contact is from: ${nearest.from}, to: ${nearest.to}.`,
      },
    ];
  });
}

/** What is pinned for less time than it takes to acquire would carry nothing, and P4 lets no plan point so briefly. */
function tooShort(pins: readonly Decision[], network: Pointed): Finding[] {
  return pins.flatMap(({ link, from, to, index }) => {
    const { acquisitionSeconds } = network.pointing.links[link]!;
    const least = lostShares(acquisitionSeconds, network.slotSeconds).length;
    const isPinned = (slot: number) =>
      pins.some((pin) => pin.link === link && slot >= pin.from && slot < pin.to);
    const isBrief = (run: Contact) => {
      let [first, end] = [run.from, run.to];
      while (isPinned(first - 1) && isInContact(network, link, first - 1)) first--;
      while (isPinned(end) && isInContact(network, link, end)) end++;
      return end - first < least;
    };
    const pinned = contactsWithin(network, link, from, to);
    const brief = pinned.find(isBrief);
    if (brief === undefined) return [];
    const { id } = network.links[link]!;
    const path = ['pointings', index];
    const whole = contactsWithin(network, link, 0, network.slots.length).find(
      (contact) => contact.from <= brief.from && brief.to <= contact.to,
    )!;
    if (whole.to - whole.from >= least) {
      return [
        {
          path,
          message: `'${id}' is pinned in ${slotWords(brief.from, brief.to)} of a contact only, and its acquisition takes ${acquisitionSeconds} s.`,
          hint: `Pin at least ${least} slots of that contact, which is from: ${whole.from}, to: ${whole.to}, or none.`,
        },
      ];
    }
    const others = pinned.filter((run) => !isBrief(run)).map((run) => `from: ${run.from}, to: ${run.to}`);
    return [
      {
        path,
        message: `the contact of '${id}' in ${slotWords(whole.from, whole.to)} is shorter than its acquisition, which takes ${acquisitionSeconds} s.`,
        hint:
          others.length > 0
            ? `Pin only contacts that are long enough: ${others.join('; ')}.`
            : `Pin a contact of at least ${least} slots, or remove the pin.`,
      },
    ];
  });
}

/** Each pin with which a node would need more telescopes than it has, at the first slot in which it would. */
function tooMany(pins: readonly Decision[], network: Pointed): Finding[] {
  const { pointing, nodes, links } = network;
  const taken = new Map<string, number>();
  const taking = new Set<string>();
  return pins.flatMap(({ link, from, to, index }) => {
    let found: Finding | null = null;
    for (let slot = from; slot < to; slot++) {
      if (!isInContact(network, link, slot) || taking.has(`${link} ${slot}`)) continue;
      taking.add(`${link} ${slot}`);
      for (const [node, count] of pointing.links[link]!.terminals) {
        const needed = (taken.get(`${node} ${slot}`) ?? 0) + count;
        taken.set(`${node} ${slot}`, needed);
        const limit = pointing.terminals.get(node)!;
        if (needed <= limit || found !== null) continue;
        const { id } = nodes[node]!;
        found = {
          path: ['pointings', index],
          message: `with '${links[link]!.id}', ${needed} telescopes of '${id}' are pinned in slot ${slot + 1}, and it has ${limit}.`,
          hint: `Remove a pin at '${id}', change its slots, or raise maximumTerminals there.`,
        };
      }
    }
    return found === null ? [] : [found];
  });
}

interface Contact {
  readonly from: number;
  readonly to: number;
}

function contactsWithin(network: Pointed, link: number, from: number, to: number): Contact[] {
  const contacts: { from: number; to: number }[] = [];
  for (let slot = from; slot < to; slot++) {
    if (!isInContact(network, link, slot)) continue;
    const last = contacts.at(-1);
    if (last?.to === slot) last.to++;
    else contacts.push({ from: slot, to: slot + 1 });
  }
  return contacts;
}

const isInContact = ({ slots }: Pointed, link: number, slot: number): boolean =>
  slots[slot] !== undefined && acquiredCapacity(slots[slot], link) > 0;

const distance = ({ from, to }: Contact, slot: number): number =>
  slot < from ? from - slot : Math.max(0, slot - to + 1);

const slotWords = (from: number, to: number): string =>
  to - from === 1 ? `slot ${from + 1}` : `slots ${from + 1} to ${to}`;
