import { describe, expect, it } from 'vitest';
import { SolverError } from '../../../src/lp/solver.ts';
import { interpret, toldApart, withoutSolving } from '../../../src/solvers/node/external/interpret.ts';
import { INFINITY, program } from '../programs.ts';

// max 5a + 4b + c, 2a + 3b + c ≤ 5, a and b whole: a = 2, b = 0, c = 1, worth 11.
const lp = program(
  [
    { cost: 5, lower: 0, upper: 2, integer: true },
    { cost: 4, lower: 0, upper: 2, integer: true },
    { cost: 1, lower: 0, upper: 9 },
  ],
  [[-INFINITY, [2, 3, 1], 5]],
);
const best = {
  outcome: 'optimal',
  values: [
    ['x0', 2],
    ['x2', 1],
  ],
} as const;

describe('the answer of a solver', () => {
  it('is optimal with a solution that holds and a bound', () => {
    const verdict = interpret(lp, { lowerBound: -11, nodes: 3, iterations: 9 }, best, null);
    expect(verdict).toMatchObject({ status: 'optimal', objective: 11, bound: 11, nodes: 3, iterations: 9 });
    expect([...verdict.solution!]).toEqual([2, 0, 1]);
    expect(interpret(lp, {}, { ...best, optimum: -11.5 }, null)).toMatchObject({
      status: 'optimal',
      bound: 11.5,
    });
  });

  it('proves nothing about a MIP without a bound, but the optimum of an LP', () => {
    expect(interpret(lp, {}, best, null)).toMatchObject({
      status: 'numerical',
      objective: 11,
      bound: INFINITY,
    });
    const relaxed = { ...lp, columns: { ...lp.columns, integer: new Uint8Array(3) } };
    expect(interpret(relaxed, {}, best, null)).toMatchObject({ status: 'optimal', bound: 11 });
  });

  it.each([
    [
      'is too heavy',
      [
        ['x0', 2],
        ['x1', 1],
        ['x2', 1],
      ],
    ],
    [
      'is not whole',
      [
        ['x0', 1.5],
        ['x2', 2],
      ],
    ],
    ['leaves the box', [['x0', 3]]],
  ] as const)('loses its solution if that %s, but keeps its bound', (_, values) => {
    const verdict = interpret(lp, { lowerBound: -12 }, { outcome: 'optimal', values }, null);
    expect(verdict).toMatchObject({ status: 'numerical', solution: null, objective: null, bound: 12 });
  });

  it('may be off by the rounding of eight digits', () => {
    const values = [
      ['x0', 1.9999999],
      ['x2', 1.0000002],
    ] as const;
    const verdict = interpret(lp, { lowerBound: -11 }, { outcome: 'optimal', values }, null);
    expect(verdict).toMatchObject({ status: 'optimal', solution: Float64Array.of(2, 0, 1.0000002) });
    expect(verdict.bound).toBe(verdict.objective);
  });

  it('is contradicted by its own solution: then its bound is none', () => {
    const verdict = interpret(lp, { lowerBound: -10.9 }, best, null);
    expect(verdict).toMatchObject({ status: 'numerical', objective: 11, bound: INFINITY });
    const claimed = interpret(lp, {}, { ...best, outcome: 'infeasible' }, null);
    expect(claimed).toMatchObject({ status: 'numerical', objective: 11 });
  });

  it('follows its log rather than its file: a stop is not an optimum', () => {
    const verdict = interpret(
      lp,
      { outcome: 'time-limit', lowerBound: -12 },
      { ...best, optimum: -11 },
      null,
    );
    expect(verdict).toMatchObject({ status: 'time-limit', objective: 11, bound: 12 });
  });

  it('is judged by who stopped it', () => {
    const stopped = { outcome: 'stopped', values: best.values } as const;
    const statuses = ([null, 'aborted', 'overdue'] as const).map(
      (stop) => interpret(lp, { lowerBound: -12 }, stopped, stop).status,
    );
    expect(statuses).toEqual(['numerical', 'interrupted', 'time-limit']);
    expect(interpret(lp, {}, null, 'aborted')).toMatchObject({ status: 'interrupted', bound: INFINITY });
  });

  it('is refused if it belongs to another program', () => {
    expect(() => interpret(lp, {}, { values: [['y7', 1]] }, null)).toThrow(SolverError);
  });

  it('distinguishes infeasible from unbounded only if the bounds of columns do', () => {
    const infeasible = { status: 'infeasible', bound: -INFINITY };
    expect(interpret(lp, { outcome: 'infeasible' }, null, null)).toMatchObject(infeasible);
    expect(interpret(lp, { outcome: 'infeasible-or-unbounded' }, null, null)).toMatchObject(infeasible);
    expect(interpret(lp, { outcome: 'unbounded' }, null, null)).toMatchObject({ status: 'numerical' });
    const solved = interpret(lp, { outcome: 'infeasible-or-unbounded', lowerBound: -12 }, best, null);
    expect(solved).toMatchObject({ status: 'numerical', objective: 11, bound: 12 });
    const open = { ...lp, columns: { ...lp.columns, upper: Float64Array.of(2, 2, INFINITY) } };
    for (const outcome of ['unbounded', 'infeasible-or-unbounded'] as const) {
      const verdict = interpret(open, { outcome }, null, null);
      expect(verdict).toMatchObject({ status: 'ambiguous', bound: INFINITY });
    }
  });

  it('becomes clear in a second run without costs', () => {
    const costless = { ...lp, columns: { ...lp.columns, cost: new Float64Array(3) } };
    const feasible = interpret(costless, { lowerBound: 0 }, best, null);
    expect(toldApart(feasible)).toMatchObject({ status: 'unbounded', bound: INFINITY, solution: null });
    const none = interpret(costless, { outcome: 'infeasible-or-unbounded' }, null, null);
    expect(toldApart(none)).toMatchObject({ status: 'infeasible', bound: -INFINITY });
    const late = interpret(costless, { outcome: 'time-limit', lowerBound: 0 }, null, null);
    expect(toldApart(late)).toMatchObject({ status: 'time-limit', bound: INFINITY });
  });
});

describe('what needs no solver', () => {
  it.each([
    ['an abort', lp, 9, true, 'interrupted'],
    ['no time', lp, 0, false, 'time-limit'],
    ['crossed bounds of a column', program([{ cost: 1, lower: 0, upper: -1 }], []), 9, false, 'infeasible'],
    [
      'crossed sides of a row',
      program([{ cost: 1, lower: 0, upper: 1 }], [[1, [1], 0]]),
      9,
      false,
      'infeasible',
    ],
    ['no columns', program([], [[-1, [], 1]]), 9, false, 'optimal'],
    ['no columns, and rows that 0 violates', program([], [[1, [], 2]]), 9, false, 'infeasible'],
  ] as const)('%s', (_, asked, seconds, isAborted, status) => {
    expect(withoutSolving(asked, seconds, isAborted)?.status).toBe(status);
  });

  it('and nothing else', () => {
    expect(withoutSolving(lp, 9, false)).toBeNull();
  });
});
