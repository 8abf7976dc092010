import { expect, it } from 'vitest';
import { packColumns, packRows } from '../../src/lp/program.ts';
import { highsSolver } from '../../src/solvers/highs.ts';

/**
 * The master of a resumed run of Benders' decomposition, shrunk: one of each group, and two cuts on θ, in 1e-5. HiGHS 1.15 calls the
 * start optimal if it knows of it while it presolves.
 */
const GROUPS = [
  [4, 9],
  [8, 11],
  [16, 21],
  [12, 26],
  [14, 24],
  [19, 25],
  [15, 20],
  [27, 39],
  [40, 43, 44],
  [30, 33],
  [36, 41],
  [31, 37],
  [32, 38, 42],
];
const CUTS = [
  {
    constant: 38420,
    slopes: [
      4726, 5443, 2288, 3298, 1977, 3292, 3358, 3750, 0, 0, 4744, 1679, 2552, 5087, 0, 0, 4382, 3968, 3521,
      4780, 2176, 0, 0, 0, 4115, 5758, 6315, 1844, 2770, 0, 0, 0, 2786, 2013, 4639, 3047, 1831, 1245, 0, 0, 0,
      0, 3009, 3377, 3019,
    ],
  },
  {
    constant: 37660,
    slopes: [
      4726, 5443, 2288, 3298, 1977, 3292, 3358, 3750, 4419, 5514, 4744, 1679, 2552, 5087, 4419, 3459, 4382,
      3968, 3521, 4780, 2176, 5174, 4041, 0, 4115, 5758, 0, 1844, 2770, 2520, 4432, 3007, 2786, 2013, 4639,
      3047, 1831, 1245, 3009, 4357, 4980, 4201, 0, 0, 9057,
    ],
  },
];
const CHOSEN = [
  0, 1, 2, 3, 5, 6, 7, 8, 9, 10, 12, 13, 14, 15, 17, 18, 19, 21, 22, 23, 28, 29, 30, 31, 34, 35, 38, 39, 40,
  41,
];
const MOST = 1.286;
const COUNT = 45;

const cutValue = ({ constant, slopes }: (typeof CUTS)[number], chosen: readonly number[]): number =>
  (constant + chosen.reduce((sum, choice) => sum + slopes[choice]!, 0)) / 1e5;

it('does not call a start optimal that is far below the optimum', async () => {
  const binary = { cost: 0, lower: 0, upper: 1, integer: true };
  const solver = await highsSolver();
  const model = await solver.open({
    name: 'master',
    columns: packColumns([
      ...Array.from({ length: COUNT }, (_, choice) => ({ ...binary, name: `x${choice}` })),
      { name: 'theta', cost: 1, lower: 0, upper: MOST },
    ]),
    rows: packRows([
      ...GROUPS.map((group, index) => ({
        name: `group${index}`,
        lower: 1,
        upper: 1,
        entries: group.map((choice) => [choice, 1] as const),
      })),
      ...CUTS.map(({ constant, slopes }, index) => ({
        name: `cut${index}`,
        lower: Number.NEGATIVE_INFINITY,
        upper: constant / 1e5,
        entries: [...slopes.map((slope, choice) => [choice, -slope / 1e5] as const), [COUNT, 1] as const],
      })),
    ]),
  });
  const theta = Math.min(...CUTS.map((cut) => cutValue(cut, CHOSEN)));
  const start = new Float64Array(COUNT + 1);
  for (const choice of CHOSEN) start[choice] = 1;
  start[COUNT] = theta;
  const asked = { timeLimitSeconds: 60, relativeGap: 0 };
  const result = await model.solve({ ...asked, start });
  expect(theta).toBeLessThan(1);
  expect(result.status).toBe('optimal');
  expect(result.objective).toBeCloseTo(MOST, 9);
  expect(result.bound).toBeCloseTo(MOST, 9);
  // Nor after a change, from what it has found itself.
  await model.changeColumnBounds(Int32Array.of(COUNT), Float64Array.of(0), Float64Array.of(theta));
  expect((await model.solve(asked)).objective).toBeCloseTo(theta, 9);
  await model.changeColumnBounds(Int32Array.of(COUNT), Float64Array.of(0), Float64Array.of(MOST));
  expect((await model.solve(asked)).objective).toBeCloseTo(MOST, 9);
  await solver.close();
});
