import type { Plan } from '../../domain/plan.ts';
import type { Problem } from '../../domain/problem.ts';
import { messageNetwork } from '../../model/message-network.ts';
import { armsOf, budgetReader } from '../../orbit/link-budgets.ts';
import { linkWaits } from '../../physics/heralding.ts';
import type { Scenario } from '../../scenario/schema/scenario.ts';
import { plansSignals } from '../../scenario/signals.ts';
import type { SignalReader } from '../../simulation/signals.ts';
import { messageDelays } from '../assumptions/message-delays.ts';

/** Waits, delays and efficiencies of the network of a plan, as the plan counts them, or else its assumptions. */
export function networkSignals(scenario: Scenario, problem: Problem, plan: Plan): SignalReader {
  const { topology } = problem;
  const budgets = budgetReader(scenario, topology);
  const delays = messageDelays(problem, plan);
  const indexOf = new Map(topology.nodes.map(({ id }, node) => [id, node]));
  const delayIn = (slot: number): ((from: string, to: string) => number) => {
    const { delay } = messageNetwork(scenario, topology, topology.slots[slot]!, indexOf);
    return (from, to) => delay(indexOf.get(from)!, indexOf.get(to)!);
  };
  return (slot) => {
    const inSlot = budgets(slot);
    return {
      delayOf: inSlot.delayOf,
      waitsOf: (link) => linkWaits(armsOf(topology.links[link]!, inSlot.budgetOf(link))),
      efficiencyOf: (link) => inSlot.budgetOf(link).efficiency,
      delayBetween: plansSignals(scenario) ? delayIn(slot) : delays(slot, inSlot),
    };
  };
}
