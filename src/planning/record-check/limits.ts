import { CATALOGUE_LIMITS } from '../../domain/catalogue-limit.ts';
import type { RunRecord } from '../../domain/run-record.ts';
import { REFERENCE_SCHEME } from '../../domain/schemes/schemes.ts';
import type { Scenario } from '../../scenario/schema/scenario.ts';
import { difference, note, type Violation } from '../../verify/violations.ts';
import { doubledLimit, limitIn } from '../catalogue-limits.ts';
import { noteFact } from './stated.ts';

/**
 * Checks what the record says about limits. Only a solver could recompute the bound with a limit doubled; everything
 * else follows from it.
 */
export function noteLimits(
  found: Violation,
  { catalogueLimits = [], relaxation, scheme }: RunRecord,
  { paths }: Scenario,
  objective: number,
): void {
  noteFact(
    found,
    catalogueLimits.length === 0 || scheme === REFERENCE_SCHEME,
    () => `catalogueLimits: exist only for the scheme ${REFERENCE_SCHEME}`,
  );
  catalogueLimits.forEach((finding, index) => {
    const where = (what: string) => () => `catalogueLimits[${index}].${what}`;
    const place = CATALOGUE_LIMITS.indexOf(finding.limit);
    const before = catalogueLimits[index - 1];
    noteFact(
      found,
      before === undefined || CATALOGUE_LIMITS.indexOf(before.limit) < place,
      where('limit: is out of order'),
    );
    const value = limitIn(paths, finding.limit);
    noteFact(found, finding.value === value, where(`value: says ${finding.value}, and ${value} follows`));
    const twice = doubledLimit(paths, finding.limit);
    noteFact(found, twice > value, where('limit: cannot be doubled'));
    if ('skipped' in finding) return;
    const { doubled, bound, more } = finding;
    noteFact(found, doubled === twice, where(`doubled: says ${doubled}, and ${twice} follows`));
    note(
      found,
      difference(more, bound - objective, Math.abs(bound)),
      where(`more: says ${more}, and ${bound - objective} follows`),
    );
    noteFact(
      found,
      relaxation.bound === null || bound > relaxation.bound,
      where('bound: is not above the bound of the LP relaxation'),
    );
  });
}
