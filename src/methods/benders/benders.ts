/**
 * Benders' decomposition of PS-EGR after the paper's Fig. 4. The paper speaks of the minimisation
 * form; we maximise, so the master gives the outer (upper) bound and the subproblem the inner one.
 *
 *   1. start from a feasible x                        task.start
 *   2. fix x, solve the LP in (y, z)                  oracle.evaluate -> inner bound, cut
 *   3. solve the master with all cuts                 master.solve    -> outer bound, next x
 *   4. stop at the gap, the time or iteration limit   firstStop
 *
 * A master stopped early counts with its dual bound; a fractional point gives cuts, never an
 * incumbent. Accelerations (options.ts) change only the points at which cuts are taken.
 */
import { indicator, roundSelection, type Selection } from '../../model/selection.ts';
import { relativeGap } from '../bounds.ts';
import type { Method, MethodEnd, MethodProgress, MethodTask } from '../method.ts';
import { type Master, openMaster } from './master.ts';
import type { Cut } from './options.ts';
import { type Oracle, openOracle } from './oracle.ts';
import { relaxationPhase } from './relaxation-phase.ts';
import { advance, firstStop, initialState, progressOf, type State } from './state.ts';
import type { Workbench } from './workbench.ts';

export const benders: Method = {
  name: 'benders',
  async *solve(task) {
    const oracle = await openOracle(task.solver, task.layout);
    const ceiling = outerBoundAtStart(task);
    const master = await openMaster(task.solver, task.layout, ceiling);
    try {
      return yield* decompose(task, oracle, master);
    } finally {
      await Promise.all([oracle.dispose(), master.dispose()]);
    }
  },
};

async function* decompose(
  task: MethodTask,
  oracle: Oracle,
  master: Master,
): AsyncGenerator<MethodProgress, MethodEnd> {
  const { layout, options } = task;
  const bench: Workbench = {
    task,
    oracle,
    master,
    limits: () => ({
      timeLimitSeconds: Math.max(0.01, options.timeLimitSeconds - task.elapsedSeconds()),
      seed: options.seed,
      ...(task.signal ? { signal: task.signal } : {}),
    }),
  };
  await master.addCuts(task.cuts);
  let state = initialState(outerBoundAtStart(task));
  let core = corePoint(bench);

  if (options.benders.relaxationPhase) {
    const phase = relaxationPhase(bench, state, core);
    for (;;) {
      const step = await phase.next();
      if (step.done) {
        ({ state, core } = step.value);
        break;
      }
      yield step.value;
    }
  }

  let selection: Selection = state.incumbent?.selection ?? task.start;
  let isPrecise = false;
  for (;;) {
    const x = indicator(layout, selection);
    const answer = await oracle.evaluate(x, bench.limits());
    const cuts: Cut[] = [...answer.cuts];
    if (options.benders.paretoCuts && answer.status === 'optimal') {
      core = core.map((value, choice) => (value + x[choice]!) / 2);
      cuts.push(...(await oracle.evaluate(core, bench.limits())).cuts);
    }
    await master.addCuts(cuts);
    state = advance(state, { selection, value: answer.value });
    yield progressOf(state, cuts);
    let stop = firstStop(task, state, answer.status);
    if (stop) return endOf(state, stop);

    const proposal = await master.solve({
      ...bench.limits(),
      relativeGap: isPrecise ? options.gap / 4 : Math.max(options.gap / 4, HASTE * finiteGap(state)),
      ...(state.incumbent ? { from: indicator(layout, state.incumbent.selection) } : {}),
    });
    if (proposal.status === 'infeasible') return endOf(state, 'infeasible');
    state = advance(state, { bound: proposal.bound, boundBy: 'Benders master' });
    yield progressOf(state, []);
    stop = firstStop(task, state, proposal.status);
    if (stop) return endOf(state, stop);
    if (proposal.x === null) return endOf(state, 'numerical');
    const next = roundSelection(layout, proposal.x);
    // The same x again teaches nothing new: ask for a precise master once, then give up.
    const isRepeated = next.every((choice, group) => choice === selection[group]);
    if (isRepeated && isPrecise) return endOf(state, 'numerical');
    isPrecise = isRepeated;
    selection = next;
  }
}

/** A master need not be solved to a smaller gap than this share of the gap that is open. */
const HASTE = 0.1;

/** The textbook form knows no bound before its first master. */
const outerBoundAtStart = ({ options, relaxation }: MethodTask): number =>
  options.benders.relaxationPhase ? relaxation.bound : Number.POSITIVE_INFINITY;

/** A point inside the convex hull of the selections: every path of a group alike. */
function corePoint({ task: { layout } }: Workbench): Float64Array {
  const core = new Float64Array(layout.choices.length);
  for (const { choices } of layout.groups) {
    for (const choice of choices) core[choice] = 1 / choices.length;
  }
  return core;
}

const finiteGap = (state: State): number => {
  const gap = relativeGap(state.incumbent?.objective ?? null, state.bound);
  return Number.isFinite(gap) ? gap : 0;
};

const endOf = (state: State, status: MethodEnd['status']): MethodEnd => ({
  status,
  iterations: state.iteration,
  bound: state.bound,
  boundBy: state.boundBy,
});
