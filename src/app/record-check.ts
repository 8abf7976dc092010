/** Whether a run record says of itself what follows from its plan and scenario. */
import type { Certificate, ConstraintCheck } from '../domain/certificate.ts';
import type { Plan } from '../domain/plan.ts';
import type { Problem } from '../domain/problem.ts';
import type { RunRecord, Shortage } from '../domain/run-record.ts';
import { SCHEMES } from '../domain/schemes/schemes.ts';
import { OPTIMALITY_TOLERANCE, relativeGap } from '../methods/bounds.ts';
import type { Scenario } from '../scenario/schema/scenario.ts';
import { difference, excess, note, noViolation, type Violation } from '../verify/violations.ts';
import { optionsOfRecord } from './options.ts';
import { factsOfPlan, factsOfProblem } from './record-facts.ts';
import { warningsOf, withoutTerminal } from './warnings.ts';

/**
 * The check `record`: every stated number, name and list against the recomputed one. What the
 * solver alone knows (the bound, its prices, times, iterations) is only held to be consistent.
 * `certificate` is of the same plan, which must have passed the check `path`; `missed` is what it misses of minimum
 * rates, where its scheme may.
 */
export function checkRecord(
  record: RunRecord,
  scenario: Scenario,
  problem: Problem,
  plan: Plan,
  certificate: Certificate,
  missed: readonly Shortage[],
): ConstraintCheck {
  const found = noViolation();
  const { status, bounds, relaxation } = record;
  const { gap, method, scheme } = optionsOfRecord(record);
  const { objective, totalPairs, tolerance, dualBound, bound } = certificate;
  const reached = relativeGap(objective, bounds.bound ?? Number.POSITIVE_INFINITY);
  const facts = factsOfPlan(scenario, problem, plan, { scheme, status });
  const expected = {
    scheme,
    method: SCHEMES[scheme].rule ?? method,
    totalPairs,
    bounds: { incumbent: objective },
    scenario: { name: scenario.name },
    certificate: { status: 'verified', tolerance, objective, totalPairs, dualBound, bound },
    shortages: missed,
    warnings: [...warningsOf(scenario, problem), ...withoutTerminal(facts.demands)],
    ...factsOfProblem(problem),
    ...facts,
  };
  compare(found, record, expected, '');
  // A share: what rounding makes of 0 is as good as 0.
  const gapViolation =
    bounds.relativeGap === null || !Number.isFinite(reached)
      ? Number(Number.isFinite(reached) || bounds.relativeGap !== null)
      : difference(bounds.relativeGap, reached, 1);
  note(found, gapViolation, () => 'bounds.relativeGap');

  const holdsPlan = status !== 'infeasible' && status !== 'no-incumbent';
  note(found, holdsPlan ? 0 : 1, () => `status: ${status}, with a plan`);
  const saysMissed = status === 'minimum-rate-missed';
  note(
    found,
    saysMissed === missed.length > 0 ? 0 : 1,
    () => `status: ${status}, minimum rates missed: ${missed.length}`,
  );
  const claimed = { optimal: Math.min(gap, OPTIMALITY_TOLERANCE), 'gap-reached': gap };
  if (status === 'optimal' || status === 'gap-reached') {
    note(found, excess(reached, claimed[status], 1), () => `status: ${status} at a larger gap`);
  }
  if (relaxation.bound !== null) {
    if (dualBound !== null) {
      note(found, excess(dualBound, relaxation.bound), () => 'relaxation.bound: below what its prices prove');
    }
    // A plan that misses minimum rates has no bound: that of those that keep them is none of it.
    const outer = bounds.bound ?? (saysMissed ? relaxation.bound : Number.POSITIVE_INFINITY);
    note(found, excess(outer, relaxation.bound), () => 'bounds.bound: above relaxation.bound');
  }
  noteLimits(found, record, scenario, objective);
  return { constraint: 'record', ...found };
}

/** The bound with a limit doubled is the solver's word; all else about limits follows from it. */
function noteLimits(
  found: Violation,
  { catalogueLimits = [] }: RunRecord,
  { paths }: Scenario,
  objective: number,
): void {
  catalogueLimits.forEach((finding, index) => {
    const where = () => `catalogueLimits[${index}]`;
    note(found, finding.value === paths[finding.limit] ? 0 : 1, where);
    if ('skipped' in finding) return;
    const { doubled, value, bound, more } = finding;
    note(found, doubled > value && doubled <= 2 * value ? 0 : 1, where);
    note(found, difference(more, bound - objective, Math.abs(bound)), where);
  });
}

/** Holds every leaf of `expected` against what is stated there; what else is stated does not matter. */
function compare(found: Violation, stated: unknown, expected: unknown, path: string): void {
  if (typeof expected === 'number' && typeof stated === 'number') {
    note(found, difference(stated, expected), () => path);
  } else if (isTree(expected) && isTree(stated)) {
    if (Array.isArray(expected)) {
      const isAsLong = Array.isArray(stated) && stated.length === expected.length;
      note(found, isAsLong ? 0 : 1, () => path);
      if (!isAsLong) return;
    }
    for (const [key, value] of Object.entries(expected)) {
      const inner = Array.isArray(expected) ? `${path}[${key}]` : path === '' ? key : `${path}.${key}`;
      compare(found, stated[key], value, inner);
    }
  } else {
    note(found, stated === expected ? 0 : 1, () => path);
  }
}

const isTree = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;
