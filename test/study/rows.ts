import type { SchemeResult } from '../../src/domain/comparison.ts';
import type { SchemeName } from '../../src/domain/schemes/schemes.ts';
import type { AxisValue, StudyAxis, StudyRow } from '../../src/domain/study.ts';

export const memory: StudyAxis = {
  name: 'storageCapacity',
  label: 'storage capacity B_m',
  unit: 'pairs',
  values: [500, 1000, 1500],
};

/** A result at its proved optimum, 10 pairs a unit of objective. */
export function resultOf(
  scheme: SchemeName,
  objective: number | null,
  more: Partial<SchemeResult> = {},
): SchemeResult {
  return {
    scheme,
    status: objective === null ? 'no-incumbent' : 'optimal',
    method: 'milp',
    objective,
    totalPairs: objective === null ? null : 10 * objective,
    bound: objective,
    relativeGap: objective === null ? null : 0,
    boundBy: 'milp',
    fidelity: null,
    seconds: 1,
    maxViolation: objective === null ? null : 0,
    draws: null,
    attempts: [],
    ...more,
  };
}

export const rowOf = (
  at: Readonly<Record<string, AxisValue>>,
  seed: number,
  result: SchemeResult,
): StudyRow => ({ at, seed, result, relaxationBound: null });
