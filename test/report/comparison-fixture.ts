import type { Comparison } from '../../src/domain/comparison.ts';
import { resultOf } from '../study/rows.ts';

/** Slots of 10 s and weights of 1, so ten pairs a unit; RRS: five draws, one without a value. */
export const comparison: Comparison = {
  satqn: { comparison: 1, version: 'test' },
  scenario: { name: 'two cities', hash: 'sha256-0' },
  warnings: [],
  catalogue: { realPaths: 24, virtualPaths: 6, subPaths: 4, choices: 120 },
  relaxationBound: 1100,
  pairsPerObjective: 10,
  results: [
    resultOf('ps-egr', 1000, {
      bound: 1000.05,
      relativeGap: 5e-5,
      fidelity: 0.95123,
      seconds: 12.34,
      maxViolation: 3e-9,
      attempts: [
        {
          method: 'milp',
          status: 'gap-reached',
          seconds: 12.34,
          objective: 1000,
          bound: 1000.05,
          relativeGap: 5e-5,
        },
        {
          method: 'benders',
          status: 'time-limit',
          seconds: 60,
          objective: 990,
          bound: 1011,
          relativeGap: 0.0207,
        },
      ],
    }),
    resultOf('sos', 312.5, { fidelity: 0.96, seconds: 0.5 }),
    resultOf('rrs', 600, {
      status: 'completed',
      method: 'random-routes',
      bound: null,
      relativeGap: null,
      maxViolation: 2e-8,
      draws: [580, 620, null, 590, 610].map((objective) => ({
        objective,
        totalPairs: objective === null ? null : 10 * objective,
        maxViolation: objective === null ? null : 2e-8,
      })),
    }),
    resultOf('nss', null),
    resultOf('overlay-lp', 1105),
    resultOf('greedy', 700, { status: 'completed', bound: null, relativeGap: null }),
  ],
};
