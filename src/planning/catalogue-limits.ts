/** What the limits of the catalogue may cost a plan: solves the LP relaxation with one limit doubled at a time. */
import {
  CATALOGUE_LIMITS,
  type CatalogueLimit,
  DEFAULT_POINTING_POOL,
  type LimitFinding,
  type SkipReason,
} from '../domain/catalogue-limit.ts';
import type { Topology } from '../domain/network.ts';
import type { Problem } from '../domain/problem.ts';
import type { RunStatus } from '../domain/run-status.ts';
import type { Solver } from '../lp/solver.ts';
import { timeLimit } from '../lp/time-limit.ts';
import { solveRelaxation } from '../methods/relaxation.ts';
import { buildProblem } from '../model/build-problem.ts';
import { type Layout, layOut } from '../model/layout.ts';
import { tightenRateCaps } from '../model/reachable-stock.ts';
import { programSize } from '../model/size.ts';
import { LARGEST_LIMITS } from '../scenario/schema/routing.ts';
import type { Scenario } from '../scenario/schema/scenario.ts';
import { asAsked, type PlanOptions, schemesOfCatalogue } from './options.ts';
import { finishingSeconds, type PlanTask } from './plan-task.ts';
import { estimateSize, sampleOf } from './size.ts';

/** If the program has more columns than this, even its relaxation takes minutes. */
const LARGEST_WEIGHED = 200_000;
/** Share of the time limit that all limits together may take. */
const WEIGHING_SHARE = 0.1;
/** Bounds that differ by less than this share are equal up to the solver's rounding. */
const SAME_BOUND = 1e-6;

/** How the search ended. */
interface WeighedPlan {
  readonly objective: number;
  /** Bound of the relaxation over the unchanged catalogue; null if it is not solved yet. */
  readonly relaxationBound: number | null;
  readonly status: RunStatus;
  readonly elapsedSeconds: () => number;
}

/**
 * For every limit that leaves out what might raise the bound, by how much. The network stays that of the plan, so only
 * the catalogue differs. Applies to PS-EGR, which does not restrict the catalogue.
 */
export async function weighLimits(
  task: PlanTask,
  solver: Solver,
  { objective, relaxationBound, status, elapsedSeconds }: WeighedPlan,
  largestColumns = LARGEST_WEIGHED,
): Promise<LimitFinding[]> {
  const { prepared, layout, input, environment } = task;
  const { options } = input;
  const scenario = asAsked(input.scenario, options);
  // A solver that broke off in the search is not asked again.
  if (status === 'interrupted' || status === 'numerical') return skippedLimits(task, status);
  if (programSize(layout).columns > largestColumns) return skippedLimits(task, 'too-large');
  const { timeLimitSeconds } = options;
  // A search that used all of its time leaves half of what finishing may take.
  const latest = Math.min(
    elapsedSeconds() + WEIGHING_SHARE * timeLimitSeconds,
    timeLimitSeconds + finishingSeconds(options) / 2,
  );
  const stopped = (): SkipReason | null => {
    if (environment.signal?.aborted) return 'interrupted';
    return elapsedSeconds() >= latest ? 'time-limit' : null;
  };
  const reason = stopped();
  if (reason) return skippedLimits(task, reason);
  const relax = (of: Layout) =>
    solveRelaxation(solver, options.tightRateCaps ? tightenRateCaps(of) : of, {
      timeLimitSeconds: timeLimit(latest - elapsedSeconds()),
      seed: options.seed,
      ...(environment.signal ? { signal: environment.signal } : {}),
    });
  const ownBound = relaxationBound ?? (await relax(layout)).bound;
  if (!Number.isFinite(ownBound)) return skippedLimits(task, stopped() ?? 'numerical');

  const weigh = async (limit: CatalogueLimit): Promise<Outcome> => {
    const reason = stopped();
    if (reason) return { skipped: reason };
    // Listing and laying out twice as many paths is begun only if there is time for it.
    if (elapsedSeconds() + 2 * prepared.seconds.catalogue > latest) return { skipped: 'time-limit' };
    const doubled = doubledLimit(scenario.paths, limit);
    const wider = { ...scenario, paths: { ...scenario.paths, [limit]: doubled } };
    const { topology } = prepared.problem;
    const size = estimateSize(wider, sampleOf(topology), schemesOfCatalogue(options));
    if (size.of(topology.slotCount).bytes > environment.memoryLimitBytes) return { skipped: 'too-large' };
    const problem = buildUnless(stopped, wider, topology, options);
    if (typeof problem === 'string') return { skipped: problem };
    if (isSameCatalogue(problem, prepared.problem)) return null;
    const larger = layOut(problem);
    if (programSize(larger).columns > largestColumns) return { skipped: 'too-large' };
    const { status: outcome, bound } = await relax(larger);
    if (outcome === 'unsolved') return { skipped: stopped() ?? 'numerical' };
    if (bound - ownBound <= SAME_BOUND * Math.abs(ownBound)) return null;
    return { doubled, bound, more: bound - objective };
  };

  const findings: LimitFinding[] = [];
  for (const limit of doublable(task)) {
    const outcome = await weigh(limit);
    if (outcome) findings.push({ limit, value: limitIn(scenario.paths, limit), ...outcome });
  }
  return findings;
}

type Outcome =
  | { readonly doubled: number; readonly bound: number; readonly more: number }
  | { readonly skipped: SkipReason }
  | null;

/** Marks every limit as not examined. */
export const skippedLimits = (task: PlanTask, skipped: SkipReason): LimitFinding[] =>
  doublable(task).map((limit) => ({ limit, value: limitIn(task.input.scenario.paths, limit), skipped }));

/** The problem of a scenario, or why it was not built to the end. */
function buildUnless(
  stopped: () => SkipReason | null,
  scenario: Scenario,
  topology: Topology,
  options: PlanOptions,
): Problem | SkipReason {
  const onProgress = () => {
    const reason = stopped();
    if (reason) throw new Stopped(reason);
  };
  try {
    const schemes = schemesOfCatalogue(options);
    return buildProblem(scenario, topology, { schemes, margins: options.inSpec?.margins, onProgress });
  } catch (error) {
    if (error instanceof Stopped) return error.reason;
    throw error;
  }
}

/** Thrown from the progress callback, which is the only way to end a listing of paths that ran out of time. */
class Stopped extends Error {
  readonly reason: SkipReason;
  constructor(reason: SkipReason) {
    super(reason);
    this.reason = reason;
  }
}

/** Limits that concern virtual links only. */
const OF_STORAGE: readonly CatalogueLimit[] = [
  'virtualPaths',
  'subPaths',
  'virtualSubPaths',
  'maximumVirtualLinks',
];

/** The limits that can be doubled and matter in this network; a limit of 0 is deliberate. */
const doublable = (task: PlanTask): CatalogueLimit[] => {
  const { storagePairs, topology } = task.prepared.problem;
  const { paths } = task.input.scenario;
  const unused = topology.pointing ? 'realPaths' : 'pointingPool';
  return CATALOGUE_LIMITS.filter(
    (limit) =>
      limit !== unused &&
      doubledLimit(paths, limit) > limitIn(paths, limit) &&
      (storagePairs.length > 0 || !OF_STORAGE.includes(limit)),
  );
};

/** The limit as it holds. */
export const limitIn = (paths: Scenario['paths'], limit: CatalogueLimit): number =>
  paths[limit] ?? DEFAULT_POINTING_POOL;

/** The doubled limit, at most what a scenario may ask for. */
export const doubledLimit = (paths: Scenario['paths'], limit: CatalogueLimit): number =>
  Math.min(2 * limitIn(paths, limit), LARGEST_LIMITS[limit]);

/** Whether two problems over one network choose from the same paths, in whatever order. */
function isSameCatalogue(one: Problem, other: Problem): boolean {
  const lists = ({ demands, storagePairs }: Problem) => [
    ...demands.map(({ paths }) => paths),
    ...storagePairs.map(({ subPaths }) => subPaths),
  ];
  const known = lists(other).map((paths) => new Set(paths.map(({ id }) => id)));
  return lists(one).every(
    (paths, list) => paths.length === known[list]!.size && paths.every(({ id }) => known[list]!.has(id)),
  );
}
