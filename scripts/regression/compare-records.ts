/** Finds differences between two records of the same run that must not exist. */
import type { PlanRecord } from '../../src/planning/record.ts';

const BOUND_TOLERANCE = 1e-12;
/** Keys that may change from run to run, that older records lack, or that follow from the rest. */
const CHANGING: readonly string[] = ['satqn', 'seconds', 'trajectory', 'notes', 'solver', 'assumptions'];

/** For a search that depends on the clock: compares only its values, up to the gap, and whether it is verified. */
export function differenceOfSearches(before: PlanRecord, after: PlanRecord, gap: number): string | null {
  if (before.certificate?.status !== after.certificate?.status) return 'one of the two is not verified';
  const numbers = [
    [before.objective, after.objective],
    [before.bounds.bound, after.bounds.bound],
  ] as const;
  const apart = numbers.find(([old, now]) => Math.abs((old ?? 0) - (now ?? 0)) > gap * Math.abs(old ?? 0));
  return apart ? `${apart[0]} became ${apart[1]}` : null;
}

/** For a run that does not depend on the clock; null if the two are the same. */
export function differenceOf(before: PlanRecord, after: PlanRecord): string | null {
  const bounds = [before, after].map(({ certificate }) => certificate?.dualBound ?? 0) as [number, number];
  if (Math.abs(bounds[0] - bounds[1]) > BOUND_TOLERANCE * Math.abs(bounds[0])) {
    return `the rechecked bound ${bounds[0]} became ${bounds[1]}`;
  }
  const keys = new Set([...Object.keys(before), ...Object.keys(after)] as (keyof PlanRecord)[]);
  const changed = [...keys].filter(
    (key) => !CHANGING.includes(key) && lasting(before[key]) !== lasting(after[key]),
  );
  return changed.length > 0 ? `other ${changed.join(', ')}` : null;
}

/** The text without the rechecked bound, which is compared as a number. */
const lasting = (value: unknown): string =>
  JSON.stringify(value, (key, inner) => (key === 'dualBound' ? undefined : inner)) ?? '';
