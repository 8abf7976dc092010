import type { Topology } from '../domain/network.ts';
import { lossDb } from '../physics/decibel.ts';
import type { Scenario } from '../scenario/schema/scenario.ts';
import { linkSampler } from './link-samples.ts';
import { startMilliseconds } from './satellites.ts';
import { resolveSites } from './sites.ts';
import { emptySnapshot, moveTo } from './snapshot.ts';
import { rangeKm } from './visibility.ts';

/** Range and loss of the links of a slot, in the order of its {@link Topology.slots}; NaN if unknown. */
export interface SlotBudget {
  /**
   * The straight line, for a dual downlink the sum of both arms, for a fibre its length, for an explicit link what it
   * states; km.
   */
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
  const { sample } = linkSampler(scenario, topology, sites);
  const indexOf = new Map(sites.map(({ id }, index) => [id, index]));
  const straight = ([first, second]: readonly [string, string]) =>
    rangeKm(snapshot, indexOf.get(first)!, indexOf.get(second)!);
  const { link: indices } = topology.slots[slot]!;
  const samples = Array.from(indices, (index) => ({
    ends: topology.links[index]!.ends,
    ...sample(index, snapshot),
  }));
  return {
    rangeKm: Float64Array.from(samples, ({ ends, lengthKm }) =>
      Number.isNaN(lengthKm) ? straight(ends) : lengthKm,
    ),
    lossDb: Float64Array.from(samples, ({ efficiency }) =>
      efficiency > 0 ? lossDb(efficiency) : Number.NaN,
    ),
  };
}
