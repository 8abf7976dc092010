/** Checks a record's status, and what it says about its bound, against its plan and its numbers. */
import { NO_PRICES } from '../../domain/certificate.ts';
import { METHOD_FACTS, mayHaveProved } from '../../domain/methods/methods.ts';
import type { Problem } from '../../domain/problem.ts';
import type { RunRecord } from '../../domain/run-record.ts';
import { SCHEMES } from '../../domain/schemes/schemes.ts';
import { OPTIMALITY_TOLERANCE, relativeGap, statusOfGap } from '../../methods/bounds.ts';
import { lagrangianBound } from '../../verify/lagrangian.ts';
import { difference, excess, note, type Violation } from '../../verify/violations.ts';
import { optionsOfRecord } from '../options.ts';
import { noteFact } from './stated.ts';

/**
 * Checks the status of a record whose plan is worth `objective` and misses `missed` minimum rates. Nothing here can tell
 * which limit ended a search, or whether it was interrupted, which may happen after the gap was reached.
 */
export function noteStatus(found: Violation, record: RunRecord, objective: number, missed: number): void {
  const { status, bounds } = record;
  const { gap, scheme, method } = optionsOfRecord(record);
  const reached = relativeGap(objective, bounds.bound ?? Number.POSITIVE_INFINITY);
  // The gap is a share, so a gap of 0 and its rounding count as equal.
  const gapViolation =
    bounds.relativeGap === null || !Number.isFinite(reached)
      ? Number(Number.isFinite(reached) || bounds.relativeGap !== null)
      : difference(bounds.relativeGap, reached, 1);
  note(found, gapViolation, () => `bounds.relativeGap: says ${bounds.relativeGap}, and ${reached} follows`);

  const { rule } = SCHEMES[scheme];
  noteFact(
    found,
    METHOD_FACTS[rule ?? method].ends.includes(status) || (status === 'infeasible' && missed > 0),
    () => `status: ${status}, with a plan, does not occur with ${rule ?? method}`,
  );
  noteFact(
    found,
    (status === 'minimum-rate-missed' || status === 'infeasible') === missed > 0,
    () => `status: ${status}, minimum rates missed: ${missed}`,
  );
  const claimed = { optimal: Math.min(gap, OPTIMALITY_TOLERANCE), 'gap-reached': gap };
  if (status === 'optimal' || status === 'gap-reached') {
    note(found, excess(reached, claimed[status], 1), () => `status: says ${status}, but the gap is larger`);
  }
  if (rule !== null || status === 'interrupted') return;
  const proved = statusOfGap(bounds.incumbent, bounds.bound ?? Number.POSITIVE_INFINITY, gap);
  noteFact(
    found,
    proved === null || status === proved,
    () => `status: says ${status}, and ${proved} follows from its bounds`,
  );
}

/** Checks which step is said to have proved the bound: it must exist and match the number. */
export function noteBoundBy(
  found: Violation,
  { bounds, relaxation, scheme, plan }: RunRecord,
  problem: Problem,
  objective: number,
): void {
  const { bound, boundBy } = bounds;
  const { rule } = SCHEMES[scheme];
  const where = (why: string) => () => `bounds.boundBy: says ${JSON.stringify(boundBy)}, ${why}`;
  noteFact(found, mayHaveProved(boundBy, rule), where(`which proves no bound in the scheme ${scheme}`));
  noteFact(
    found,
    (bound === null) === (boundBy === 'none') || plan === null,
    where(bound === null ? 'but there is no bound' : 'but there is a bound'),
  );
  if (bound === null) return;
  // If a plan is above the bound by rounding, the run raises the bound to the plan.
  const isRaised = difference(bound, objective) <= OPTIMALITY_TOLERANCE;
  const isRelaxed = bound === relaxation.bound;
  if (isRelaxed && !isRaised) {
    const isNamed = boundBy === 'LP relaxation' || boundBy === 'rate caps';
    noteFact(found, isNamed, where('but the bound is that of the LP relaxation'));
  }
  if (boundBy === 'LP relaxation' && rule !== null && relaxation.bound !== null) {
    const follows = difference(bound, Math.max(objective, relaxation.bound)) <= OPTIMALITY_TOLERANCE;
    // If a plan refuted it, the bound that its prices prove has replaced it.
    noteFact(found, follows || bound > relaxation.bound, where('which has a different bound'));
  }
  // Without prices, weak duality gives the bound by rate caps.
  if (boundBy === 'rate caps') {
    note(
      found,
      excess(lagrangianBound({ problem, prices: NO_PRICES }), bound),
      where('which are larger than the bound'),
    );
  }
}
