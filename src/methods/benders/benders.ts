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
 * A master stopped early counts with its dual bound; a fractional point gives cuts, never an
 * incumbent. Accelerations (options.ts) change only the points at which cuts are taken.
 */
import { benders as facts } from '../../domain/methods/benders.ts';
import { indicator, type Selection } from '../../model/selection.ts';
import { relativeGap } from '../bounds.ts';
import type { Method, MethodEnd, MethodProgress, MethodTask } from '../method.ts';
import { isCut } from '../proof.ts';
import type { BendersContext } from './context.ts';
import { type Master, openMaster } from './master.ts';
import { type Cut, isTextbook } from './options.ts';
import { type Oracle, openOracle } from './oracle.ts';
import { relaxationPhase } from './relaxation-phase.ts';
import { advance, firstStop, initialState, progressOf, type State } from './state.ts';

export const benders: Method<'benders'> = {
  ...facts,
  name: 'benders',
  needs: { relaxation: true, wholeProgram: true },
  firstPlan: ({ benders: accelerations }) => (isTextbook(accelerations) ? 'none' : 'start'),
  rates: 'beside',
  async *solve(task) {
    const oracle = await openOracle(task.solver, task.layout);
    const master = await openMaster(task.solver, task.layout);
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
  const context: BendersContext = {
    task,
    oracle,
    master,
    limits: () => ({
      timeLimitSeconds: Math.max(0.01, options.timeLimitSeconds - task.elapsedSeconds()),
      seed: options.seed,
      ...(task.signal ? { signal: task.signal } : {}),
    }),
  };
  await master.addCuts(task.proofs.filter(isCut));
  let state = initialState(outerBoundAtStart(task));
  let core = corePoint(context);

  if (options.benders.relaxationPhase) {
    // The start may come from an older run: what it is worth counts from the first moment.
    const answer = await oracle.evaluate(indicator(layout, task.start), context.limits());
    await master.addCuts(answer.cuts);
    state = advance(state, { selection: task.start, value: answer.value });
    yield progressOf(state, answer.cuts);
    const stopAtOnce = firstStop(task, state, answer.status);
    if (stopAtOnce) return endOf(state, stopAtOnce);
    const phase = relaxationPhase(context, state, core);
    for (;;) {
      const step = await phase.next();
      if (step.done) {
        ({ state, core } = step.value);
        break;
      }
      yield step.value;
    }
    const stop = firstStop(task, state, 'optimal');
    if (stop) return endOf(state, stop);
  }

  let selection: Selection = state.incumbent?.selection ?? task.start;
  let earlyStopping = initialEarlyStopping(options);
  for (;;) {
    const x = indicator(layout, selection);
    const answer = await oracle.evaluate(x, context.limits());
    const cuts: Cut[] = [...answer.cuts];
    if (options.benders.paretoCuts && answer.status === 'optimal') {
      core = between(core, x, 0.5);
      for (const share of CORE_SHARES) {
        cuts.push(...(await oracle.evaluate(between(core, x, share), context.limits())).cuts);
      }
    }
    await master.addCuts(cuts);
    state = advance(state, { selection, value: answer.value });
    yield progressOf(state, cuts);
    const stopBefore = firstStop(task, state, answer.status);
    if (stopBefore) return endOf(state, stopBefore);

    const masterOptions = {
      ...context.limits(),
      timeLimitSeconds: Math.min(context.limits().timeLimitSeconds, earlyStopping.secondsAllowed),
      relativeGap: Math.max(options.gap / 4, earlyStopping.gapShare * openGap(state)),
      ...(state.incumbent ? { from: state.incumbent.selection } : {}),
    };
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
    // The same x again teaches nothing new: give up only if the master was solved with full precision.
    if (isRepeated && earlyStopping.gapShare === 0 && !isHurried) return endOf(state, 'numerical');
    earlyStopping = nextEarlyStopping(earlyStopping, {
      isRepeated,
      isHurried,
      gained: 1 - openGap(state) / openBefore,
    });
    selection = next;
  }
}

/** Where between the core (0) and x (1) the further cuts of a round are taken. */
const CORE_SHARES = [0, 0.25, 0.5, 0.75];

/**
 * How roughly a master may be solved. Rough solves give valid bounds and new points at once; precise ones are needed
 * only near the end.
 */
interface EarlyStopping {
  /** Share of the open gap that the master may leave; 0 = full precision. */
  readonly gapShare: number;
  readonly secondsAllowed: number;
}

const initialEarlyStopping = ({ benders: { hastyMasters } }: MethodTask['options']): EarlyStopping =>
  hastyMasters
    ? { gapShare: 0.5, secondsAllowed: 0.5 }
    : { gapShare: 0, secondsAllowed: Number.POSITIVE_INFINITY };

/** More time for masters that repeat themselves or gain little, and more precision for a repeated x. */
function nextEarlyStopping(
  earlyStopping: EarlyStopping,
  { isRepeated, isHurried, gained }: { isRepeated: boolean; isHurried: boolean; gained: number },
): EarlyStopping {
  if (isRepeated) return { gapShare: 0, secondsAllowed: earlyStopping.secondsAllowed * 2 };
  const gapShare = earlyStopping.secondsAllowed === Number.POSITIVE_INFINITY ? 0 : 0.5;
  return {
    gapShare,
    secondsAllowed: earlyStopping.secondsAllowed * (isHurried && !(gained > 0.05) ? 1.5 : 1),
  };
}

/** The point that lies `share` of the way from a to b. */
const between = (a: Float64Array, b: Float64Array, share: number): Float64Array =>
  a.map((value, index) => value + share * (b[index]! - value));

/** The textbook form has no bound before its first master. */
const outerBoundAtStart = ({ options, relaxation }: MethodTask): number =>
  options.benders.relaxationPhase ? relaxation.bound : Number.POSITIVE_INFINITY;

/** A point inside the convex hull of the selections: all paths of a group have equal weight. */
function corePoint({ task: { layout } }: BendersContext): Float64Array {
  const core = new Float64Array(layout.choices.length);
  for (const { choices } of layout.groups) {
    for (const choice of choices) core[choice] = 1 / choices.length;
  }
  return core;
}

/** The gap as far as it is known. */
const openGap = (state: State): number => {
  const gap = relativeGap(state.incumbent?.objective ?? null, state.bound);
  return Number.isFinite(gap) ? gap : 0;
};

const endOf = (state: State, status: MethodEnd['status']): MethodEnd => ({
  status,
  iterations: state.iteration,
  bound: state.bound,
  boundBy: state.boundBy,
});
