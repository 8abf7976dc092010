/**
 * First phase (McDaniel & Devine 1977): takes cuts on the master without integrality, which is cheap to solve, before
 * branching starts. With `inOut`, the point lies halfway between the master's point and a core point inside the hull of
 * the selections, which gives deeper cuts. Rounding the points also gives incumbents.
 */
import { settled } from '../../model/selection.ts';
import type { MethodProgress } from '../method.ts';
import type { BendersContext } from './context.ts';
import { roundPoint } from './round-point.ts';
import { advance, firstStop, progressOf, type State } from './state.ts';

/** Rounds at most; the phase usually converges earlier. */
const ROUND_LIMIT = 40;
/** The phase ends when the relaxed master is within this gap of the best value of a fractional point. */
const PHASE_GAP = 1e-3;

export async function* relaxationPhase(
  { task, oracle, master, limits }: BendersContext,
  initial: State,
  initialCore: Float64Array,
): AsyncGenerator<MethodProgress, { state: State; core: Float64Array }> {
  const { layout, options, relaxation } = task;
  let state = initial;
  let core = initialCore;
  let reached = Number.NEGATIVE_INFINITY;
  if (relaxation.prices) {
    const cuts = oracle.cutsOf(relaxation.prices);
    await master.addCuts(cuts);
    // They follow from the scenario, but a master that is sampled is exported with every cut, in order.
    if (options.hybrid) yield progressOf(state, cuts);
  }

  for (let round = 0; round < ROUND_LIMIT; round++) {
    const proposal = await master.relax(limits());
    if (proposal.status !== 'optimal' || proposal.point === null) break;
    state = advance(state, { bound: proposal.bound, boundBy: 'relaxed Benders master' });
    const proposed = settled(layout, proposal.point);
    const point = options.benders.inOut
      ? proposed.map((value, index) => (value + core[index]!) / 2)
      : proposed;
    const answer = await oracle.evaluate(point, limits());
    await master.addCuts(answer.cuts);
    yield progressOf(state, answer.cuts);
    core = point;

    const rounded = roundPoint(layout, proposed);
    const inner = await oracle.evaluateRoutes(rounded, limits());
    await master.addCuts(inner.cuts);
    state = advance(state, inner);
    yield progressOf(state, inner.cuts);

    if (firstStop(task, state, inner.status)) break;
    if (answer.value !== null) reached = Math.max(reached, answer.value);
    if (proposal.bound - reached <= PHASE_GAP * Math.abs(proposal.bound)) break;
  }
  return { state, core };
}
