/** What the flows that fill or draw on stocks do in one step. */
import type { RandomStream } from '../../base/random.ts';
import { binomialCount } from '../../base/random-counts.ts';
import { evenCount } from '../arrivals.ts';
import { AT } from '../ledger.ts';
import type { BatchFlow, BatchReplication } from './batch-replication.ts';
import { joinSets, setsOf } from './cohort-joins.ts';
import type { JoinedCohort } from './cohort-purification.ts';
import { pushCohort } from './cohort-queue.ts';
import { loseCohorts, lostOnArrival, putCohort } from './cohort-stores.ts';
import { turnedAway } from './full-stores.ts';
import type { Span } from './steps.ts';

/** A flow in a slot with stocks. */
export interface SteppedFlow {
  readonly state: BatchFlow;
  /** Index of the flow. */
  readonly index: number;
  readonly plannedBase: number;
  readonly stream: RandomStream;
}

interface Step extends Span {
  readonly slot: number;
  readonly slotBegin: number;
  /** Part of the slot that it is. */
  readonly share: number;
}

/** Joins what waited for stocks when the slot begins, flow after flow. */
export function joinWaiting(
  run: BatchReplication,
  stepped: readonly SteppedFlow[],
  step: Step,
  stream: RandomStream,
): void {
  const waiting = stepped.map(({ state }) => (state.queues.length > 0 ? setsOf(state) : 0));
  if (waiting.every((sets) => sets === 0)) return;
  const held = run.stores.held.slice();
  const made = stepped.map(({ state }, at) => {
    const there = state.flow.draws.map((draw) => run.stores.stocks[draw]!.available);
    return joinSets(run, state, Math.min(waiting[at]!, ...there), step);
  });
  storeMade(run, stepped, made, { held, step, stream });
}

/** Loses, joins, draws and stores what one step brings. */
export function runStep(
  run: BatchReplication,
  stepped: readonly SteppedFlow[],
  step: Step,
  stream: RandomStream,
): void {
  const held = run.stores.held.slice();
  // What is drawn in the step has been in store for half of it on average.
  loseStored(run, step.middle);
  for (const flow of stepped) arrive(run, flow, step);
  const wanted = stepped.map((flow) => wantedSets(run, flow, step));
  const granted = shareStocks(run, stepped, wanted, stream);
  const made = stepped.map(({ state }, at) => {
    // A flow over stocks alone asks at a moment of its own, which passes.
    if (state.queues.length === 0) run.deliveries.outcome.starvedDraws += wanted[at]! - granted[at]!;
    return joinSets(run, state, granted[at]!, step);
  });
  loseStored(run, step.to);
  storeMade(run, stepped, made, { held, step, stream });
}

/** Removes what memories lose until a moment. */
export function loseStored({ stores, deliveries }: BatchReplication, until: number): void {
  if (stores.memory.model !== 'loss') return;
  const { ledger } = deliveries.outcome;
  for (const stock of stores.stocks) {
    ledger[AT.lostInStorage]! += loseCohorts(stores, stock, until) * stock.store.elementary;
  }
}

/** Stores what fills have made in a step, as far as there is room. */
function storeMade(
  run: BatchReplication,
  stepped: readonly SteppedFlow[],
  made: readonly (readonly JoinedCohort[])[],
  { held, step, stream }: { readonly held: Float64Array; readonly step: Step; readonly stream: RandomStream },
): void {
  const { execution, stores, deliveries } = run;
  const { ledger } = deliveries.outcome;
  if (made.every((cohorts) => cohorts.length === 0)) return;
  const filled = stepped.flatMap(({ state }, at) =>
    state.flow.fills >= 0 ? [{ state, made: made[at]! }] : [],
  );
  const fillings = filled.map(({ state, made: cohorts }) => ({
    stock: state.flow.fills,
    pairs: cohorts.reduce((sum, { count }) => sum + count, 0),
  }));
  const taken = held.map((pairs, memory) => pairs - stores.held[memory]!);
  const away = turnedAway(execution, fillings, { held, taken }, stream);
  filled.forEach(({ state, made: cohorts }, at) => {
    const { fills, elementary } = state.flow;
    const stock = stores.stocks[fills]!;
    ledger[AT.fullStores]! += away[at]! * elementary;
    state.stored += fillings[at]!.pairs - away[at]!;
    let left = away[at]!;
    // The newest do not fit.
    for (const { count, state: weights } of cohorts.toReversed()) {
      const turned = Math.min(left, count);
      left -= turned;
      const lost = lostOnArrival(stores, stock, count - turned, step.to - step.from);
      ledger[AT.lostInStorage]! += lost * elementary;
      putCohort(stores, stock, {
        count: count - turned - lost,
        state: weights,
        seconds: step.middle,
        slot: step.slot,
      });
    }
  });
}

/** Of the pairs that are still to come on a hop in the slot, each comes in this step with the part of the time left that it is. */
function arrive(run: BatchReplication, { state, stream }: SteppedFlow, step: Step): void {
  const { coming, links } = run;
  const slotEnd = step.slotBegin + run.execution.slotSeconds;
  state.queues.forEach((queue, hop) => {
    const claim = state.flow.firstClaim + hop;
    const link = links[claim]!;
    const from = Math.max(step.from, step.slotBegin + link.beginSeconds);
    const share = from >= step.to ? 0 : (step.to - from) / (slotEnd - from);
    const count = binomialCount(coming[claim]!, share, stream);
    coming[claim]! -= count;
    pushCohort(queue, count, link.werner, step.middle - link.heraldSeconds);
  });
}

/** How many sets are there; a flow over stocks alone draws at the pace of the plan. */
function wantedSets(
  run: BatchReplication,
  { state, index, plannedBase }: SteppedFlow,
  { share }: Step,
): number {
  if (state.queues.length > 0) return setsOf(state);
  const before = run.paced[index]!;
  run.paced[index] = before + plannedBase * share;
  return evenCount(plannedBase * share, before);
}

/** What stocks have of what is wanted. Where one has too little, each set is as likely to come in time as any other. */
function shareStocks(
  { stores }: BatchReplication,
  stepped: readonly SteppedFlow[],
  wanted: readonly number[],
  stream: RandomStream,
): number[] {
  const granted = [...wanted];
  for (const index of new Set(stepped.flatMap(({ state }) => state.flow.draws))) {
    const stock = stores.stocks[index]!;
    const drawing = stepped.flatMap(({ state }, at) => (state.flow.draws.includes(index) ? [at] : []));
    let of = drawing.reduce((sum, at) => sum + granted[at]!, 0);
    let left = stock.available;
    if (of <= left) continue;
    for (const at of drawing) {
      const sets = granted[at]!;
      // As many at most as there are, and so many that the others can take the rest.
      const got = Math.min(left, sets, Math.max(left - (of - sets), binomialCount(left, sets / of, stream)));
      granted[at] = got;
      left -= got;
      of -= sets;
    }
  }
  return granted;
}
