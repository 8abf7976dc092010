/** The engine `batch`: pairs are counted, slot by slot, and in steps of a slot where stocks are filled or drawn on. */
import type { SimulationOptions } from '../../domain/simulation.ts';
import type { ExecutedSlot, Execution } from '../execution.ts';
import { enterFlows, leaveFlows } from '../flow-slots.ts';
import type { LatencyCounts } from '../latency-counts.ts';
import { AT } from '../ledger.ts';
import { closeDeliveries, type Outcome } from '../outcome.ts';
import { streamOf } from '../streams.ts';
import { type BatchFlow, type BatchReplication, newBatchReplication } from './batch-replication.ts';
import { discardCohorts, joinSets, setsOf } from './cohort-joins.ts';
import { pushCohort } from './cohort-queue.ts';
import { beginCohorts } from './cohort-stores.ts';
import { settle } from './freshness.ts';
import { drawArrivals } from './slot-arrivals.ts';
import { joinWaiting, loseStored, runStep, type SteppedFlow } from './step-flows.ts';
import { spanOf, stepsOf, usesStores } from './steps.ts';

/**
 * Runs one replication over the whole horizon. Its options have passed `engineFor`.
 * @param latencies of each demand; what this replication gives is added
 */
export function runBatch(
  execution: Execution,
  options: SimulationOptions,
  index: number,
  latencies: readonly LatencyCounts[],
): Outcome {
  const run = newBatchReplication(execution, options, index, latencies);
  const { deliveries, stores } = run;
  const { ledger } = deliveries.outcome;
  for (const { store } of stores.stocks) ledger[AT.initialStock]! += store.initialPairs * store.elementary;
  execution.slots.forEach((slot, t) => {
    enterFlows(run, slot, t, (state) => discardCohorts(run, state));
    loseStored(run, t * execution.slotSeconds);
    discardOld(run, t);
    runSlot(run, slot, t);
    countStarved(run, slot);
  });
  leaveFlows(run, (state) => discardCohorts(run, state));
  leaveStores(run);
  execution.demands.forEach((_, demand) => {
    settle(execution, deliveries, run.freshness, demand);
  });
  return closeDeliveries(execution, deliveries);
}

function discardOld({ stores, deliveries }: BatchReplication, slot: number): void {
  for (const stock of stores.stocks) {
    deliveries.outcome.ledger[AT.tooOld]! += beginCohorts(stores, stock, slot) * stock.store.elementary;
  }
}

function runSlot(run: BatchReplication, slot: ExecutedSlot, t: number): void {
  const { execution, options, index, flows } = run;
  const { slotSeconds } = execution;
  const begin = t * slotSeconds;
  drawArrivals(run, slot, t);
  const stepped: SteppedFlow[] = [];
  for (const { flow, plannedBase } of slot.flows) {
    const state = flows[flow]!;
    state.news = null;
    if (!usesStores(state.flow)) {
      runAtOnce(run, state, begin);
      continue;
    }
    const stream = streamOf(options.seed, 'steps', state.flow.key, t, index);
    stepped.push({ state, index: flow, plannedBase, stream });
  }
  const steps = stepsOf(execution, slot);
  if (steps === 0) return;
  const stream = streamOf(options.seed, 'stores', '', t, index);
  const atBegin = { ...spanOf(begin, begin), slot: t, slotBegin: begin, share: 0 };
  joinWaiting(run, stepped, atBegin, stream);
  for (let step = 0; step < steps; step++) {
    const from = begin + (step / steps) * slotSeconds;
    const span = spanOf(from, begin + ((step + 1) / steps) * slotSeconds);
    runStep(run, stepped, { ...span, slot: t, slotBegin: begin, share: 1 / steps }, stream);
  }
}

/** A flow of own hops alone joins the least of what they bring in the slot, whenever that comes. */
function runAtOnce(run: BatchReplication, state: BatchFlow, begin: number): void {
  const { coming, links } = run;
  const { firstClaim } = state.flow;
  let acquired = 0;
  for (let hop = 0; hop < state.queues.length; hop++) {
    acquired = Math.max(acquired, links[firstClaim + hop]!.beginSeconds);
  }
  const span = spanOf(begin + acquired, begin + run.execution.slotSeconds);
  state.queues.forEach((queue, hop) => {
    const { werner, heraldSeconds } = links[firstClaim + hop]!;
    pushCohort(queue, coming[firstClaim + hop]!, werner, span.middle - heraldSeconds);
  });
  joinSets(run, state, setsOf(state), span);
}

function countStarved({ flows, deliveries: { outcome } }: BatchReplication, slot: ExecutedSlot): void {
  for (const { flow, planned } of slot.flows) {
    const state = flows[flow]!;
    const { draws, fills } = state.flow;
    // Sets that wait do so for a stock.
    if (draws.length > 0 && state.queues.length > 0) outcome.starvedDraws += setsOf(state);
    if (fills >= 0) outcome.starvedFills += Math.max(0, planned - state.stored);
  }
}

/** What is still in stock when the horizon ends. */
function leaveStores(run: BatchReplication): void {
  const { execution, stores, deliveries } = run;
  const { ledger } = deliveries.outcome;
  loseStored(run, execution.slotCount * execution.slotSeconds);
  discardOld(run, execution.slotCount);
  for (const { store, size } of stores.stocks) ledger[AT.leftInStock]! += size * store.elementary;
}
