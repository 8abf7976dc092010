/** The engine `pairs`: every pair, one after the other. */
import type { SimulationOptions } from '../domain/simulation.ts';
import { choiceOf, openSlot } from './allocation.ts';
import { type ArrivalTimes, evenCount, idleArrivals, randomArrivals, regularArrivals } from './arrivals.ts';
import { calendarOf } from './calendar.ts';
import type { ExecutedSlot, Execution, FlowInSlot, LinkInSlot } from './execution.ts';
import { enterFlows, leaveFlows } from './flow-slots.ts';
import { discardQueues, join, joinAll, loseStored, receive, starvedSets } from './joins.ts';
import type { LatencyCounts } from './latency-counts.ts';
import { AT } from './ledger.ts';
import { closeDeliveries, type Outcome } from './outcome.ts';
import { newReplication, type Replication } from './replication.ts';
import type { Samples } from './samples.ts';
import { beginSlot, loseUntil, type Stock } from './stores.ts';
import { streamOf } from './streams.ts';
import type { Observer } from './trace.ts';

/**
 * Runs one replication over the whole horizon.
 * @param latencies of each demand; what this replication gives is added
 * @param observe told of every event, if not null, which takes much longer
 * @param samples where what is left of Werner parameters is added, if not null
 */
export function runPairs(
  execution: Execution,
  options: SimulationOptions,
  index: number,
  latencies: readonly LatencyCounts[],
  observe: Observer | null = null,
  samples: Samples | null = null,
): Outcome {
  const run = newReplication(execution, options, index, latencies, observe, samples);
  const { ledger } = run.deliveries.outcome;
  for (const { store } of run.stores.stocks) {
    ledger[AT.initialStock]! += store.initialPairs * store.elementary;
  }
  execution.slots.forEach((slot, t) => {
    enterSlot(run, slot, t);
    runSlot(run, slot, t);
    countStarved(run, slot);
  });
  leaveHorizon(run);
  return closeDeliveries(execution, run.deliveries);
}

/** Ends what does not go on, and begins what is new. */
function enterSlot(run: Replication, slot: ExecutedSlot, t: number): void {
  const now = t * run.execution.slotSeconds;
  if (run.modes !== null && slot.modesInFlight) run.modes.inFlight = slot.modesInFlight;
  enterFlows(run, slot, t, (state, seconds) => discardQueues(run, state, seconds));
  for (const stock of run.stores.stocks) {
    passStock(run, stock, t, now);
  }
}

function countStarved({ flows, deliveries: { outcome } }: Replication, slot: ExecutedSlot): void {
  for (const { flow, planned } of slot.flows) {
    const state = flows[flow]!;
    outcome.starvedDraws += starvedSets(state);
    if (state.flow.fills >= 0) outcome.starvedFills += Math.max(0, planned - state.stored);
  }
}

/** What memories lose until a slot begins, and what is too old for it. */
function passStock(run: Replication, stock: Stock, t: number, now: number): void {
  loseUntil(run.stores, stock, now, (store) => loseStored(run, store, now));
  beginSlot(run.stores, stock, t, (store) => loseStored(run, store, now, 'tooOld'));
}

function runSlot(run: Replication, slot: ExecutedSlot, t: number): void {
  const { execution, options, index, allocation } = run;
  const { slotSeconds, links } = execution;
  const begin = t * slotSeconds;
  const choose = choiceOf(options.discipline, options.arrivals);
  const isThinned = options.discipline === 'planned' && options.arrivals !== 'regular';
  const thinning = slot.links.map(({ link }) =>
    isThinned ? streamOf(options.seed, 'thinning', links[link]!, t, index) : () => 0,
  );
  const paced = slot.flows.filter(({ flow }) => execution.flows[flow]!.ownHops === 0);
  for (const link of slot.links) openSlot(allocation, link);
  for (const { flow } of slot.flows) {
    const state = run.flows[flow]!;
    if (state.flow.ownHops > 0) joinAll(run, state, begin);
  }
  const calendar = calendarOf([
    ...slot.links.map((link) => timesOf(run, link, t)),
    ...paced.map((one) => pacedTimes(run, one)),
  ]);
  const { ledger } = run.deliveries.outcome;
  const taken = new Float64Array(slot.links.length);
  for (let source = calendar.next(); source >= 0; source = calendar.next()) {
    const now = begin + calendar.time();
    calendar.advance();
    if (source >= slot.links.length) {
      const isJoined = join(run, run.flows[paced[source - slot.links.length]!.flow]!, now);
      if (!isJoined) run.deliveries.outcome.starvedDraws += 1;
      continue;
    }
    const link = slot.links[source]!;
    ledger[AT.arrived]! += 1;
    taken[source]! += 1;
    const chosen = choose(link, allocation, thinning[source]!);
    if (chosen < 0) {
      ledger[AT.unassigned]! += 1;
      run.observe?.({ seconds: now, event: 'lost', link: links[link.link]!, cause: 'unassigned', pairs: 1 });
      continue;
    }
    const claim = link.claims[chosen]!;
    allocation.received[claim]! += 1;
    const state = run.flows[execution.flowOfClaim[claim]!]!;
    run.observe?.({
      seconds: now,
      event: 'arrived',
      link: links[link.link]!,
      flow: state.flow.key,
      pairs: 1,
    });
    receive(run, state, claim - state.flow.firstClaim, link, now);
  }
  slot.links.forEach((link, source) => {
    const count = idleOf(run, link, t, taken[source]!);
    ledger[AT.arrived]! += count;
    ledger[AT.unassigned]! += count;
    if (count === 0) return;
    // Nobody looks at when they arrive.
    const seconds = begin + slotSeconds;
    run.observe?.({ seconds, event: 'lost', link: links[link.link]!, cause: 'unassigned', pairs: count });
  });
}

/** Pairs of a link that are offered to nobody in a slot. */
function idleOf(run: Replication, link: LinkInSlot, t: number, taken: number): number {
  const { execution, options, idle, index } = run;
  if (options.arrivals === 'regular') {
    const before = idle[link.link]!;
    idle[link.link] = before + link.mean - link.offered;
    return evenCount(link.mean - link.offered, before);
  }
  if (link.mean === link.offered) return 0;
  const stream = streamOf(options.seed, 'idle', execution.links[link.link]!, t, index);
  return idleArrivals(link, execution.slotSeconds, options.arrivals, { taken, stream });
}

function timesOf(
  { execution, options, passed, index }: Replication,
  link: LinkInSlot,
  t: number,
): ArrivalTimes {
  const { slotSeconds, links } = execution;
  if (options.arrivals === 'regular') {
    const before = passed[link.link]!;
    passed[link.link] = before + link.offered;
    return regularArrivals(link.offered, link.beginSeconds, slotSeconds, before);
  }
  const stream = streamOf(options.seed, 'arrivals', links[link.link]!, t, index);
  return randomArrivals(link, slotSeconds, options.arrivals, stream);
}

/** A flow over stocks alone has nothing that arrives: it draws at the pace of the plan. */
function pacedTimes({ execution, paced }: Replication, { flow, plannedBase }: FlowInSlot): ArrivalTimes {
  const before = paced[flow]!;
  paced[flow] = before + plannedBase;
  return regularArrivals(plannedBase, 0, execution.slotSeconds, before);
}

/** Everything that is still there when the horizon ends. */
function leaveHorizon(run: Replication): void {
  const { execution, stores, deliveries } = run;
  const end = execution.slotCount * execution.slotSeconds;
  leaveFlows(run, (state, seconds) => discardQueues(run, state, seconds));
  for (const stock of stores.stocks) {
    passStock(run, stock, execution.slotCount, end);
    deliveries.outcome.ledger[AT.leftInStock]! += stock.size * stock.store.elementary;
  }
}
