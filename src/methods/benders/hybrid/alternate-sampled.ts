/**
 * Subproblem and sampled master in turn. The sampler only says which x to try next; every bound comes from the subproblem
 * or from the dual bound of an exact master, which is solved at every `certify`-th step, at the end, and wherever the
 * sampler has no x to offer that was not tried before.
 */
import type { ExactReason, HybridOptions } from '../../../domain/hybrid.ts';
import type { Selection } from '../../../model/selection.ts';
import type { MethodEnd, MethodProgress } from '../../method.ts';
import type { BendersContext, Found } from '../context.ts';
import { coreCuts } from '../core-cuts.ts';
import { initialEarlyStopping, nextEarlyStopping, openGap, optionsOfMaster } from '../early-stopping.ts';
import { advance, endOf, firstStop, progressOf, type State } from '../state.ts';
import { exactOnly, type Proposal, proposeFromSample, samplerOf } from './propose.ts';

/** Sampling ends at this share of the time limit, so that exact masters have the rest for their bound. */
const SAMPLING_SHARE = 0.9;
/** So many samples without a feasible read in a row, and the sampler is left aside. */
const MOST_FAILURES = 3;

export async function* alternateSampled(
  context: BendersContext,
  found: Found,
  hybrid: HybridOptions,
): AsyncGenerator<MethodProgress, MethodEnd> {
  const { task, oracle, master, limits } = context;
  const sampler = samplerOf(task, hybrid);
  const samplingSeconds = SAMPLING_SHARE * task.options.timeLimitSeconds;
  const tried = new Set<string>();
  let { state, core } = found;
  let selection: Selection = state.incumbent?.selection ?? task.start;
  let earlyStopping = initialEarlyStopping(task.options);
  let failures = 0;
  let mustBeExact = false;
  let proposal: Proposal | null = null;
  for (let step = 1; ; step++) {
    const answer = await oracle.evaluateRoutes(selection, limits());
    tried.add(selection.join());
    const more = await coreCuts(context, core, selection, answer.status);
    const cuts = [...answer.cuts, ...more.cuts];
    core = more.core;
    await master.addCuts(cuts);
    state = advance(state, answer);
    yield {
      ...progressOf(state, cuts),
      ...(proposal && { hybridStep: finished(proposal, state, { value: answer.found?.objective ?? null }) }),
    };
    const stopBefore = firstStop(task, state, answer.status);
    if (stopBefore !== null && stopBefore !== 'iteration-limit') return endOf(state, stopBefore);

    const seconds = Math.min(hybrid.samplerSeconds, samplingSeconds - task.elapsedSeconds());
    const isOver = stopBefore !== null || seconds <= 0;
    const isDue = mustBeExact || step % hybrid.certify === 0;
    const reason = whyExact({ isOver, isDue, isBroken: failures >= MOST_FAILURES });
    proposal =
      reason === null
        ? await proposeFromSample(context, state, { hybrid, sampler, step, seconds, tried })
        : exactOnly(context, state, hybrid, reason);
    if (proposal.sample) failures = (proposal.sample.feasibleShare ?? 0) > 0 ? 0 : failures + 1;
    if (proposal.selection) {
      selection = proposal.selection;
      mustBeExact = false;
      continue;
    }

    const masterOptions = optionsOfMaster(context, state, earlyStopping);
    const outer = await master.bound(masterOptions);
    if (outer.status === 'infeasible') return endOf(state, 'infeasible');
    const openBefore = openGap(state);
    const boundBefore = state.bound;
    state = advance(state, { bound: outer.bound, boundBy: 'Benders master' });
    proposal = {
      ...proposal,
      exact: { ...proposal.exact!, bound: Number.isFinite(outer.bound) ? outer.bound : null },
      loweredBy: state.bound < boundBefore ? 'exact master' : null,
    };
    const isHurried = outer.status === 'time-limit' && task.elapsedSeconds() < task.options.timeLimitSeconds;
    const stopAfter = firstStop(task, state, isHurried ? 'optimal' : outer.status);
    if (stopAfter) {
      yield { ...progressOf(state, []), hybridStep: finished(proposal, state, null) };
      return endOf(state, stopAfter);
    }
    yield progressOf(state, []);
    const [next = selection] = await master.propose(masterOptions);
    const isRepeated = tried.has(next.join());
    if (isRepeated && earlyStopping.gapShare === 0 && !isHurried) return endOf(state, 'numerical');
    earlyStopping = nextEarlyStopping(earlyStopping, {
      isRepeated,
      isHurried,
      gained: 1 - openGap(state) / openBefore,
    });
    mustBeExact = isRepeated;
    selection = next;
  }
}

/** Why no sample is drawn; null if one is. */
function whyExact(known: {
  readonly isOver: boolean;
  readonly isDue: boolean;
  readonly isBroken: boolean;
}): ExactReason | null {
  if (known.isOver) return 'end of sampling';
  if (known.isDue) return 'certify';
  return known.isBroken ? 'sampler failed' : null;
}

/** The step of a proposal whose x was evaluated last, or, with null, of one that was the end. */
function finished(
  { cuts, ranges, sample, exact, loweredBy }: Proposal,
  { iteration, improved }: State,
  evaluated: { readonly value: number | null } | null,
): NonNullable<MethodProgress['hybridStep']> {
  return {
    iteration: evaluated ? iteration : iteration + 1,
    cuts,
    ranges,
    sample,
    exact,
    value: evaluated?.value ?? null,
    raisedBy: evaluated && improved ? (exact ? 'exact master' : 'sampler') : null,
    loweredBy,
  };
}
