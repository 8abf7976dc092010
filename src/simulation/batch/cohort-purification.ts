/** Rounds of purification on counts: so many tests of equal pairs, of which a binomial number succeeds. */
import { binomialCount } from '../../base/random-counts.ts';
import { bbpsswInto, dejmpsInto } from '../../physics/two-pair-purification.ts';
import type { Execution } from '../execution.ts';
import { AT } from '../ledger.ts';
import type { BatchFlow, BatchReplication } from './batch-replication.ts';
import { deliverCohort } from './cohort-deliveries.ts';
import type { Span } from './steps.ts';

/** Pairs of a route in the same state. */
export interface JoinedCohort {
  readonly count: number;
  /** Four weights. */
  readonly state: Float64Array;
  /** When they may be used, and when their oldest attempts began, s. */
  readonly time: number;
  readonly birth: number;
  readonly before: number;
}

/**
 * Brings pairs into the round of a level: the first one meets what waits there, the others each other, and one that is left
 * over waits. What passes the last round is delivered.
 */
export function purifyCohort(
  run: BatchReplication,
  state: BatchFlow,
  cohort: JoinedCohort,
  step: Span,
  level = 0,
): void {
  const { rounds } = state.inSlot!;
  let { count } = cohort;
  if (count === 0) return;
  if (level === rounds) {
    deliverCohort(run, state, { ...cohort, fidelity: cohort.state[0]! }, step);
    return;
  }
  const { levels } = state;
  const at = 4 * level;
  if (levels.isWaiting[level]) {
    levels.isWaiting[level] = 0;
    count -= 1;
    const weights = scratchOf(waitingStates, level);
    for (let weight = 0; weight < 4; weight++) weights[weight] = levels.states[at + weight]!;
    const waiting: JoinedCohort = {
      count: 1,
      state: weights,
      time: levels.times[level]!,
      birth: levels.births[level]!,
      before: levels.befores[level]!,
    };
    test(run, state, { tests: 1, first: cohort, second: waiting, level }, step);
  }
  const tests = count >> 1;
  if (tests > 0) test(run, state, { tests, first: cohort, second: cohort, level }, step);
  if (count % 2 === 0) return;
  levels.states.set(cohort.state, at);
  levels.isWaiting[level] = 1;
  levels.times[level] = cohort.time;
  levels.births[level] = cohort.birth;
  levels.befores[level] = cohort.before;
}

/** States of each level, whose cohorts are through before the next ones come. */
const [waitingStates, purifiedStates]: [Float64Array[], Float64Array[]] = [[], []];

function scratchOf(states: Float64Array[], level: number): Float64Array {
  states[level] ??= new Float64Array(4);
  return states[level];
}

interface Tests {
  readonly tests: number;
  readonly first: JoinedCohort;
  readonly second: JoinedCohort;
  readonly level: number;
}

function test(
  run: BatchReplication,
  state: BatchFlow,
  { tests, first, second, level }: Tests,
  step: Span,
): void {
  const purified = scratchOf(purifiedStates, level);
  purified.set(first.state);
  const success = purifyInto(run.execution, purified, second.state);
  const kept = binomialCount(tests, success, state.purification);
  run.deliveries.outcome.ledger[AT.lostInPurification]! +=
    (tests - kept) * 2 ** (level + 1) * state.flow.elementary;
  const survivors: JoinedCohort = {
    count: kept,
    state: purified,
    time: Math.max(first.time, second.time) + state.inSlot!.roundSeconds,
    birth: Math.min(first.birth, second.birth),
    before: (first.before + second.before) / 2,
  };
  purifyCohort(run, state, survivors, step, level + 1);
}

const purifyInto = ({ protocol, gates }: Execution, state: Float64Array, other: Float64Array): number =>
  protocol === 'bbpssw' ? bbpsswInto(state, 0, other[0]!, gates) : dejmpsInto(state, 0, other, 0);
