import type { SlotArms, SlotLinks, Topology } from '../domain/network.ts';
import type { Scenario } from '../scenario/schema/scenario.ts';
import { armsOf, budgetReader } from './link-budgets.ts';

/**
 * The slots with the arms of their links, which a plan needs to know what waits for news and for how long.
 * @param slotOf the slot of the horizon at each position in the topology, which differ in samples
 */
export function withArms(
  scenario: Scenario,
  topology: Topology,
  slotOf: (position: number) => number = (position) => position,
): Topology {
  const budgets = budgetReader(scenario, topology);
  const slots = topology.slots.map((slot, position): SlotLinks => {
    if (slot.link.length === 0) return { ...slot, arms: emptyArms(0) };
    const { budgetOf } = budgets(slotOf(position));
    const arms = emptyArms(slot.link.length);
    slot.link.forEach((link, at) => {
      const { delaysSeconds, efficiencies, captured } = armsOf(topology.links[link]!, budgetOf(link));
      arms.firstDelay[at] = delaysSeconds[0];
      arms.secondDelay[at] = delaysSeconds[1];
      arms.firstEfficiency[at] = efficiencies[0];
      arms.secondEfficiency[at] = efficiencies[1];
      arms.captured[at] = captured ?? 1;
    });
    return { ...slot, arms };
  });
  return { ...topology, slots };
}

const emptyArms = (count: number): SlotArms => ({
  firstDelay: new Float64Array(count),
  secondDelay: new Float64Array(count),
  firstEfficiency: new Float64Array(count),
  secondEfficiency: new Float64Array(count),
  captured: new Float64Array(count),
});
