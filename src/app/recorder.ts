/** Collects what is known of a run and can make a complete, verified record of it at any moment. */
import type { LimitFinding } from '../domain/catalogue-limit.ts';
import type { DualPrices } from '../domain/certificate.ts';
import type { Plan } from '../domain/plan.ts';
import type {
  CheckedRecord,
  DrawSummary,
  RunRecord,
  ShadowPrice,
  Shortage,
  TrajectoryPoint,
} from '../domain/run-record.ts';
import { SCHEMES } from '../domain/schemes/schemes.ts';
import type { Solver } from '../lp/solver.ts';
import { contradicts, relativeGap } from '../methods/bounds.ts';
import type { RunStatus } from '../methods/method.ts';
import { type ColumnValues, decodePlan } from '../model/decode.ts';
import type { Layout } from '../model/layout.ts';
import { formatNumber } from '../report/numbers.ts';
import type { Scenario } from '../scenario/schema/scenario.ts';
import { certify } from '../verify/certify.ts';
import { checkProblem } from '../verify/check-problem.ts';
import { lagrangianBound } from '../verify/lagrangian.ts';
import { missedMinimumRates } from '../verify/minimum-rates.ts';
import type { PlanOptions } from './options.ts';
import type { Prepared } from './prepare.ts';
import { factsOfPlan, factsOfProblem, NO_FACTS } from './record-facts.ts';
import { warningsOf, withoutTerminal } from './warnings.ts';

export type PlanRecord = CheckedRecord<Scenario, PlanOptions>;

export interface RecorderInput {
  readonly scenario: Scenario;
  readonly scenarioHash: string;
  readonly options: PlanOptions;
  readonly version: string;
  readonly prepared: Pick<Prepared, 'seconds'>;
  readonly layout: Layout;
  readonly solver: Pick<Solver, 'name' | 'version'>;
  readonly elapsedSeconds: () => number;
  /** Of the run that this one goes on from. */
  readonly earlier: Earlier | null;
}

/** What a run counts on from: iterations and seconds are of all runs of a directory together. */
export type Earlier = Pick<RunRecord, 'trajectory' | 'seconds'>;

/** Rates and stocks with their value Σ α y. */
export type Candidate = ColumnValues & { readonly objective: number };

export interface Recorder<Solution extends Candidate = Candidate> {
  /** Takes a solution if it is better than the best so far and passes its check; says whether it was taken. */
  offer(solution: Solution): boolean;
  best(): Solution | null;
  /** Notes a draw of random routing and what the checker says of it; null for one without a plan. */
  draw(candidate: Candidate | null): void;
  relax(bound: number, prices: DualPrices | null): void;
  tighten(bound: number, boundBy: string): void;
  /** Notes where the run stands; null where nothing changed since the last point. */
  trace(iteration: number, incumbent: number | null): TrajectoryPoint | null;
  finish(iterations: number): void;
  price(prices: PlanRecord['prices']): void;
  /** Notes what limits of the catalogue may cost. */
  limit(findings: readonly LimitFinding[]): void;
  /** Something that a reader of the record has to know of how it came about. */
  remark(text: string): void;
  short(shortages: readonly Shortage[]): void;
  /** The record as of now. A plan that fails its certificate is left out of it. */
  record(status: RunStatus): PlanRecord;
}

export function createRecorder<Solution extends Candidate>(input: RecorderInput): Recorder<Solution> {
  const { layout, prepared, scenario, options, elapsedSeconds } = input;
  const { scheme } = options;
  const { problem } = layout;
  const { topology } = problem;
  const before = input.earlier?.trajectory.at(-1) ?? { seconds: 0, iteration: 0, incumbent: null };
  const secondsBefore = Math.max(before.seconds, input.earlier?.seconds.solve ?? 0);
  const own = checkProblem(scenario, problem, scheme);
  const warnings = warningsOf(scenario, problem);
  const trajectory: TrajectoryPoint[] = [...(input.earlier?.trajectory ?? [])];
  let solution: Solution | null = null;
  const draws: DrawSummary[] = [];
  let believed = before.incumbent ?? Number.NEGATIVE_INFINITY;
  let bound = Number.POSITIVE_INFINITY;
  let boundBy = 'none';
  /** Who claimed a bound that a plan refuted. */
  const refuted = new Set<string>();
  let iterations = 0;
  let relaxation: PlanRecord['relaxation'] = { bound: null, prices: null };
  let prices: { links: readonly ShadowPrice[]; memories: readonly ShadowPrice[] } = {
    links: [],
    memories: [],
  };
  let limits: readonly LimitFinding[] = [];
  let shortages: readonly Shortage[] = [];
  /** Whether `solution` passed its check; one that failed is kept only until one that passes. */
  let holdsVerified = false;
  const rejected: string[] = [];
  const remarks: string[] = [];

  /** Of the prices, which stay while plans come and go: over a long horizon it takes seconds. */
  let priced: { readonly prices: DualPrices; readonly bound: number } | null = null;
  const dualBoundOf = (duals: DualPrices): number => {
    if (priced?.prices !== duals) {
      priced = { prices: duals, bound: lagrangianBound({ problem: own.problem, prices: duals }) };
    }
    return priced.bound;
  };

  /** The plan of a solution with the bound as it stands, and what the checker says of both. */
  const check = (candidate: Candidate) => {
    const plan = decodePlan(layout, candidate);
    const certified = (outer: number) =>
      certify({
        scenario,
        topology,
        plan,
        objective: candidate.objective,
        bound: finiteOrNull(outer),
        dualBound: relaxation.prices && dualBoundOf(relaxation.prices),
        exempt: own.exempt,
        catalogue: own.check,
        scheme,
      });
    const missed = SCHEMES[scheme].mayMissMinimumRates ? missedMinimumRates(scenario, plan, own.exempt) : [];
    // What bounds the plans that keep minimum rates does not bind those that miss them.
    if (missed.length > 0) {
      const outer = Number.POSITIVE_INFINITY;
      return { plan, outer, certificate: certified(outer), missed };
    }
    if (contradicts(bound, candidate.objective)) {
      const certificate = certified(Number.POSITIVE_INFINITY);
      if (certificate.status === 'failed') return { plan, outer: bound, certificate, missed };
      dropBound(candidate.objective);
    }
    const outer = Math.max(bound, candidate.objective);
    return { plan, outer, certificate: certified(outer), missed };
  };

  /** A plan that holds refutes a bound below it; what the prices of the relaxation prove stays. */
  const dropBound = (objective: number) => {
    remarks.push(refutation(bound, boundBy, objective));
    refuted.add(boundBy);
    const proved = relaxation.prices ? dualBoundOf(relaxation.prices) : Number.POSITIVE_INFINITY;
    bound = contradicts(proved, objective) ? Number.POSITIVE_INFINITY : proved;
    boundBy = Number.isFinite(bound) ? 'LP relaxation' : 'none';
  };

  return {
    offer(candidate) {
      const isVerified = check(candidate).certificate.status === 'verified';
      const isBetter = solution === null || candidate.objective > solution.objective;
      if (holdsVerified && !isVerified) {
        if (isBetter) rejected.push(rejection(candidate));
        return false;
      }
      if (!isBetter && holdsVerified === isVerified) return false;
      solution = candidate;
      holdsVerified = isVerified;
      return true;
    },
    best: () => solution,
    draw(candidate) {
      const certificate = candidate && check(candidate).certificate;
      draws.push({
        objective: candidate?.objective ?? null,
        totalPairs: certificate?.totalPairs ?? null,
        maxViolation: certificate?.maxViolation ?? null,
      });
    },
    relax(value, duals) {
      relaxation = { bound: finiteOrNull(value), prices: duals };
    },
    tighten(value, by) {
      if (value >= bound || refuted.has(by)) return;
      bound = value;
      boundBy = by;
    },
    trace(iteration, incumbent) {
      iterations = before.iteration + iteration;
      if (incumbent !== null) believed = Math.max(believed, incumbent);
      const point: TrajectoryPoint = {
        seconds: secondsBefore + elapsedSeconds(),
        iteration: iterations,
        incumbent: finiteOrNull(believed),
        bound: finiteOrNull(bound),
      };
      const last = trajectory.at(-1);
      if (last && last.incumbent === point.incumbent && last.bound === point.bound) return null;
      trajectory.push(point);
      return point;
    },
    finish(count) {
      iterations = before.iteration + count;
    },
    price(found) {
      prices = found;
    },
    limit(findings) {
      limits = findings;
    },
    remark(text) {
      remarks.push(text);
    },
    short(found) {
      shortages = found;
    },
    record(status) {
      const checked = solution && check(solution);
      const certificate = checked?.certificate ?? null;
      const outer = checked?.outer ?? bound;
      const incumbent = solution?.objective ?? null;
      const valid = checked && checked.certificate.status === 'verified' ? checked.plan : null;
      const missed = valid ? checked!.missed : [];
      const gap = relativeGap(incumbent, outer);
      const stated = statusOf(status, valid, missed);
      const facts = valid ? factsOfPlan(scenario, problem, valid, { scheme, status: stated }) : NO_FACTS;
      return {
        satqn: { record: 1, version: input.version },
        status: stated,
        method: SCHEMES[scheme].rule ?? options.method,
        scheme,
        objective: valid && incumbent,
        totalPairs: valid && certificate!.totalPairs,
        bounds: {
          incumbent: valid && incumbent,
          bound: finiteOrNull(outer),
          relativeGap: valid && finiteOrNull(gap),
          boundBy: missed.length > 0 ? 'none' : boundBy,
        },
        iterations,
        certificate,
        scenario: { name: scenario.name, hash: input.scenarioHash, document: scenario },
        options,
        solver: { name: input.solver.name, version: input.solver.version },
        seconds: { ...prepared.seconds, solve: secondsBefore + elapsedSeconds() },
        ...factsOfProblem(problem),
        ...facts,
        prices,
        // As of now: the search goes on.
        trajectory: [...trajectory],
        relaxation,
        ...(valid && limits.length > 0 ? { catalogueLimits: limits } : {}),
        shortages: missed.length > 0 ? missed : shortages,
        warnings: [...warnings, ...withoutTerminal(facts.demands)],
        notes: [...topology.notes, ...remarks, ...rejected],
        draws: SCHEMES[scheme].isMean ? [...draws] : null,
        plan: valid,
      };
    },
  };
}

/** How the note of a bound that a plan refuted is known. */
export const REFUTED = 'lies below a plan';

/** With as many digits as tell a bound from a plan slightly above it. */
const precisely = (value: number): string => formatNumber(value, 8);

const refutation = (bound: number, boundBy: string, objective: number): string =>
  `error: a bound of ${precisely(bound)} by the ${boundBy} ${REFUTED} of Σ α y = ${precisely(objective)} that holds, and was thrown away`;

/** How the note of a plan that was left out is known. */
export const REJECTED = 'failed the independent check';

/** Nothing that a run paid for is lost to a later plan that fails. */
const rejection = ({ objective }: Candidate): string =>
  `error: a plan of Σ α y = ${precisely(objective)} ${REJECTED} and was left out`;

function statusOf(status: RunStatus, plan: Plan | null, missed: readonly Shortage[]): RunStatus {
  if (missed.length > 0) return 'minimum-rate-missed';
  return plan === null && !NO_PLAN.includes(status) ? 'no-incumbent' : status;
}

/** Statuses that say themselves that there need not be a plan. */
const NO_PLAN: readonly RunStatus[] = ['infeasible', 'no-incumbent', 'numerical'];

const finiteOrNull = (value: number): number | null => (Number.isFinite(value) ? value : null);
