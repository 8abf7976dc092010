/** The data of the proving side: two relaxations over all slots, which collect what windows find. */
import type { BoundSource } from '../../domain/methods/methods.ts';
import type { Solver } from '../../lp/solver.ts';
import {
  openRelaxationWithCuts,
  type PricedRelaxation,
  type RelaxationWithCuts,
} from '../windows/relaxation-with-cuts.ts';
import type { SearchContext } from '../windows/search-context.ts';
import type { WindowBound } from '../windows/window-bound.ts';
import { type CutPool, createCutPool } from '../windows/window-cuts.ts';
import type { Side } from './side.ts';

export interface BoundingRelaxations {
  readonly context: SearchContext;
  readonly solver: Solver;
  readonly state: Side;
  /** With proved rows only: its value is the bound. */
  readonly proved: RelaxationWithCuts;
  /** With cuts that are not proved: its duals are the prices, which need no proof. */
  readonly sharper: RelaxationWithCuts;
  /** The cuts in `sharper`. */
  readonly pool: CutPool;
}

export async function openBoundingRelaxations(
  context: SearchContext,
  solver: Solver,
  state: Side,
): Promise<BoundingRelaxations> {
  const { incidence } = context;
  const proved = await openRelaxationWithCuts(incidence, solver);
  const sharper = await openRelaxationWithCuts(incidence, solver);
  return { context, solver, state, proved, sharper, pool: createCutPool(incidence, sharper.columnOf) };
}

/** The bound that all proved rows give together, and the prices at which they give it. */
export async function tighten(
  { context, state, proved }: BoundingRelaxations,
  boundBy: BoundSource,
): Promise<PricedRelaxation | null> {
  const known = await proved.solve(context.limits());
  if (known !== null) state.tighten(known.value, boundBy);
  return known;
}

/** The prices of all cuts so far, also passed to the other side; null if the search is over. */
export async function price({
  context,
  state,
  sharper,
}: BoundingRelaxations): Promise<PricedRelaxation | null> {
  const priced = await sharper.solve(context.limits());
  if (priced === null) return null;
  state.count();
  state.post(priced);
  return priced;
}

/** What windows have found and the relaxations do not contain yet. */
interface PendingRows {
  note(found: WindowBound): void;
  /**
   * Adds it to the relaxations and tightens the bound: after every window if that takes little time compared with the
   * `windowSeconds` of the window, and always if they are omitted.
   */
  addToRelaxations(windowSeconds?: number): Promise<void>;
}

/** @param timeShare the share of a window's time that adding its rows may take */
export function createPendingRows(
  relaxations: BoundingRelaxations,
  boundBy: BoundSource,
  timeShare: number,
): PendingRows {
  const { context, proved, sharper, pool } = relaxations;
  let news: WindowBound[] = [];
  let lastSeconds = 0;
  return {
    note(found) {
      news.push(found);
    },
    async addToRelaxations(windowSeconds = Number.POSITIVE_INFINITY) {
      if (news.length === 0 || lastSeconds > timeShare * windowSeconds) return;
      const began = context.task.elapsedSeconds();
      const found = news;
      news = [];
      await sharper.addRows(found.flatMap(({ model, cuts }) => (cuts ? pool.take(model, cuts) : [])));
      const bounded = found.filter(({ bound }) => Number.isFinite(bound));
      await proved.addRows(bounded.map(({ row }) => proved.rowOf(row)));
      await tighten(relaxations, boundBy);
      lastSeconds = context.task.elapsedSeconds() - began;
    },
  };
}

/** A step that closes less of the open gap than this gains little. */
const LEAST_GAIN = 0.05;

/** Whether a gain is a substantial part of the gap between the bound and the best plan. */
export function isWorthwhile(gained: number, state: Pick<Side, 'bound' | 'plan'>): boolean {
  const [bound, plan] = [state.bound(), state.plan()];
  const open = plan === null ? Math.abs(bound) : Math.max(0, bound - plan.objective);
  return gained >= LEAST_GAIN * open && gained > 1e-9 * Math.abs(bound);
}
