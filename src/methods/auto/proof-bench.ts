/** What the proving side works at: two relaxations over all slots, into which goes what windows find. */
import type { Solver } from '../../lp/solver.ts';
import type { Board } from './board.ts';
import {
  openRelaxationWithCuts,
  type PricedRelaxation,
  type RelaxationWithCuts,
} from './relaxation-with-cuts.ts';
import type { WindowBound } from './window-bound.ts';
import { type CutPool, createCutPool } from './window-cuts.ts';
import type { Workshop } from './workshop.ts';

export interface ProofBench {
  readonly workshop: Workshop;
  readonly solver: Solver;
  readonly board: Board;
  /** With proved rows alone: its value is the bound. */
  readonly proved: RelaxationWithCuts;
  /** With cuts that nobody has proved: its duals are the prices, for which anything will do. */
  readonly sharper: RelaxationWithCuts;
  /** The cuts that `sharper` has. */
  readonly pool: CutPool;
}

export async function openProofBench(workshop: Workshop, solver: Solver, board: Board): Promise<ProofBench> {
  const { incidence } = workshop;
  const proved = await openRelaxationWithCuts(incidence, solver);
  const sharper = await openRelaxationWithCuts(incidence, solver);
  return { workshop, solver, board, proved, sharper, pool: createCutPool(incidence, sharper.columnOf) };
}

/** The bound that all proved rows give together, and the prices at which they give it. */
export async function tighten(
  { workshop, board, proved }: ProofBench,
  boundBy: string,
): Promise<PricedRelaxation | null> {
  const known = await proved.solve(workshop.limits());
  if (known !== null) board.tighten(known.value, boundBy);
  return known;
}

/** The prices of all cuts so far, told to the other side, too; null where the search is over. */
export async function price({ workshop, board, sharper }: ProofBench): Promise<PricedRelaxation | null> {
  const priced = await sharper.solve(workshop.limits());
  if (priced === null) return null;
  board.count();
  board.post(priced);
  return priced;
}

/** What windows have found and the relaxations do not know yet. */
export interface Lessons {
  note(found: WindowBound): void;
  /**
   * Brings it into the relaxations and tightens the bound: after every window as long as that is little
   * beside the window, which took so many seconds, and without them in any case.
   */
  learn(windowSeconds?: number): Promise<void>;
}

/** @param timeShare What learning may take of the time of a window. */
export function createLessons(bench: ProofBench, boundBy: string, timeShare: number): Lessons {
  const { workshop, proved, sharper, pool } = bench;
  let news: WindowBound[] = [];
  let lastSeconds = 0;
  return {
    note(found) {
      news.push(found);
    },
    async learn(windowSeconds = Number.POSITIVE_INFINITY) {
      if (news.length === 0 || lastSeconds > timeShare * windowSeconds) return;
      const began = workshop.task.elapsedSeconds();
      const found = news;
      news = [];
      await sharper.addRows(found.flatMap(({ model, cuts }) => (cuts ? pool.take(model, cuts) : [])));
      const bounded = found.filter(({ bound }) => Number.isFinite(bound));
      await proved.addRows(bounded.map(({ row }) => proved.rowOf(row)));
      await tighten(bench, boundBy);
      lastSeconds = workshop.task.elapsedSeconds() - began;
    },
  };
}

/** A step that closes less of the open gap than this gains little. */
const LEAST_GAIN = 0.05;

/** Whether a gain is a fair part of what is open between the bound and the best plan. */
export function isWorthwhile(gained: number, board: Board): boolean {
  const [bound, plan] = [board.bound(), board.plan()];
  const open = plan === null ? Math.abs(bound) : Math.max(0, bound - plan.objective);
  return gained >= LEAST_GAIN * open && gained > 1e-9 * Math.abs(bound);
}
