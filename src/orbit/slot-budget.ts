import type { Link, Topology } from '../domain/network.ts';
import { lossDb } from '../physics/decibel.ts';
import type { OpticalClass } from '../physics/link-defaults.ts';
import { withIds } from '../scenario/identifiers.ts';
import type { Scenario } from '../scenario/schema/scenario.ts';
import { type Channel, channelOf } from './channel.ts';
import { efficiencyOfFibre } from './fixed-links.ts';
import { startMilliseconds } from './satellites.ts';
import { resolveSites } from './sites.ts';
import { emptySnapshot, moveTo } from './snapshot.ts';
import { rangeKm } from './visibility.ts';

/** Range and loss of the links of a slot, in the order of its {@link Topology.slots}; NaN if unknown. */
export interface SlotBudget {
  /** The straight line, for a dual downlink the sum of both arms, for a fibre its length; km. */
  readonly rangeKm: Float64Array;
  /** −10 log10 of the efficiency from source to detectors, dB. */
  readonly lossDb: Float64Array;
}

/**
 * The links of a slot at its middle. Capacity and fidelity of a slot come from three instants, so they do not follow
 * from this loss alone.
 */
export function slotBudget(scenario: Scenario, topology: Topology, slot: number): SlotBudget {
  const sites = resolveSites(scenario);
  const snapshot = emptySnapshot(sites);
  const startMs = scenario.horizon.start === undefined ? null : startMilliseconds(scenario);
  moveTo(snapshot, sites, startMs, (slot + 0.5) * topology.slotSeconds);
  const indexOf = new Map(sites.map(({ id }, index) => [id, index]));
  const kindOf = new Map(topology.nodes.map(({ id, kind }) => [id, kind]));
  const fibres = new Map(withIds(scenario).fibres.map((fibre) => [fibre.id!, fibre]));
  const channels = new Map<OpticalClass, Channel | null>();
  const channelFor = (linkClass: OpticalClass) => {
    if (!channels.has(linkClass)) channels.set(linkClass, channelOf(scenario, linkClass, sites));
    return channels.get(linkClass) ?? null;
  };

  /** The arm between two nodes; the first is the one that the class names first. */
  const arm = (linkClass: OpticalClass, upper: string, lower: string) => {
    const [a, b] = [indexOf.get(upper)!, indexOf.get(lower)!];
    const efficiency = channelFor(linkClass)?.efficiency(snapshot, a, b) ?? Number.NaN;
    return { rangeKm: rangeKm(snapshot, a, b), lossDb: efficiency > 0 ? lossDb(efficiency) : Number.NaN };
  };
  const budget = (link: Link) => {
    const [first, second] = link.ends;
    if (link.kind === 'fibre') {
      const fibre = fibres.get(link.id)!;
      return { rangeKm: fibre.lengthKm, lossDb: lossDb(efficiencyOfFibre(scenario, fibre)) };
    }
    if (link.kind === 'explicit') {
      return { rangeKm: rangeKm(snapshot, indexOf.get(first)!, indexOf.get(second)!), lossDb: Number.NaN };
    }
    const linkClass = link.class as OpticalClass;
    if (link.via !== null) {
      const arms = [arm(linkClass, link.via, first), arm(linkClass, link.via, second)] as const;
      return { rangeKm: arms[0].rangeKm + arms[1].rangeKm, lossDb: arms[0].lossDb + arms[1].lossDb };
    }
    const letter = { satellite: 'S', aerial: 'A', ground: 'G' }[kindOf.get(first)!];
    return letter === linkClass[0] ? arm(linkClass, first, second) : arm(linkClass, second, first);
  };

  const { link: indices } = topology.slots[slot]!;
  const budgets = Array.from(indices, (index) => budget(topology.links[index]!));
  return {
    rangeKm: Float64Array.from(budgets, (one) => one.rangeKm),
    lossDb: Float64Array.from(budgets, (one) => one.lossDb),
  };
}
