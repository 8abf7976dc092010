import {
  type ContactWindow,
  type PlannedWindow,
  WINDOW_LIMITS,
  type WindowLimit,
  type WindowUse,
} from '../domain/contact-window.ts';
import { CONTACT_LIMITS, limitBit } from '../domain/idle-reason.ts';
import { positionInSlot, type Topology } from '../domain/network.ts';
import type { Plan } from '../domain/plan.ts';
import type { Scenario } from '../scenario/schema/scenario.ts';
import { flownNetwork, type TelescopeLack } from './flown-network.ts';
import { lacksInSlot } from './lacks-in-slot.ts';
import { pairsTaken } from './pairs-taken.ts';

/** Windows are known to 0.1 s. */
const TOLERANCE_SECONDS = 0.1;
/** No purification raises such a pair, and every fidelity target is above it. */
const HOPELESS_FIDELITY = 0.5;

/** One slot of a window. */
interface WindowSlot {
  /** Whether it lies in the window as a whole. */
  readonly isWhole: boolean;
  /** Null if there is no link. */
  readonly fidelity: number | null;
  readonly pairs: number;
  /** What keeps pairs from it. */
  readonly limits: readonly WindowLimit[];
}

/**
 * What a plan does with each window of its scenario, slot by slot; a slot belongs to the window in which its middle is.
 * @param topology the network that was planned
 */
export function plannedWindows(
  scenario: Scenario,
  topology: Topology,
  plan: Plan,
): (window: ContactWindow) => PlannedWindow {
  const slotsOf = windowSlots(scenario, topology, plan);
  return (window) => {
    const slots = slotsOf(window);
    const inPlan = window.kind === 'arm' ? [] : slots;
    const limits = new Set(inPlan.flatMap((slot) => (slot.isWhole ? slot.limits : [])));
    return {
      ...window,
      use: window.kind === 'arm' ? 'no memory' : fateOf(slots),
      pairs: inPlan.reduce((sum, { pairs }) => sum + pairs, 0),
      usedSlots: inPlan.filter(({ pairs }) => pairs > 0).length,
      linkSlots: inPlan.filter(({ fidelity }) => fidelity !== null).length,
      limits: WINDOW_LIMITS.filter((limit) => limits.has(limit)),
    };
  };
}

function fateOf(slots: readonly WindowSlot[]): WindowUse {
  if (slots.some(({ pairs }) => pairs > 0)) return 'used';
  const links = slots.flatMap(({ fidelity }) => fidelity ?? []);
  if (links.length > 0) {
    return links.some((fidelity) => fidelity > HOPELESS_FIDELITY) ? 'unused' : 'low fidelity';
  }
  return slots.some(({ isWhole }) => isWhole) ? 'no link' : 'no whole slot';
}

function windowSlots(
  scenario: Scenario,
  topology: Topology,
  plan: Plan,
): (window: ContactWindow) => readonly WindowSlot[] {
  const { links, nodes, slots, slotSeconds } = topology;
  const taken = pairsTaken(plan, scenario);
  const lacksOf = lacksInSlot(topology);
  const withoutTelescopes = telescopeLimits(topology, plan);
  const indexOf = new Map(nodes.map(({ id }, index) => [id, index]));
  const linkOf = new Map(
    links.map(({ kind, id, ends, via }, index) =>
      kind === 'explicit' || kind === 'fibre' ? [id, index] : [opticalKey(ends, via), index],
    ),
  );
  return (window) => {
    const { first, second, via, startSeconds, endSeconds } = window;
    const link = linkOf.get(window.link ?? opticalKey([first, second], via)) ?? -1;
    const ends = [indexOf.get(first)!, indexOf.get(second)!, via === null ? -1 : indexOf.get(via)!] as const;
    const from = Math.max(0, Math.ceil(startSeconds / slotSeconds - 0.5));
    const to = Math.min(slots.length - 1, Math.floor(endSeconds / slotSeconds - 0.5));
    return Array.from({ length: Math.max(0, to - from + 1) }, (_, place): WindowSlot => {
      const slot = from + place;
      const position = link < 0 ? -1 : positionInSlot(slots[slot]!, link);
      const isWhole =
        slot * slotSeconds >= startSeconds - TOLERANCE_SECONDS &&
        (slot + 1) * slotSeconds <= endSeconds + TOLERANCE_SECONDS;
      if (position < 0) {
        const isAcquiring = slots[slot]!.pointing?.acquiring.includes(link) ?? false;
        const limits = isAcquiring ? ACQUISITION : limitsOf(lacksOf(slot, ...ends));
        return { isWhole, fidelity: null, pairs: 0, limits };
      }
      const pairs = taken(links[link]!.id, slot);
      const limits = pairs > 0 ? [] : withoutTelescopes(link, slot);
      return { isWhole, fidelity: slots[slot]!.fidelity[position]!, pairs, limits };
    });
  };
}

const limitsOf = (lacks: number): readonly WindowLimit[] =>
  CONTACT_LIMITS.filter((limit) => (lacks & limitBit(limit)) !== 0);

const ACQUISITION: readonly WindowLimit[] = ['acquisition'];
const LIMIT_OF_LACK: Readonly<Record<TelescopeLack, WindowLimit>> = {
  'no terminal': 'terminal',
  acquiring: 'acquisition',
  'forbidden by hand': 'forbidden',
};

/** What keeps telescopes from a link, where the plan points them. */
function telescopeLimits(
  topology: Topology,
  plan: Plan,
): (link: number, slot: number) => readonly WindowLimit[] {
  const { lackOf } = flownNetwork(topology, plan);
  return (link, slot) => {
    if ((topology.pointing?.links[link] ?? null) === null) return [];
    const lack = lackOf([link], slot);
    return lack === null ? [] : [LIMIT_OF_LACK[lack]];
  };
}

/** Not an id: none contains a bracket. */
const opticalKey = (ends: readonly [string, string], via: string | null): string =>
  JSON.stringify([...ends.toSorted(), via]);
