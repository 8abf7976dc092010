/** Checks that what a run record says about itself follows from its plan and scenario. */
import type { Certificate, ConstraintCheck } from '../../domain/certificate.ts';
import type { Plan, PlannedHop } from '../../domain/plan.ts';
import type { Problem } from '../../domain/problem.ts';
import type { RunRecord, Shortage } from '../../domain/run-record.ts';
import { SCHEMES } from '../../domain/schemes/schemes.ts';
import type { Scenario } from '../../scenario/schema/scenario.ts';
import { excess, note, noViolation, type Violation } from '../../verify/violations.ts';
import { assumptionsOf } from '../assumptions/assumptions.ts';
import { optionsOfRecord } from '../options.ts';
import { factsOfPlan, factsOfProblem } from '../record-facts.ts';
import { warningsOf, withoutTerminal } from '../warnings.ts';
import { noteCalibration } from './calibration.ts';
import { noteDraws } from './draws.ts';
import { noteHybrid } from './hybrid.ts';
import { noteLimits } from './limits.ts';
import { noteBoundBy, noteStatus } from './outcome.ts';
import { noteDualPrices, noteShadowPrices } from './prices.ts';
import { compareStated, noteFact } from './stated.ts';
import { noteTrajectory } from './trajectory.ts';

/** What was recomputed for a record whose plan has passed the check `path`. */
interface Recomputed {
  readonly scenario: Scenario;
  /** The problem as the scheme sees it. */
  readonly problem: Problem;
  /** The checker's own problem. */
  readonly checkedProblem: Problem;
  readonly plan: Plan;
  readonly certificate: Certificate;
  /** The minimum rates that the plan misses, if its scheme may miss them. */
  readonly missed: readonly Shortage[];
}

/** Facts of a plan that not every record has; where they do not follow, nothing may be stated. */
const FACTS_OF_SOME = ['modes', 'control', 'schedule'] as const;

/**
 * The check `record` compares every stated number, name and list with the recomputed one. What only the solver knows
 * must be consistent; NOT_RECOMPUTED lists the parts of which not even that is checked.
 */
export function checkRecord(record: RunRecord, recomputed: Recomputed): ConstraintCheck {
  const { scenario, problem, checkedProblem, plan, certificate, missed } = recomputed;
  const found = noViolation();
  const { method, scheme } = optionsOfRecord(record);
  const { objective } = certificate;
  const facts = factsOfPlan(scenario, problem, plan, { scheme, status: record.status });
  const expected: Partial<RunRecord> = {
    scheme,
    method: SCHEMES[scheme].rule ?? method,
    totalPairs: certificate.totalPairs,
    bounds: { ...record.bounds, incumbent: objective },
    scenario: { ...record.scenario, name: scenario.name },
    certificate: statedCertificate(record.certificate, certificate),
    shortages: missed,
    warnings: [...warningsOf(scenario, problem), ...withoutTerminal(facts.demands)],
    // Notes of the network come first, then those of the search.
    notes: [...problem.topology.notes, ...record.notes.slice(problem.topology.notes.length)],
    ...factsOfProblem(problem),
    ...facts,
    ...(record.assumptions && { assumptions: assumptionsOf(scenario, problem, plan, facts.storage) }),
  };
  for (const key of new Set([...Object.keys(expected), ...FACTS_OF_SOME]) as Set<keyof RunRecord>) {
    compareStated(found, record[key], expected[key], key);
  }
  notePathNames(found, plan);
  notePointing(found, plan, problem);
  noteStatus(found, record, objective, missed.length);
  noteBoundBy(found, record, checkedProblem, objective);
  noteRelaxation(found, record, certificate, missed.length);
  if (record.relaxation.prices) noteDualPrices(found, record.relaxation.prices, problem);
  noteTrajectory(found, record, objective, missed.length);
  noteShadowPrices(found, record, problem, plan, facts.storage, objective);
  noteDraws(found, record, certificate);
  noteLimits(found, record, scenario, objective);
  noteHybrid(found, record, objective);
  noteCalibration(found, record, certificate.totalPairs);
  return { constraint: 'record', ...found };
}

/**
 * What the recorded certificate has to be: everything found now except violations below the tolerance, which are
 * rounding and differ between machines.
 */
function statedCertificate(stated: Certificate | null, found: Certificate): Certificate {
  const { tolerance } = found;
  const isRounding = (violation: number) => violation >= 0 && violation <= tolerance;
  const checks = found.checks.map((check, index) => {
    const { maxViolation, worst } = stated?.checks[index] ?? check;
    return isRounding(maxViolation) && (worst === null) === (maxViolation === 0)
      ? { ...check, maxViolation, worst }
      : check;
  });
  return {
    ...found,
    status: 'verified',
    maxViolation: Math.max(...checks.map(({ maxViolation }) => maxViolation)),
    checks,
  };
}

/** Checks that a plan says where telescopes point if, and only if, it points any. */
function notePointing(
  found: Violation,
  { pointing: stated }: Plan,
  { topology: { pointing } }: Problem,
): void {
  if (stated === undefined && pointing === undefined) return;
  noteFact(
    found,
    stated !== undefined && pointing !== undefined,
    () => `plan.pointing: ${stated ? 'is there, but no telescope is limited' : 'is missing'}`,
  );
}

/** Checks that every path is named after its hops. */
function notePathNames(found: Violation, plan: Plan): void {
  const nameOf = (hops: readonly PlannedHop[]) =>
    hops.map((hop) => ('link' in hop ? hop.link : `[${hop.pair}:${hop.subPath}]`)).join('+');
  const check = (id: string, hops: readonly PlannedHop[], where: string) => {
    const name = nameOf(hops);
    noteFact(found, id === name, () => `${where}: says ${id}, and ${name} follows from its hops`);
  };
  plan.routes.forEach(({ path, hops }, index) => {
    check(path, hops, `plan.routes[${index}].path`);
  });
  plan.subPaths.forEach(({ id, hops }, index) => {
    check(id, hops, `plan.subPaths[${index}].id`);
  });
}

/**
 * Checks the bound of the LP relaxation: it must not be below what its prices prove, nor below the bound of the run.
 */
function noteRelaxation(
  found: Violation,
  { relaxation, bounds }: RunRecord,
  { dualBound }: Certificate,
  missed: number,
): void {
  noteFact(
    found,
    relaxation.bound !== null || relaxation.prices === null,
    () => 'relaxation.bound: is missing, but there are prices',
  );
  if (relaxation.bound === null) return;
  if (dualBound !== null) {
    note(
      found,
      excess(dualBound, relaxation.bound),
      () => 'relaxation.bound: is below what its prices prove',
    );
  }
  // A plan that misses minimum rates has no bound: the relaxation bounds only plans that keep them.
  const outer = bounds.bound ?? (missed > 0 ? relaxation.bound : Number.POSITIVE_INFINITY);
  note(found, excess(outer, relaxation.bound), () => 'bounds.bound: is above relaxation.bound');
}
