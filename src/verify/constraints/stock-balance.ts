/**
 * C6: z_j^{t+1} − s z_j^t + s D_j^t − φδ f_j^t = 0, t = 0..T−1, with the price of slot t+1; ≤ 0 with a maximum age A of
 * stored pairs. Also checks that a stock begins as the scenario states and is never below 0.
 */
import { losses, maximumStorageSlots } from '../fidelity.ts';
import { type IndexedPlan, neededPairs, plannedStocks } from '../indexed-plan.ts';
import { slotName } from '../scenario-index.ts';
import { sequenceKey, statedStock } from '../sub-paths.ts';
import { difference, excess, note, type Violations } from '../violations.ts';
import type { CheckedFamily } from './family.ts';

export const stockBalance: CheckedFamily<'C6'> = {
  check(plan, violations) {
    const { topology, scenario } = plan.indexed;
    const { slotCount, slotSeconds } = topology;
    const { memory } = scenario.storage;
    const { survival, arriving, leaving } = losses(memory, slotSeconds);
    const violation = Number.isFinite(maximumStorageSlots(memory)) ? excess : difference;
    checkInitialStock(plan, violations);
    for (const { stock, name } of plan.stores.values()) {
      const fault = stock.length === slotCount + 1 ? 0 : Number.POSITIVE_INFINITY;
      note(violations.C6, fault, () => `${name}: not ${slotCount + 1} stocks`);
    }
    for (const { store, drawn, filled } of plannedStocks(plan)) {
      const { stock, reachable, name } = store;
      let t = 0;
      const where = () => `${name}, ${slotName(t)}`;
      for (; t <= slotCount; t++) {
        note(violations.C6, excess(-stock[t]!, 0, reachable[t]!), where);
        if (t === 0) continue;
        const left =
          survival * (stock[t - 1]! - neededPairs(drawn[t - 1]!, leaving)) + arriving * filled[t - 1]!;
        const contribution = Math.max(reachable[t]!, survival * reachable[t - 1]!);
        note(violations.C6, violation(stock[t]!, left, contribution), where);
      }
    }
  },
  price({ pair, subPath, slot, price }, { storeOf, slotCount, problem, fields }) {
    const store = storeOf(pair, subPath);
    if (store === undefined || slot < 1 || slot > slotCount) return;
    const { survival, arriving } = losses(problem.memory, problem.topology.slotSeconds);
    fields.hold(store)[slot]! += price;
    fields.hold(store)[slot - 1]! -= survival * price;
    fields.draw(store)[slot - 1]! += survival * price;
    fields.fill(store)[slot - 1]! -= arriving * price;
  },
  isFree: ({ problem }) => !Number.isFinite(maximumStorageSlots(problem.memory)),
};

/** z^0 is the scenario's initial stock; parallel links of one node sequence share it. */
function checkInitialStock({ indexed, stores }: IndexedPlan, violations: Violations): void {
  const held = new Map<string, number>();
  const sequences = new Map<string, readonly string[]>();
  for (const { nodes } of indexed.scenario.storage.initialStock) sequences.set(sequenceKey(nodes), nodes);
  for (const { nodes, stock } of stores.values()) {
    const key = sequenceKey(nodes);
    sequences.set(key, nodes);
    held.set(key, (held.get(key) ?? 0) + (stock[0] ?? 0));
  }
  for (const [key, nodes] of sequences) {
    const stated = statedStock(indexed, nodes)?.pairs ?? 0;
    note(
      violations.C6,
      difference(held.get(key) ?? 0, stated),
      () => `initial stock along ${nodes.join(', ')}`,
    );
  }
}
