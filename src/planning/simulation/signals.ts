import type { Plan } from '../../domain/plan.ts';
import type { Problem } from '../../domain/problem.ts';
import { budgetReader } from '../../orbit/link-budgets.ts';
import type { Scenario } from '../../scenario/schema/scenario.ts';
import type { SignalReader } from '../../simulation/signals.ts';
import { messageDelays } from '../assumptions/message-delays.ts';

/** Delays and efficiencies of the network of a plan, as its assumptions count them. */
export function networkSignals(scenario: Scenario, problem: Problem, plan: Plan): SignalReader {
  const budgets = budgetReader(scenario, problem.topology);
  const delays = messageDelays(problem, plan);
  return (slot) => {
    const inSlot = budgets(slot);
    return {
      delayOf: inSlot.delayOf,
      efficiencyOf: (link) => inSlot.budgetOf(link).efficiency,
      delayBetween: delays(slot, inSlot),
    };
  };
}
