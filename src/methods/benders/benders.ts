/**
 * Benders' decomposition of PS-EGR after the paper's Fig. 4. The paper speaks of the minimisation
 * form; we maximise, so the master gives the outer (upper) bound and the subproblem the inner one.
 *
 *   1. start from a feasible x                        task.start
 *   2. fix x, solve the LP in (y, z)                  oracle.evaluate -> inner bound, cut
 *   3. solve the master with all cuts                 master.bound    -> outer bound
 *                                                     master.propose  -> next x
 *   4. stop at the gap, the time or iteration limit   firstStop
 *
 * Where telescopes are pointed, x comes with w and u. A master stopped early counts with its dual bound; a fractional
 * point gives cuts, never an incumbent. Accelerations (options.ts) change only the points at which cuts are taken.
 */
import { benders as facts } from '../../domain/methods/benders.ts';
import { pointOf, type Selection } from '../../model/selection.ts';
import { OPTIMALITY_TOLERANCE, relativeGap } from '../bounds.ts';
import type { Method, MethodEnd, MethodProgress, MethodTask } from '../method.ts';
import { isCut } from '../proof.ts';
import { remainingLimits } from '../remaining-limits.ts';
import type { BendersContext, Found } from './context.ts';
import { coreCuts } from './core-cuts.ts';
import { slotsAreCoupled } from './cuts.ts';
import { initialEarlyStopping, nextEarlyStopping, openGap, optionsOfMaster } from './early-stopping.ts';
import { type Master, openMaster } from './master.ts';
import { openNarrowing } from './narrowing.ts';
import { isTextbook } from './options.ts';
import { type Oracle, openOracle } from './oracle.ts';
import { relaxationPhase } from './relaxation-phase.ts';
import { advance, endOf, firstStop, initialState, progressOf, type State } from './state.ts';
import { type ProvedRows, proveWindowRows } from './window-rows.ts';

export const benders: Method<'benders'> = {
  ...facts,
  name: 'benders',
  needs: { relaxation: true, wholeProgram: true },
  firstPlan: ({ benders: accelerations }) => (isTextbook(accelerations) ? 'none' : 'start'),
  ratedBy: 'beside',
  async *solve(task) {
    const asksWindows = task.options.benders.relaxationPhase && slotsAreCoupled(task.layout);
    const proved = asksWindows ? yield* windowsFirst(task) : null;
    if (proved?.bound === Number.NEGATIVE_INFINITY) {
      return { status: 'infeasible', iterations: 0, bound: proved.bound, boundBy: proved.boundBy };
    }
    const oracle = await openOracle(task.solver, task.layout, proved?.rows);
    const master = await openMaster(task.solver, task.layout);
    try {
      return yield* decompose(task, oracle, master, proved);
    } finally {
      await Promise.all([oracle.dispose(), master.dispose()]);
    }
  },
};

async function* windowsFirst(task: MethodTask): AsyncGenerator<MethodProgress, ProvedRows> {
  const passes = proveWindowRows(task);
  for (;;) {
    const pass = await passes.next();
    if (pass.done) return pass.value;
    yield progressOf(stateAtStart(task, pass.value), []);
  }
}

async function* decompose(
  task: MethodTask,
  oracle: Oracle,
  master: Master,
  proved: ProvedRows | null,
): AsyncGenerator<MethodProgress, MethodEnd> {
  const { options } = task;
  const context: BendersContext = {
    task,
    oracle,
    master,
    limits: () => remainingLimits(task),
    narrow: proved ? openNarrowing(master, proved) : async () => {},
  };
  await master.addCuts(task.proofs.filter(isCut));
  let found: Found = { state: stateAtStart(task, proved), core: corePoint(context) };
  if (options.benders.relaxationPhase) {
    const relaxed = yield* relaxedFirst(context, found);
    if (relaxed.stop) return endOf(relaxed.state, relaxed.stop);
    found = relaxed;
  }
  if (!options.hybrid) return yield* alternate(context, found);
  // Nobody else needs its code.
  const { alternateSampled } = await import('./hybrid/alternate-sampled.ts');
  return yield* alternateSampled(context, found, options.hybrid);
}

/** The start, then the first phase (relaxation-phase.ts); says whether that is the end already. */
async function* relaxedFirst(
  context: BendersContext,
  { state: initial, core }: Found,
): AsyncGenerator<MethodProgress, Found & { readonly stop: MethodEnd['status'] | null }> {
  const { task, oracle, master, limits } = context;
  // The start may come from an older run: what it is worth counts from the first moment.
  const answer = await oracle.evaluateRoutes(task.start, limits());
  await master.addCuts(answer.cuts);
  const state = advance(initial, answer);
  yield progressOf(state, answer.cuts);
  await context.narrow(state);
  const stop = firstStop(task, state, answer.status);
  if (stop) return { state, core, stop };
  const found = yield* relaxationPhase(context, state, core);
  return { ...found, stop: firstStop(task, found.state, 'optimal') };
}

/** Subproblem and master in turn, steps 2 to 4. */
async function* alternate(context: BendersContext, found: Found): AsyncGenerator<MethodProgress, MethodEnd> {
  const { task, oracle, master, limits } = context;
  const { options } = task;
  let { state, core } = found;
  let selection: Selection = state.incumbent?.selection ?? task.start;
  let earlyStopping = initialEarlyStopping(options);
  for (;;) {
    const answer = await oracle.evaluateRoutes(selection, limits());
    const more = await coreCuts(context, core, selection, answer.status);
    const cuts = [...answer.cuts, ...more.cuts];
    core = more.core;
    await master.addCuts(cuts);
    state = advance(state, answer);
    yield progressOf(state, cuts);
    await context.narrow(state);
    const stopBefore = firstStop(task, state, answer.status);
    if (stopBefore) return endOf(state, stopBefore);

    const masterOptions = optionsOfMaster(context, state, earlyStopping);
    const outer = await master.bound(masterOptions);
    if (outer.status === 'infeasible') return endOf(state, 'infeasible');
    const openBefore = openGap(state);
    state = advance(state, { bound: outer.bound, boundBy: 'Benders master' });
    yield progressOf(state, []);
    const isHurried = outer.status === 'time-limit' && task.elapsedSeconds() < options.timeLimitSeconds;
    const stopAfter = firstStop(task, state, isHurried ? 'optimal' : outer.status);
    if (stopAfter) return endOf(state, stopAfter);

    const [next = selection] = await master.propose(masterOptions);
    const isRepeated = next.every((choice, group) => choice === selection[group]);
    // The same x again teaches nothing new: the end only if the master was solved with full precision.
    if (isRepeated && earlyStopping.gapShare === 0 && !isHurried)
      return endOf(state, statusAtRepetition(state));
    earlyStopping = nextEarlyStopping(earlyStopping, {
      isRepeated,
      isHurried,
      gained: 1 - openGap(state) / openBefore,
    });
    selection = next;
  }
}

/** Asked for less than solvers can tell, it is as good as they say. */
const statusAtRepetition = ({ incumbent, bound }: State): MethodEnd['status'] =>
  relativeGap(incumbent?.objective ?? null, bound) <= OPTIMALITY_TOLERANCE ? 'optimal' : 'numerical';

/** The textbook form has no bound before its first master. */
function stateAtStart({ options, relaxation }: MethodTask, proved: ProvedRows | null): State {
  const { relaxationPhase } = options.benders;
  const state = initialState(relaxationPhase ? relaxation.bound : Number.POSITIVE_INFINITY);
  if (proved === null || proved.rows.length === 0) return state;
  return advance(state, { bound: proved.bound, boundBy: proved.boundBy });
}

/** A point inside the convex hull of the selections: all paths of a group have equal weight. Telescopes begin at the start. */
function corePoint({ task: { layout, start } }: BendersContext): Float64Array {
  const core = pointOf(layout, start);
  for (const { choices } of layout.groups) {
    for (const choice of choices) core[choice] = 1 / choices.length;
  }
  return core;
}
